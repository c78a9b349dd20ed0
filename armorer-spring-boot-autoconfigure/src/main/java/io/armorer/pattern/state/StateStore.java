package io.armorer.pattern.state;

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import io.armorer.middleware.ToolInvocation;
import io.armorer.redact.Redactor;
import io.armorer.store.KeyQuery;
import io.armorer.store.Page;
import io.armorer.store.StoreBackend;
import io.armorer.store.StoredValue;
import io.armorer.store.StoreGuards;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolException;

/**
 * Keeps values over calls: for everybody, for a tool, for a user or for a session. A tool
 * takes the state of whoever calls it from its context, with {@link #user(ToolContext)}
 * and the like, so that it can't reach somebody else's by mistake.
 */
public final class StateStore {

	/** The name under which the backend has it. */
	static final String NAME = "state";

	private final StateEntries entries;

	private final StateJson json;

	private final StateRestore restore;

	private final @Nullable StatePersistence persistence;

	private final State global;

	/**
	 * A store.
	 * @param backend keeps the values
	 * @param settings how much may be kept
	 * @param mapper copies values in and out
	 * @param redactor knows which values are not shown
	 * @param guards give the stated answer when the store fails
	 * @param persistence is told of each change, or {@code null} where nothing is saved
	 */
	public StateStore(StoreBackend backend, StateSettings settings, JsonMapper mapper, Redactor redactor,
			StoreGuards guards, @Nullable StatePersistence persistence) {
		this.entries = new StateEntries(backend.keyValueStore(NAME, StateEntry.class, settings.getMaxEntries()),
				guards.of(NAME), settings.getOnStoreFailure(),
				(persistence != null) ? persistence::changed : StateStore::nobodyToTell);
		this.json = new StateJson(mapper, redactor, settings.getMaxValueSize().toBytes());
		this.restore = new StateRestore(this.entries, this.json);
		this.persistence = persistence;
		this.global = state(StateArea.GLOBAL);
	}

	private static void nobodyToTell() {
		// nothing is saved
	}

	private State state(StateArea area) {
		return new State(area, this.entries, this.json, this.restore);
	}

	private State state(StateScope scope, String id) {
		if (id.isEmpty()) {
			throw new IllegalArgumentException("State of a " + scope.spelled() + " needs an id, which is empty");
		}
		return state(new StateArea(scope, id));
	}

	/**
	 * What is kept for everybody.
	 * @return the state
	 */
	public State global() {
		return this.global;
	}

	/**
	 * What is kept for a tool, whoever calls it.
	 * @param name the tool's name
	 * @return the state
	 */
	public State forTool(String name) {
		return state(StateScope.TOOL, name);
	}

	/**
	 * What is kept for a user. For code that decides itself whose state it may see; a
	 * tool uses {@link #user(ToolContext)}.
	 * @param id the user's id, not empty
	 * @return the state
	 */
	public State forUser(String id) {
		return state(StateScope.USER, id);
	}

	/**
	 * What is kept for a session. For code that decides itself whose state it may see; a
	 * tool uses {@link #session(ToolContext)}.
	 * @param id the session's id, not empty
	 * @return the state
	 */
	public State forSession(String id) {
		return state(StateScope.SESSION, id);
	}

	/**
	 * What is kept for the tool that a call runs in.
	 * @param context the call's context, as the tool got it
	 * @return the state
	 * @throws IllegalArgumentException if no call runs in the context
	 */
	public State tool(ToolContext context) {
		if (context instanceof ToolInvocation call) {
			return forTool(call.tool().name());
		}
		throw new IllegalArgumentException("No call runs in this context. Use that which the tool got, or forTool");
	}

	/**
	 * What is kept for the user on whose behalf a call is made.
	 * @param context the call's context
	 * @return the state
	 * @throws ToolException with {@link ErrorCode#USER_REQUIRED} if there is no user
	 */
	public State user(ToolContext context) {
		String id = context.userId();
		if (id == null || id.isEmpty()) {
			throw new ToolException(ErrorCode.USER_REQUIRED,
					"The tool keeps something for each user. The user has to sign in first.");
		}
		return forUser(id);
	}

	/**
	 * What is kept for the session that a call belongs to.
	 * @param context the call's context
	 * @return the state
	 * @throws ToolException with {@link ErrorCode#SESSION_REQUIRED} if there is no
	 * session
	 */
	public State session(ToolContext context) {
		String id = context.sessionId();
		if (id == null || id.isEmpty()) {
			throw new ToolException(ErrorCode.SESSION_REQUIRED,
					"The tool keeps something for each session, and the call belongs to none.");
		}
		return forSession(id);
	}

	/**
	 * What is kept for the tool of the call that runs on this thread.
	 * @return the state
	 * @throws IllegalStateException if no call does
	 */
	public State currentTool() {
		return tool(current());
	}

	/**
	 * What is kept for the user of the call that runs on this thread.
	 * @return the state
	 * @throws IllegalStateException if no call does
	 * @throws ToolException with {@link ErrorCode#USER_REQUIRED} if there is no user
	 */
	public State currentUser() {
		return user(current());
	}

	/**
	 * What is kept for the session of the call that runs on this thread.
	 * @return the state
	 * @throws IllegalStateException if no call does
	 * @throws ToolException with {@link ErrorCode#SESSION_REQUIRED} if there is no
	 * session
	 */
	public State currentSession() {
		return session(current());
	}

	private static ToolContext current() {
		return ToolContext.current().orElseThrow(() -> new IllegalStateException("No call runs on this thread"));
	}

	/**
	 * Copy all values of all scopes. Each is whole; what others change meanwhile may be
	 * in the copy or not.
	 * @return the copy
	 * @throws io.armorer.store.StoreUnavailableException if the store fails, whatever
	 * {@code on-store-failure} says
	 */
	public StateSnapshot snapshot() {
		return new StateSnapshot("", this.entries.sure(() -> this.entries.all("")));
	}

	/**
	 * Bring everything back to what it was, see {@link State#restore}.
	 * @param snapshot a snapshot of all scopes
	 * @throws IllegalArgumentException if it is one of a single scope
	 * @throws StateRestoreException if it can't be restored
	 */
	public void restore(StateSnapshot snapshot) {
		this.restore.restore("", snapshot);
	}

	/**
	 * Return how many values there are.
	 * @return how many, all scopes together
	 * @throws io.armorer.store.StoreException if the store fails
	 */
	public long size() {
		return this.entries.size();
	}

	/**
	 * Return how many changes were dropped because the store failed, where
	 * {@code on-store-failure} is {@code allow}.
	 * @return how many, since the start
	 */
	public long dropped() {
		return this.entries.dropped();
	}

	/**
	 * List values for an operator.
	 * @param scope only those of this scope, or {@code null} for all
	 * @param id only those of this tool, user or session, or {@code null}; needs a scope
	 * @param after where the page before said that the next begins, or {@code null}
	 * @param limit how many at most, at least 1
	 * @return one page, in the order of their names
	 * @throws io.armorer.store.StoreException if the store fails
	 */
	public Page<StateEntry> page(@Nullable StateScope scope, @Nullable String id, @Nullable String after, int limit) {
		String prefix = (scope == null) ? "" : (id != null) ? new StateArea(scope, id).prefix() : scope.spelled() + ":";
		Page<StoredValue<StateEntry>> page = this.entries.page(new KeyQuery(prefix, null, after, limit));
		return new Page<>(page.items().stream().map(StoredValue::value).toList(), page.next());
	}

	/**
	 * Find a value for an operator.
	 * @param name its {@link StateEntry#name() name}
	 * @return the value as it is kept, or empty if there is none of that name
	 */
	public Optional<StateEntry> find(String name) {
		return this.entries.find(name);
	}

	/**
	 * Remove a value on behalf of an operator.
	 * @param name its {@link StateEntry#name() name}
	 * @return whether it was there
	 */
	public boolean remove(String name) {
		return this.entries.remove(name);
	}

	/**
	 * Return what saves the state to a file.
	 * @return the persistence, or empty where nothing is saved
	 */
	public Optional<StatePersistence> persistence() {
		return Optional.ofNullable(this.persistence);
	}

}
