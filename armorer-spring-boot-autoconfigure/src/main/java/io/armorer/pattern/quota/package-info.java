/**
 * Quotas: how much each user may spend, or how often call, in a window of time. What a
 * call may come to is reserved before it, and settled after it to what it really came to.
 */
@NullMarked
package io.armorer.pattern.quota;

import org.jspecify.annotations.NullMarked;
