package io.armorer.tool;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks what the library supplies to a tool and no model ever writes: a parameter of a
 * type that carries the mark, or with an annotation that carries it, is no part of the
 * tool's schema. {@link ToolContext} is such a type.
 */
@Target({ ElementType.TYPE, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface Injected {

}
