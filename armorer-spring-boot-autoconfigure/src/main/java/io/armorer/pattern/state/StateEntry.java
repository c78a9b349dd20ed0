package io.armorer.pattern.state;

/**
 * A value as it is kept.
 *
 * @param scope whom it is kept for
 * @param id the tool, user or session; empty for {@link StateScope#GLOBAL}
 * @param key its key
 * @param json the value as JSON
 * @param sensitive whether something in it was marked
 * {@link io.armorer.redact.Sensitive}, so that it is not shown to anybody
 */
public record StateEntry(StateScope scope, String id, String key, String json, boolean sensitive) {

	/**
	 * Return the name under which an operator finds the value: unique, and made of
	 * characters that need no escape in a URL's path.
	 * @return the name, such as {@code user:ann:cart}
	 */
	public String name() {
		return StateArea.name(new StateArea(this.scope, this.id).prefix(), this.key);
	}

	/** Leaves the value out, which may be secret. */
	@Override
	public String toString() {
		return "StateEntry[" + this.scope.spelled() + ", " + this.json.length() + " characters]";
	}

}
