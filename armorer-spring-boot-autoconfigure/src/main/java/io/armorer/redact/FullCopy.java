package io.armorer.redact;

import org.jspecify.annotations.Nullable;

/** A copy with everything in it. */
final class FullCopy extends ValueCopy {

	private final Redactor redactor;

	FullCopy(Redactor redactor) {
		super(redactor.tree(), redactor.maxLength());
		this.redactor = redactor;
	}

	@Override
	boolean isHidden(Object value, SensitiveShape shape) {
		return false;
	}

	@Override
	@Nullable Object entryOf(String name, @Nullable Object value, SensitiveShape shape) {
		return of(value);
	}

	@Override
	@Nullable Object textOf(String text, SensitiveShape shape) {
		return this.redactor.cut(text, text.length());
	}

	@Override
	@Nullable Object jsonOf(ValueTree tree, Object value) {
		return tree.full(value);
	}

	@Override
	String nameOf(String name) {
		return Redactor.cutName(name);
	}

}
