/**
 * What must not be shown, and the one {@link io.armorer.redact.Redactor} that keeps it
 * out of logs, audit records, events and the endpoint. Imports only {@code tool}.
 */
@NullMarked
package io.armorer.redact;

import org.jspecify.annotations.NullMarked;
