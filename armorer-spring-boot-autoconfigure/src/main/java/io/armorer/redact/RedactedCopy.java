package io.armorer.redact;

import org.jspecify.annotations.Nullable;

import io.armorer.redact.SensitiveKeys.Verdict;

/** A copy without secrets. */
final class RedactedCopy extends ValueCopy {

	private static final int MAX_NESTED_TEXTS = 4;

	private final Redactor redactor;

	private final @Nullable Secrets secrets;

	private final @Nullable Secrets known;

	// Above 0 inside of what has a secret's name in the plural: only numbers are shown.
	private int counting;

	private int nestedTexts;

	/**
	 * A copy.
	 * @param redactor says what is secret
	 * @param secrets is told what was hidden, or {@code null}
	 */
	RedactedCopy(Redactor redactor, @Nullable Secrets secrets) {
		this(redactor, secrets, null);
	}

	/**
	 * A copy.
	 * @param redactor says what is secret
	 * @param secrets is told what was hidden, or {@code null}
	 * @param known what is hidden wherever it stands, or {@code null}
	 */
	RedactedCopy(Redactor redactor, @Nullable Secrets secrets, @Nullable Secrets known) {
		super(redactor.tree(), redactor.maxLength());
		this.redactor = redactor;
		this.secrets = secrets;
		this.known = known;
	}

	@Override
	boolean isHidden(Object value, SensitiveShape shape) {
		boolean hidden = shape == SensitiveShape.WHOLE || ValueTree.isSensitive(value.getClass());
		if (hidden) {
			hide(value);
		}
		return hidden;
	}

	@Override
	@Nullable Object entryOf(String name, @Nullable Object value, SensitiveShape shape) {
		return entryOf(this.redactor.keys().verdict(name), value, shape);
	}

	/** Copy one of the arguments that a tool declares, with its name. */
	@Nullable Object argument(ToolRedactor.Declared declared, @Nullable Object value) {
		Object shown = (value != null) ? entryOf(declared.verdict(), value, declared.shape()) : null;
		counted(declared.shownName());
		return shown;
	}

	private @Nullable Object entryOf(Verdict verdict, @Nullable Object value, SensitiveShape shape) {
		if (verdict == Verdict.CLEAR) {
			return of(value, shape);
		}
		if (verdict == Verdict.SECRET) {
			return hide(value);
		}
		this.counting++;
		try {
			return of(value, shape);
		}
		finally {
			this.counting--;
		}
	}

	@Override
	@Nullable Object textOf(String text, SensitiveShape shape) {
		return (this.counting > 0) ? hide(text) : text(text, shape);
	}

	String text(String text) {
		return text(text, SensitiveShape.NONE);
	}

	private String text(String original, SensitiveShape shape) {
		String text = masked(original);
		if (Redactor.mayBeJson(text) && this.nestedTexts < MAX_NESTED_TEXTS) {
			Object parsed = this.redactor.tree().parse(text);
			if (parsed != null) {
				this.nestedTexts++;
				try {
					String json = this.redactor.tree().write(of(parsed, shape));
					return this.redactor.cut(json, text.length());
				}
				finally {
					this.nestedTexts--;
				}
			}
		}
		// A text where an object with secrets should be: nobody knows which part is
		// which.
		return shape.hasSecrets() ? hide(text) : this.redactor.running(text);
	}

	@Override
	@Nullable Object jsonOf(ValueTree tree, Object value) {
		return tree.redacted(value, this.secrets);
	}

	@Override
	String nameOf(String name) {
		return this.redactor.name(masked(name));
	}

	private String masked(String text) {
		return (this.known != null) ? this.known.mask(text) : text;
	}

	private String hide(@Nullable Object value) {
		if (this.secrets != null) {
			this.secrets.add(value);
		}
		return Redactor.MASK;
	}

}
