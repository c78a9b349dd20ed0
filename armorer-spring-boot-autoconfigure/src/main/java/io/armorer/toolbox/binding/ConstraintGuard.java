package io.armorer.toolbox.binding;

import java.util.List;
import java.util.function.UnaryOperator;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;

import io.armorer.toolbox.json.BeanGuard;
import io.armorer.toolbox.json.RefusedValueException;

/**
 * Checks the constraints of each object as it is read, so that no {@code @Valid} can be
 * forgotten on the way to it. Refuses the first broken one, or, when a report is wanted,
 * collects them all.
 */
final class ConstraintGuard implements BeanGuard {

	/** The attribute under which a reading has the list to collect in. */
	static final Object FOUND = new Object();

	private final ArgumentConstraints constraints;

	ConstraintGuard(ArgumentConstraints constraints) {
		this.constraints = constraints;
	}

	@Override
	public boolean guards(Class<?> type) {
		return this.constraints.constrains(type);
	}

	@Override
	public void check(Object bean, JsonParser parser, DeserializationContext context, UnaryOperator<String> jsonName) {
		List<ArgumentIssue> issues = this.constraints.check(bean, jsonName);
		if (issues.isEmpty()) {
			return;
		}
		@SuppressWarnings("unchecked") // put there by a TreeReader
		List<ArgumentIssue> found = (List<ArgumentIssue>) context.getAttribute(FOUND);
		if (found == null) {
			throw new RefusedValueException(parser, bean.getClass(), issues.get(0).message());
		}
		String base = parser.streamReadContext().pathAsPointer().toString();
		issues.forEach((issue) -> found.add(issue.under(base)));
	}

}
