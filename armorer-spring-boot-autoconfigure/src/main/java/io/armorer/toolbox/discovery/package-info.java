/**
 * Finds the tools among the application's beans, without making the beans, and puts the
 * interceptor around those beans when they are made.
 */
@NullMarked
package io.armorer.toolbox.discovery;

import org.jspecify.annotations.NullMarked;
