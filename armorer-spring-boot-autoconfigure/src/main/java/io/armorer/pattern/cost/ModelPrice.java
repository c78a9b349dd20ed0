package io.armorer.pattern.cost;

import java.math.BigDecimal;

/**
 * What the tokens of a model cost.
 */
public class ModelPrice {

	/**
	 * What 1,000 tokens of the prompt cost.
	 */
	private BigDecimal inputPer1kTokens = BigDecimal.ZERO;

	/**
	 * What 1,000 tokens of the answer cost.
	 */
	private BigDecimal outputPer1kTokens = BigDecimal.ZERO;

	/**
	 * What tokens cost.
	 * @param input how many were read
	 * @param output how many were written
	 * @return the exact amount
	 */
	public BigDecimal of(long input, long output) {
		return this.inputPer1kTokens.multiply(BigDecimal.valueOf(input))
			.add(this.outputPer1kTokens.multiply(BigDecimal.valueOf(output)))
			.movePointLeft(3);
	}

	/**
	 * Return what 1,000 tokens of the prompt cost.
	 * @return the price
	 */
	public BigDecimal getInputPer1kTokens() {
		return this.inputPer1kTokens;
	}

	/**
	 * Say what 1,000 tokens of the prompt cost.
	 * @param inputPer1kTokens the price, not negative
	 */
	public void setInputPer1kTokens(BigDecimal inputPer1kTokens) {
		this.inputPer1kTokens = inputPer1kTokens;
	}

	/**
	 * Return what 1,000 tokens of the answer cost.
	 * @return the price
	 */
	public BigDecimal getOutputPer1kTokens() {
		return this.outputPer1kTokens;
	}

	/**
	 * Say what 1,000 tokens of the answer cost.
	 * @param outputPer1kTokens the price, not negative
	 */
	public void setOutputPer1kTokens(BigDecimal outputPer1kTokens) {
		this.outputPer1kTokens = outputPer1kTokens;
	}

}
