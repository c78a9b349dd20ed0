/**
 * Caching: what a tool found once is given again, for as long as the application says. On
 * Spring's cache abstraction.
 */
@NullMarked
package io.armorer.pattern.cache;

import org.jspecify.annotations.NullMarked;
