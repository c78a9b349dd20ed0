/**
 * The strict dialect of JSON in which arguments are written: one spelling for each type,
 * nothing coerced, nothing ignored. What a schema says of a type and what the type's
 * reader accepts are two sides of the same entry here.
 */
@NullMarked
package io.armorer.toolbox.json;

import org.jspecify.annotations.NullMarked;
