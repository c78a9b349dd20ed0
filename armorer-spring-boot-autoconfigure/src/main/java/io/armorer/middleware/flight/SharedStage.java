package io.armorer.middleware.flight;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

import org.jspecify.annotations.Nullable;

import io.armorer.middleware.ErrorTranslation;
import io.armorer.middleware.ToolInvocation;

/** A future that several calls share. */
final class SharedStage extends SharedPromise {

	private final CompletionStage<?> source;

	SharedStage(Flight flight, Object source) {
		super(flight);
		this.source = (CompletionStage<?>) source;
	}

	@Override
	Object view(ToolInvocation call) {
		FutureSeat seat = new FutureSeat(this, call);
		return board(seat) ? seat : Flights.AGAIN;
	}

	@Override
	void start(Seat first) {
		this.source.whenComplete(
				(value, failure) -> settled(value, (failure != null) ? ErrorTranslation.unwrap(failure) : null));
	}

	@Override
	void cancelWork() {
		cancel(this.source);
	}

	static void cancel(@Nullable Object stage) {
		if (stage instanceof Future<?> future) {
			try {
				future.cancel(true);
			}
			catch (UnsupportedOperationException ex) {
				// a minimal stage can't be cancelled
			}
		}
	}

}
