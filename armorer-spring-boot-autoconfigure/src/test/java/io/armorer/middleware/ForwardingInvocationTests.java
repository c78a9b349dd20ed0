package io.armorer.middleware;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThatCode;

/**
 * A view of a call answers everything as the call that it stands for.
 */
class ForwardingInvocationTests {

	static Stream<Method> questions() {
		return Arrays.stream(ToolInvocation.class.getMethods());
	}

	@ParameterizedTest
	@MethodSource("questions")
	void leavesNoQuestionToADefault(Method question) {
		assertThatCode(
				() -> ForwardingInvocation.class.getDeclaredMethod(question.getName(), question.getParameterTypes()))
			.doesNotThrowAnyException();
	}

}
