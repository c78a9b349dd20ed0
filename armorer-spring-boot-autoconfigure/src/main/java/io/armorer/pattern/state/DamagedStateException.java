package io.armorer.pattern.state;

/** What should be state is not. Quotes nothing of it. */
final class DamagedStateException extends Exception {

	private static final long serialVersionUID = 1L;

	DamagedStateException(String message) {
		super(message);
	}

}
