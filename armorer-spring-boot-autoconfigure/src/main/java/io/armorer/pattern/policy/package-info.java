/**
 * May this call happen: what the settings rule out for a tool, and what the application's
 * own policies say of each call.
 */
@NullMarked
package io.armorer.pattern.policy;

import org.jspecify.annotations.NullMarked;
