/**
 * Where state lives: three small contracts that the patterns are written against, so that
 * a backend is written once. {@link io.armorer.store.KeyValueStore} keeps values,
 * {@link io.armorer.store.Ledger} counts what must not be overspent, and
 * {@link io.armorer.store.Journal} keeps what happened.
 */
@NullMarked
package io.armorer.store;

import org.jspecify.annotations.NullMarked;
