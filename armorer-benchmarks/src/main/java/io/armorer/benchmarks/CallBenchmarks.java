package io.armorer.benchmarks;

import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolResult;

/**
 * One call, by each of those who offer to make it. The method's name is the name in the
 * table.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CallBenchmarks {

	@Benchmark
	public Object direct(Peers peers) {
		return peers.plain.calculate(Answer.NUMBER, Answer.TEXT);
	}

	@Benchmark
	public Object jacksonFloor(Peers peers) {
		Arguments arguments = peers.json.readValue(Answer.ARGUMENTS, Arguments.class);
		return peers.json.writeValueAsString(peers.plain.calculate(arguments.number(), arguments.text()));
	}

	@Benchmark
	public Object springAi(Peers peers) {
		return peers.springAi.call(Answer.ARGUMENTS);
	}

	@Benchmark
	public Object langchain4j(Peers peers) {
		return peers.langChain4j.execute(peers.request, "memory");
	}

	@Benchmark
	public Object r4jOne(Peers peers) {
		return peers.one.calculate(Answer.NUMBER, Answer.TEXT);
	}

	@Benchmark
	public Object r4jFour(Peers peers) {
		return peers.four.calculate(Answer.NUMBER, Answer.TEXT);
	}

	@Benchmark
	public Object springAiR4jFour(Peers peers) {
		return peers.springAiOverFour.call(Answer.ARGUMENTS);
	}

	@Benchmark
	public Object cacheable(Peers peers) {
		return peers.cached.calculate(Answer.NUMBER, Answer.TEXT);
	}

	@Benchmark
	public Object armorerDirectBare(Setups.Bare armored) {
		return armored.calculator.calculate(Answer.NUMBER, Answer.TEXT);
	}

	@Benchmark
	public Object armorerDirectOff(Setups.Off armored) {
		return armored.calculator.calculate(Answer.NUMBER, Answer.TEXT);
	}

	@Benchmark
	public Object armorerDirectCircuit(Setups.Circuit armored) {
		return armored.calculator.calculate(Answer.NUMBER, Answer.TEXT);
	}

	@Benchmark
	public Object armorerDirectFour(Setups.Four armored) {
		return armored.calculator.calculate(Answer.NUMBER, Answer.TEXT);
	}

	@Benchmark
	public Object armorerCacheHit(Setups.CacheHit armored) {
		return armored.calculator.calculate(Answer.NUMBER, Answer.TEXT);
	}

	@Benchmark
	public Object armorerDedup(Setups.Dedup armored) {
		return armored.calculator.calculate(Answer.NUMBER, Answer.TEXT);
	}

	@Benchmark
	public Object armorerJsonBare(Setups.Bare armored) {
		return armored.json();
	}

	@Benchmark
	public Object armorerJsonUnconfigured(Setups.Unconfigured armored) {
		return armored.json();
	}

	@Benchmark
	public Object armorerJsonDefault(Accountable armored) {
		return armored.json();
	}

	@Benchmark
	public Object armorerJsonFull(Accountable.Full armored) {
		return armored.json();
	}

	@Benchmark
	public Object armorerUnknownTool(Setups.Bare armored) {
		return refused(armored.toolbox.execute(ToolCall.json("call_1", "calculat", Answer.ARGUMENTS), Armored.CALLER));
	}

	@Benchmark
	public Object armorerInvalidArguments(Setups.Bare armored) {
		return refused(armored.toolbox.execute(ToolCall.json("call_1", "calculate", "{\"number\": \"many\"}"),
				Armored.CALLER));
	}

	private static String refused(ToolResult result) {
		if (result.isSuccess()) {
			throw new IllegalStateException("It was meant to be refused: " + result);
		}
		return result.content();
	}

	/** What the arguments' JSON is bound to where nobody generates it from the method. */
	record Arguments(int number, String text) {

	}

}
