package io.armorer.toolbox.binding;

import java.lang.reflect.Method;
import java.util.List;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * Checks the constraints that annotations put on parameters and types. Stands between
 * this package and Jakarta Validation, which not every application has.
 *
 * @see JakartaConstraints
 */
public interface ArgumentConstraints {

	/**
	 * No checks but those that the schema can say. Where there are annotations of Jakarta
	 * Validation, but nobody to check them, the schema is then asked at every call.
	 * @return constraints that are always satisfied
	 */
	static ArgumentConstraints none() {
		return NoConstraints.INSTANCE;
	}

	/**
	 * Whether objects of a type have constraints.
	 * @param type the type
	 * @return whether {@link #check(Object, UnaryOperator)} may find anything
	 */
	boolean constrains(Class<?> type);

	/**
	 * Check an object, but not the objects in it.
	 * @param bean the object
	 * @param jsonName gives the JSON name of a property from its Java name
	 * @return what is wrong, pointers relative to the object
	 */
	List<ArgumentIssue> check(Object bean, UnaryOperator<String> jsonName);

	/**
	 * Check an object that was not read, and those in it that are marked to be checked.
	 * @param bean the object
	 * @return what is wrong, pointers relative to the object
	 */
	List<ArgumentIssue> checkAll(Object bean);

	/**
	 * Prepare to check the parameters of a method.
	 * @param method the method
	 * @param targetType the class of the object that it is called on
	 * @return the check, or {@code null} where the parameters have no constraints
	 */
	@Nullable ParameterCheck forMethod(Method method, Class<?> targetType);

	/**
	 * Checks the parameters of a method.
	 */
	@FunctionalInterface
	interface ParameterCheck {

		/**
		 * Check parameters.
		 * @param values their values, those that the library supplies {@code null}
		 * @param jsonName gives the JSON name of a parameter from its index, or
		 * {@code null} for one not to be looked at
		 * @return what is wrong
		 */
		List<ArgumentIssue> check(@Nullable Object[] values, JsonName jsonName);

	}

	/**
	 * Gives the JSON name of a parameter.
	 */
	@FunctionalInterface
	interface JsonName {

		/**
		 * Return the name.
		 * @param index where the parameter stands
		 * @return the name, or {@code null} for a parameter that is not to be looked at
		 */
		@Nullable String of(int index);

	}

}
