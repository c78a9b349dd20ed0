package io.armorer.pattern.quota;

import java.math.BigDecimal;

/**
 * What a tool took from its callers' quotas, on this machine since its start.
 *
 * @param tool the tool
 * @param estimate what is reserved for a call
 * @param priced whether the cost pattern says what a call cost; else it costs its
 * estimate
 * @param unit what is counted: {@code calls}, or a currency's ISO 4217 code
 * @param used how much its calls used
 * @param denied how many calls were refused
 */
public record ToolQuotaSnapshot(String tool, BigDecimal estimate, boolean priced, String unit, BigDecimal used,
		long denied) {

}
