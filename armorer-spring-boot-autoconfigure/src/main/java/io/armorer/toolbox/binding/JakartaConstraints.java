package io.armorer.toolbox.binding;

import jakarta.validation.Validator;

/**
 * Constraints as Jakarta Validation checks them.
 */
public final class JakartaConstraints implements ArgumentConstraints {

	private final Validator validator;

	/**
	 * Constraints checked by a validator.
	 * @param validator the application's validator
	 */
	public JakartaConstraints(Validator validator) {
		this.validator = validator;
	}

}
