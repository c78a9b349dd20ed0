/**
 * The auto-configurations, and nothing else that a user would call.
 */
@NullMarked
package io.armorer.autoconfigure;

import org.jspecify.annotations.NullMarked;
