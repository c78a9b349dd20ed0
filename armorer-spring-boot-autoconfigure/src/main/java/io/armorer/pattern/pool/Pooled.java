package io.armorer.pattern.pool;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.armorer.tool.Injected;

/**
 * Marks a parameter of a tool that gets a resource of a pool: leased before the tool
 * runs, returned when its result settles. The parameter is no part of the tool's schema;
 * a plain Java caller passes {@code null} for it.
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Injected
public @interface Pooled {

	/**
	 * The name of the pool, which is that of its {@link ResourceFactory} bean.
	 * @return the name
	 */
	String value();

}
