package io.armorer.middleware;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.armorer.tool.ErrorCode;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolException;

/**
 * The elements that a tool gave one after the other, up to a limit.
 */
final class Items {

	private final ToolInvocation call;

	private final int max;

	private final @Nullable Consumer<Object> onItem;

	private final List<Object> taken = new ArrayList<>();

	Items(ToolInvocation call, int max, @Nullable Consumer<Object> onItem) {
		this.call = call;
		this.max = max;
		this.onItem = onItem;
	}

	int max() {
		return this.max;
	}

	/**
	 * Take an element.
	 * @throws ToolException if it is one too many
	 */
	void add(Object item) {
		if (this.taken.size() >= this.max) {
			throw new ToolException(ToolError.of(ErrorCode.INVALID_RESULT, "The tool '" + this.call.tool().name()
					+ "' gave more than " + this.max + " items, more than one result may have. Ask for fewer."));
		}
		this.taken.add(item);
		if (this.onItem != null) {
			this.onItem.accept(item);
		}
	}

	List<Object> toList() {
		return Collections.unmodifiableList(this.taken);
	}

}
