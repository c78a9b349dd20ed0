/**
 * What can happen to a call, as plain records that go out as Spring application events.
 * None carries arguments or values: those may be secret.
 */
@NullMarked
package io.armorer.event;

import org.jspecify.annotations.NullMarked;
