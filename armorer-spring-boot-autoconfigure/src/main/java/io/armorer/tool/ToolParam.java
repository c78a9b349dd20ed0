package io.armorer.tool;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says more of a tool's parameter, or of a component of a record among its parameters,
 * than Java can.
 */
@Target({ ElementType.PARAMETER, ElementType.FIELD, ElementType.RECORD_COMPONENT, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface ToolParam {

	/**
	 * The name in the JSON arguments.
	 * @return the name; empty means the Java name
	 */
	String name() default "";

	/**
	 * What the argument means, written for the model.
	 * @return the description
	 */
	String description() default "";

	/**
	 * Whether a call without the argument is refused. {@code Optional} and
	 * {@code @Nullable} parameters are never required.
	 * @return whether the argument is required
	 */
	boolean required() default true;

}
