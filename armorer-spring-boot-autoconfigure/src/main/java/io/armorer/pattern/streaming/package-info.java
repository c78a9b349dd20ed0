/**
 * Calls as server-sent events, for Spring MVC and for WebFlux: what a tool tells goes to
 * the client as it comes, and a client that goes away takes the call with it.
 */
@NullMarked
package io.armorer.pattern.streaming;

import org.jspecify.annotations.NullMarked;
