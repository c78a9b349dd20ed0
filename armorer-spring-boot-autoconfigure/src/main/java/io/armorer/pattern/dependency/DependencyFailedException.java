package io.armorer.pattern.dependency;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.armorer.tool.ToolError;
import io.armorer.tool.ToolException;

/**
 * Tells that a tool was not called because one that it depends on failed. The error is
 * that one's, and says in addition how the two hang together.
 */
public class DependencyFailedException extends ToolException {

	private static final long serialVersionUID = 1L;

	private final List<String> chain;

	/**
	 * A failure of a dependency.
	 * @param chain the tool that failed, one that depends on it, and so on up to the one
	 * that was to be called
	 * @param error why it failed
	 * @param cause what was thrown, or {@code null}
	 */
	public DependencyFailedException(List<String> chain, ToolError error, @Nullable Throwable cause) {
		super(error(chain, error), cause);
		this.chain = List.copyOf(chain);
	}

	/**
	 * Return how the tool that failed and the one that was to be called hang together.
	 * @return the tools, the one that failed first
	 */
	public List<String> chain() {
		return this.chain;
	}

	private static ToolError error(List<String> chain, ToolError error) {
		String failed = chain.get(0);
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("failed", failed);
		details.put("chain", List.copyOf(chain));
		error.details().forEach(details::putIfAbsent);
		return new ToolError(error.code(), error.category(),
				"Tool '" + chain.get(chain.size() - 1) + "' was not called, because '" + failed
						+ "' has to succeed first and failed (" + String.join(" -> ", chain) + "): " + error.message(),
				error.retryable(), error.retryAfter(), details);
	}

}
