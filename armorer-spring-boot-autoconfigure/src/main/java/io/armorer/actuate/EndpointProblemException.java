package io.armorer.actuate;

/**
 * Says that an operation of the endpoint can't be done. Over HTTP it becomes a response
 * with its status and an {@link EndpointProblem}; over JMX its message is the error.
 */
public final class EndpointProblemException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient EndpointProblem problem;

	private EndpointProblemException(EndpointProblem problem) {
		super(problem.message());
		this.problem = problem;
	}

	/**
	 * A parameter or a field of the body is wrong (400).
	 * @param parameter its name
	 * @param problem what is wrong, as the end of a sentence that begins with the name,
	 * such as {@code must be a number}
	 * @return the exception to throw
	 */
	public static EndpointProblemException badRequest(String parameter, String problem) {
		return new EndpointProblemException(new EndpointProblem(400, "'" + parameter + "' " + problem, parameter));
	}

	/**
	 * There is no such thing (404).
	 * @param message what there is none of
	 * @return the exception to throw
	 */
	public static EndpointProblemException notFound(String message) {
		return new EndpointProblemException(new EndpointProblem(404, message, null));
	}

	/**
	 * The operation does not exist here (405).
	 * @param message what can't be done
	 * @return the exception to throw
	 */
	public static EndpointProblemException unsupported(String message) {
		return new EndpointProblemException(new EndpointProblem(405, message, null));
	}

	/**
	 * What is asked does not fit the state that things are in (409).
	 * @param message why not
	 * @return the exception to throw
	 */
	public static EndpointProblemException conflict(String message) {
		return new EndpointProblemException(new EndpointProblem(409, message, null));
	}

	/**
	 * What is needed for it does not answer now (503).
	 * @param message what does not
	 * @return the exception to throw
	 */
	public static EndpointProblemException unavailable(String message) {
		return new EndpointProblemException(new EndpointProblem(503, message, null));
	}

	/**
	 * Return what is wrong.
	 * @return the response's body
	 */
	public EndpointProblem problem() {
		return this.problem;
	}

}
