/**
 * JSON schemas of what tools take and give, generated from Java types, and the strict
 * dialect of JSON that goes with them: what a schema accepts can be bound, and what it
 * refuses can't.
 */
@NullMarked
package io.armorer.toolbox.schema;

import org.jspecify.annotations.NullMarked;
