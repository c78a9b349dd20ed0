package io.armorer.pattern.quota;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * A limit as an operator's hand set it.
 *
 * @param limit how much there may be
 * @param setAt when it was set
 */
record OperatorLimit(BigDecimal limit, Instant setAt) {

}
