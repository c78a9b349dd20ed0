package io.armorer.pattern.session;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.armorer.store.StoredValue;
import io.armorer.tool.Injected;

/**
 * A session as it stood when it was read; what happens to it later is not seen here. A
 * tool gets that of its call by declaring a parameter of this type, which is no part of
 * the tool's schema: {@code Session} where it can't work without one,
 * {@code @Nullable Session} or {@code Optional<Session>} where it can. A plain Java
 * caller passes {@code null}. To change a session, ask the {@link SessionManager}.
 *
 * @param id its id
 * @param userId whose it is, or {@code null} for nobody's: whoever knows its id may use
 * it
 * @param createdAt when it was created
 * @param lastUsedAt when it was last used
 * @param expiresAt when it is over unless it is used before
 * @param history the last messages, oldest first
 * @param invocations the last calls that were made in it, in the order in which they
 * ended
 * @param metadata what the application keeps with it: maps with texts for keys, lists,
 * texts, numbers, booleans and {@code null}
 * @param version grows with each change
 */
@Injected
public record Session(String id, @Nullable String userId, Instant createdAt, Instant lastUsedAt, Instant expiresAt,
		List<SessionMessage> history, List<SessionInvocation> invocations, Map<String, @Nullable Object> metadata,
		long version) {

	/**
	 * A snapshot of its own.
	 */
	public Session {
		history = List.copyOf(history);
		invocations = List.copyOf(invocations);
		metadata = Metadata.frozen(metadata);
	}

	static Session of(StoredValue<SessionState> stored) {
		SessionState state = stored.value();
		Instant expiresAt = stored.expiresAt();
		return new Session(stored.key(), stored.owner(), state.createdAt(), state.lastUsedAt(),
				(expiresAt != null) ? expiresAt : Instant.MAX, state.history(), state.invocations(), state.metadata(),
				stored.version());
	}

	/** Leaves out what was said and kept, which is nobody else's business. */
	@Override
	public String toString() {
		return "session " + this.id + " of " + ((this.userId != null) ? this.userId : "nobody") + ", version "
				+ this.version;
	}

}
