package io.armorer.middleware.flight;

import org.jspecify.annotations.Nullable;

/** How the part of a flight ended that ran on the leader's thread. */
sealed interface Landing permits PromiseReference, Landing.Value, Landing.Failure, Landing.Nothing {

	/** There is a value for all. */
	record Value(@Nullable Object value) implements Landing {

	}

	/** It failed for all. */
	record Failure(Throwable failure) implements Landing {

	}

	/** There is nothing for the others. */
	enum Nothing implements Landing {

		/** The leader gave up. */
		ABANDONED,

		/** Only one can use the result. */
		ONE_SHOT

	}

}
