package io.armorer.actuate;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import io.armorer.pattern.state.PersistenceStatus;
import io.armorer.pattern.state.StateEntry;
import io.armorer.pattern.state.StatePersistence;
import io.armorer.pattern.state.StateScope;
import io.armorer.pattern.state.StateStore;
import io.armorer.redact.Redactor;
import io.armorer.store.Page;

/**
 * The state that tools keep. Values are masked unless they may be shown, and then without
 * their secrets. {@code DELETE /state/name} removes a value; {@code GET} and {@code POST
 * /state/persistence} show how the saving stands, and save now.
 */
public final class StateSection implements ArmorerEndpointSection {

	// No value has this name: theirs all have a colon in them.
	private static final String PERSISTENCE = "persistence";

	private static final int DEFAULT_LIMIT = 100;

	private static final int MAX_LIMIT = 1000;

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final StateStore store;

	private final Redactor redactor;

	/**
	 * A section.
	 * @param store the state
	 * @param redactor hides what is secret in values
	 */
	public StateSection(StateStore store, Redactor redactor) {
		this.store = store;
		this.redactor = redactor;
	}

	@Override
	public String id() {
		return "state";
	}

	@Override
	public Object summary(boolean showValues) {
		return new StateSummary(this.store.size(), this.store.dropped(),
				this.store.persistence().map(StatePersistence::status).orElse(null));
	}

	@Override
	public Object list(SectionRequest request) {
		request.allow("scope", "id", "after", "limit");
		StateScope scope = request.choice("scope", StateScope.class);
		String id = request.text("id");
		if (id != null && scope == null) {
			throw EndpointProblemException.badRequest("id", "needs a 'scope' beside it");
		}
		Page<StateEntry> page = this.store.page(scope, id, request.text("after"),
				request.number("limit", DEFAULT_LIMIT, 1, MAX_LIMIT));
		return new StateList(page.items().stream().map((entry) -> described(entry, request.showValues())).toList(),
				page.next());
	}

	@Override
	public @Nullable Object detail(String name, SectionRequest request) {
		request.allow();
		if (name.equals(PERSISTENCE)) {
			return this.store.persistence().map(StatePersistence::status).orElse(null);
		}
		return this.store.find(name).map((entry) -> described(entry, request.showValues())).orElse(null);
	}

	@Override
	public @Nullable Object write(String name, SectionRequest request) {
		if (!name.equals(PERSISTENCE)) {
			throw EndpointProblemException.unsupported("Values of state can't be changed here, only deleted");
		}
		request.allow();
		StatePersistence persistence = this.store.persistence().orElse(null);
		if (persistence == null) {
			return null;
		}
		if (!persistence.save()) {
			throw EndpointProblemException
				.conflict("The state could not be saved: " + persistence.status().lastFailure());
		}
		return persistence.status();
	}

	@Override
	public boolean delete(String name, SectionRequest request) {
		request.allow();
		if (name.equals(PERSISTENCE)) {
			throw EndpointProblemException.unsupported("The persistence of state can't be deleted");
		}
		return this.store.remove(name);
	}

	private StateDescriptor described(StateEntry entry, boolean showValues) {
		return new StateDescriptor(entry.name(), entry.scope().spelled(), entry.id().isEmpty() ? null : entry.id(),
				entry.key(), entry.json().length(), showValues ? shown(entry) : Redactor.MASK);
	}

	private @Nullable Object shown(StateEntry entry) {
		if (entry.sensitive()) {
			return Redactor.MASK;
		}
		try {
			Object value = JSON.readValue(entry.json(), Object.class);
			// under its key, which may say that it is secret
			Object shown = this.redactor.value(Map.of(entry.key(), value));
			return (shown instanceof Map<?, ?> map) ? map.values().iterator().next() : Redactor.MASK;
		}
		catch (JacksonException ex) {
			return Redactor.MASK;
		}
	}

	/**
	 * The state in the overview.
	 *
	 * @param entries how many values there are
	 * @param dropped how many changes were dropped because the store failed
	 * @param persistence how the saving stands, or {@code null} where nothing is saved
	 */
	public record StateSummary(long entries, long dropped, @Nullable PersistenceStatus persistence) {

	}

	/**
	 * Values, in the order of their names.
	 *
	 * @param entries the values
	 * @param next what to ask for with {@code after} for those behind these, or
	 * {@code null} if these are the last
	 */
	public record StateList(List<StateDescriptor> entries, @Nullable String next) {

	}

	/**
	 * A value.
	 *
	 * @param name the name that it is found by here
	 * @param scope whom it is kept for
	 * @param id which tool, user or session, or {@code null} for everybody
	 * @param key its key
	 * @param bytes how large it is as JSON
	 * @param value the value without its secrets, if it may be shown
	 */
	public record StateDescriptor(String name, String scope, @Nullable String id, String key, int bytes,
			@Nullable Object value) {

	}

}
