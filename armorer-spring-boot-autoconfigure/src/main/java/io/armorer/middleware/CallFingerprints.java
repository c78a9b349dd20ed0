package io.armorer.middleware;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.armorer.tool.Tool;
import io.armorer.tool.ToolContext;

/**
 * Takes the fingerprints of one tool's calls, all in the same way: where the tool's
 * parameters are all {@link PlainParameter plain}, the values are kept as they are; else
 * they are written as text, which is a copy of whatever they are.
 */
public final class CallFingerprints {

	// fits whatever has to be escaped in it, so that nobody has to write it to find out
	private static final int SURELY_SHORT = CanonicalText.MAX_LENGTH / 8;

	private final String tool;

	private final CallScope scope;

	private final boolean nullIsAbsent;

	private final @Nullable List<PlainParameter> plain;

	/**
	 * Fingerprints.
	 * @param tool the tool that is called
	 * @param scope among whose calls to look for the same
	 */
	public CallFingerprints(Tool tool, CallScope scope) {
		this.tool = tool.name();
		this.scope = scope;
		// where no parameter stands for a key, to leave it out may mean something else
		this.nullIsAbsent = !tool.parameters().isEmpty();
		this.plain = PlainParameter.of(tool);
	}

	/**
	 * Take the fingerprint of a call.
	 * @param call the call, of this tool
	 * @return the fingerprint, or {@code null} if the call is like no other: the scope
	 * asks for a user or session and there is none, or an argument can't be told from
	 * others (a stream, a lambda, an object of the JDK that keeps to itself what is in
	 * it, more than 64,000 characters of text)
	 */
	public @Nullable CallFingerprint of(ToolInvocation call) {
		try {
			ToolContext context = call.context();
			String user = this.scope.userOf(context);
			String session = this.scope.sessionOf(context);
			if (this.scope.isNobody(user, session)) {
				return null;
			}
			if (this.plain != null) {
				return ofValues(this.plain, user, session, call.arguments());
			}
			String text = text(user, session, call.arguments(), CanonicalText.MAX_LENGTH);
			return (text != null) ? new TextFingerprint(text) : null;
		}
		catch (RuntimeException ex) {
			// A collection that changes meanwhile, or one that can't be read at all.
			return null;
		}
	}

	private @Nullable CallFingerprint ofValues(List<PlainParameter> plain, @Nullable String user,
			@Nullable String session, Map<String, @Nullable Object> arguments) {
		@Nullable Object[] values = new @Nullable Object[plain.size()];
		int length = length(user) + length(session);
		int absent = 0;
		for (int i = 0; i < values.length; i++) {
			PlainParameter parameter = plain.get(i);
			Object value = arguments.get(parameter.name());
			if (value == null) {
				absent += arguments.containsKey(parameter.name()) ? 0 : 1;
			}
			else if (parameter.type().isInstance(value)) {
				values[i] = PlainParameter.plain(value);
				length += (value instanceof String text) ? text.length() : 0;
			}
			else {
				return null;
			}
		}
		boolean isAll = arguments.size() + absent == values.length;
		boolean fits = length <= SURELY_SHORT || text(user, session, arguments, CanonicalText.MAX_LENGTH) != null;
		return (isAll && fits) ? new ValueFingerprint(this, user, session, values) : null;
	}

	private static int length(@Nullable String id) {
		return (id != null) ? id.length() : 0;
	}

	/** The text of values that are kept as they are. */
	String text(@Nullable String user, @Nullable String session, @Nullable Object[] values) {
		Map<String, @Nullable Object> arguments = new HashMap<>();
		for (int i = 0; this.plain != null && i < values.length; i++) {
			arguments.put(this.plain.get(i).name(), values[i]);
		}
		String text = text(user, session, arguments, Integer.MAX_VALUE);
		if (text == null) {
			throw new IllegalStateException("A plain value of '" + this.tool + "' has no text");
		}
		return text;
	}

	private @Nullable String text(@Nullable String user, @Nullable String session,
			Map<String, @Nullable Object> arguments, int maxLength) {
		CanonicalText text = new CanonicalText(this.tool, maxLength);
		boolean complete = this.scope.write(user, session, text) && text.arguments(arguments, this.nullIsAbsent);
		return complete ? text.toString() : null;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return this == other
				|| (other instanceof CallFingerprints that && this.tool.equals(that.tool) && this.scope == that.scope
						&& this.nullIsAbsent == that.nullIsAbsent && Objects.equals(this.plain, that.plain));
	}

	@Override
	public int hashCode() {
		return this.tool.hashCode();
	}

}
