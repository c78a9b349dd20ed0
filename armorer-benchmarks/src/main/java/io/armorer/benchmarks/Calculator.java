package io.armorer.benchmarks;

import io.armorer.tool.ArmorerTool;
import io.armorer.tool.Effect;

/**
 * The same work for everybody: two arguments in, a record out. The annotations are those
 * of the three that call it by JSON; unproxied, it is the plain call.
 */
public class Calculator {

	/**
	 * Do the work.
	 * @param number a number
	 * @param text a text
	 * @return both
	 */
	@ArmorerTool(effect = Effect.READ)
	@org.springframework.ai.tool.annotation.Tool(name = "calculate", description = "Calculates")
	@dev.langchain4j.agent.tool.Tool(name = "calculate", value = "Calculates")
	public Answer calculate(int number, String text) {
		return new Answer(number + 1, text);
	}

}
