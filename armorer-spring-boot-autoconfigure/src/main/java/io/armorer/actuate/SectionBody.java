package io.armorer.actuate;

import com.fasterxml.jackson.annotation.JsonValue;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * Has whatever a section returns written by the endpoint's own mapper, which the
 * application's settings of Jackson do not change.
 */
record SectionBody(@JsonValue Object value) implements OperationResponseBody {

}
