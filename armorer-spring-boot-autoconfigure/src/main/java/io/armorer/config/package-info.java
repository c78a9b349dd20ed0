/**
 * Settings: {@code armorer.<pattern>.*} for all tools, {@code armorer.tools.<tool>} for
 * one, and what is wrong with them.
 */
@NullMarked
package io.armorer.config;

import org.jspecify.annotations.NullMarked;
