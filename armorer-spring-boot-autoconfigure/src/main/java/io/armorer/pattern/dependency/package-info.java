/**
 * Dependencies: a tool may be called once those that it depends on have succeeded in the
 * same run. What has is remembered per run and user; and what has not can be called first
 * by itself.
 */
@NullMarked
package io.armorer.pattern.dependency;

import org.jspecify.annotations.NullMarked;
