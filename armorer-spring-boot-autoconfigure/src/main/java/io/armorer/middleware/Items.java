package io.armorer.middleware;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

import io.armorer.tool.ErrorCode;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolException;

/**
 * The elements that a tool gave one after the other, up to a limit.
 */
final class Items {

	private final String source;

	private final int max;

	private final Consumer<Throwable> onTooMany;

	private final List<Object> taken = new ArrayList<>();

	/** No elements yet, and nobody to tell of too many. */
	Items(String source, int max) {
		this(source, max, (tooMany) -> {
		});
	}

	/**
	 * No elements yet.
	 * @param source what gives them, to begin a sentence with
	 * @param max how many may be taken
	 * @param onTooMany told why no more are taken
	 */
	Items(String source, int max, Consumer<Throwable> onTooMany) {
		this.onTooMany = onTooMany;
		this.source = source;
		this.max = max;
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
			ToolException tooMany = new ToolException(ToolError.of(ErrorCode.INVALID_RESULT, this.source
					+ " gave more than " + this.max + " items, more than one result may have. Ask for fewer."));
			this.onTooMany.accept(tooMany);
			throw tooMany;
		}
		this.taken.add(item);
	}

	List<Object> toList() {
		return Collections.unmodifiableList(this.taken);
	}

}
