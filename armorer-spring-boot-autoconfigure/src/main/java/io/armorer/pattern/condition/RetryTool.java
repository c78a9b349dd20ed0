package io.armorer.pattern.condition;

/**
 * A tool that tries another one several times, see {@link Tools#retry}.
 */
public final class RetryTool extends ComposedTool {

	RetryTool(Recipe recipe, Said said) {
		super(recipe, said);
	}

	/**
	 * Try again even a part that changes something each time it runs. Without this such a
	 * part is refused.
	 * @return a copy
	 */
	public RetryTool evenIfEffectful() {
		return (recipe() instanceof Retry retry) ? new RetryTool(retry.evenIfEffectful(), said()) : this;
	}

	@Override
	RetryTool copy(Recipe recipe, Said said) {
		return new RetryTool(recipe, said);
	}

}
