package io.armorer.benchmarks;

/**
 * What each of the methods that are measured returns.
 *
 * @param number the next number
 * @param text the text that came in
 */
public record Answer(int number, String text) {

	static final int NUMBER = 17;

	static final String TEXT = "hello world";

	static final String ARGUMENTS = "{\"number\": 17, \"text\": \"hello world\"}";

	static final String JSON = "{\"number\":18,\"text\":\"hello world\"}";

	static final Answer EXPECTED = new Answer(18, TEXT);

}
