package com.example.outfitter.tools;

import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

import io.armorer.tool.ArmorerTool;
import io.armorer.tool.Effect;
import io.armorer.tool.ToolParam;

/**
 * A counter of open cases. On the type, the annotation makes a bean of it and gives its
 * tools what they have in common.
 */
@ArmorerTool(tags = "counter", version = "1")
class CounterTools {

	private final AtomicLong counter = new AtomicLong();

	@ArmorerTool(description = "Set the counter of open cases", effect = Effect.IDEMPOTENT)
	Count setCounter(@ToolParam(description = "Its new value") int value) {
		this.counter.set(value);
		return new Count(value);
	}

	@ArmorerTool(description = "Add to the counter of open cases", effect = Effect.EFFECTFUL)
	Count incrementCounter(@ToolParam(description = "How much to add, 1 if not given") @Nullable Integer by) {
		return new Count(this.counter.addAndGet((by != null) ? by : 1));
	}

	@ArmorerTool(description = "Return the counter of open cases", effect = Effect.READ)
	Count getCounter() {
		return new Count(this.counter.get());
	}

	record Count(long counter) {
	}

}
