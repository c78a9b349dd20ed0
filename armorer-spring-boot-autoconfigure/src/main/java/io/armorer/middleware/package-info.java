/**
 * The chain that each call goes through: what a middleware is, the order they stand in,
 * the interceptor that runs the chain around a tool's bean, and the help that all
 * middleware needs (settling, telling errors apart).
 */
@NullMarked
package io.armorer.middleware;

import org.jspecify.annotations.NullMarked;
