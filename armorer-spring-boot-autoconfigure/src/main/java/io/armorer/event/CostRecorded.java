package io.armorer.event;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.Map;

/**
 * An attempt of a call was charged.
 *
 * @param call which call it is
 * @param amount how much money
 * @param currency of what currency
 * @param units what else is counted, such as tokens, by name
 * @param at when
 */
public record CostRecorded(CallIdentity call, BigDecimal amount, Currency currency, Map<String, Long> units,
		Instant at) implements ToolCallEvent {

}
