package io.armorer.toolbox.binding;

/**
 * Checks the constraints that annotations put on parameters and types. Stands between
 * this package and Jakarta Validation, which not every application has.
 *
 * @see JakartaConstraints
 */
public interface ArgumentConstraints {

	/**
	 * No constraints but those that the schema can say.
	 * @return constraints that are always satisfied
	 */
	static ArgumentConstraints none() {
		return NoConstraints.INSTANCE;
	}

}
