package io.armorer.tool;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.stereotype.Component;

/**
 * Makes a tool out of what it stands on.
 * <ul>
 * <li>On a <b>method</b> of a bean: the method is the tool.</li>
 * <li>On a <b>type</b>: with annotated methods inside it gives them its tags, version,
 * effect, danger and timeout as defaults; without, the type must have exactly one public
 * method or be a {@code Function}, {@code BiFunction}, {@code Supplier} or
 * {@code Consumer}, and that is the tool. The annotation is a stereotype, so component
 * scanning finds the type.</li>
 * <li>On a {@code @Bean} <b>method</b>: the bean is the tool, by the same rule as for a
 * type. A lambda will do.</li>
 * </ul>
 * What {@code application.yml} says under {@code armorer.tools.<name>} wins over the
 * annotation.
 */
@Target({ ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Component
public @interface ArmorerTool {

	/**
	 * The name by which a model calls the tool: 1 to 64 of {@code A-Z a-z 0-9 _ -}, what
	 * all providers accept. Unique in the application.
	 * @return the name; empty means the method's name (for a {@code @Bean} method the
	 * bean's, for a type the type's) in kebab-case
	 */
	String name() default "";

	/**
	 * A name for people, shown in user interfaces.
	 * @return the title, or empty
	 */
	String title() default "";

	/**
	 * What the tool does and when to use it, written for the model.
	 * @return the description
	 */
	String description() default "";

	/**
	 * Words to find the tool by.
	 * @return the tags
	 */
	String[] tags() default {};

	/**
	 * The version of the tool's contract.
	 * @return the version, or empty
	 */
	String version() default "";

	/**
	 * What a call does to the world. An array only so that "not said" can be told from
	 * {@link Effect#EFFECTFUL}: give one constant.
	 * @return the effect; empty means that of the type, else {@link Effect#EFFECTFUL}
	 */
	Effect[] effect() default {};

	/**
	 * Whether a call needs more than ordinary trust. Refused unless
	 * {@code armorer.policy.allow-dangerous} says otherwise.
	 * @return whether the tool is dangerous
	 */
	boolean dangerous() default false;

	/**
	 * How long one attempt may take, as {@code 5s}, {@code 200ms} or an ISO-8601
	 * duration.
	 * @return the timeout, or empty for none of its own
	 */
	String timeout() default "";

	/**
	 * The names of the tools to try, in order, when this one fails.
	 * @return the names
	 */
	String[] fallback() default {};

	/**
	 * The names of the tools that must have succeeded in the same run before this one may
	 * be called.
	 * @return the names
	 */
	String[] dependsOn() default {};

}
