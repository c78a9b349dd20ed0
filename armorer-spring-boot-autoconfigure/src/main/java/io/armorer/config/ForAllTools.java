package io.armorer.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a field of a pattern's settings that can't differ from tool to tool, such as the
 * size of something that all tools share. Who sets it below {@code armorer.tools} is told
 * so at start-up.
 */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface ForAllTools {

}
