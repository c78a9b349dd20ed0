package io.armorer.pattern.cost;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.ast.Assign;
import org.springframework.expression.spel.ast.BeanReference;
import org.springframework.expression.spel.ast.CompoundExpression;
import org.springframework.expression.spel.ast.ConstructorReference;
import org.springframework.expression.spel.ast.FunctionReference;
import org.springframework.expression.spel.ast.Indexer;
import org.springframework.expression.spel.ast.InlineMap;
import org.springframework.expression.spel.ast.MethodReference;
import org.springframework.expression.spel.ast.OpDec;
import org.springframework.expression.spel.ast.OperatorInstanceof;
import org.springframework.expression.spel.ast.OpInc;
import org.springframework.expression.spel.ast.Projection;
import org.springframework.expression.spel.ast.PropertyOrFieldReference;
import org.springframework.expression.spel.ast.Selection;
import org.springframework.expression.spel.ast.TypeReference;
import org.springframework.expression.spel.ast.VariableReference;

import io.armorer.config.NearestName;

/**
 * Finds at start-up what an expression over arguments and results has no business with,
 * and what would fail with every call.
 */
final class ExpressionCheck {

	private static final List<String> ROOTS = List.of("arguments", "result", "error");

	private ExpressionCheck() {
	}

	/**
	 * Look for the first thing that is wrong.
	 * @param node an expression or a part of it
	 * @param root whether names in it are those of the root
	 * @return what is wrong, or {@code null} if nothing is
	 */
	static @Nullable Problem problem(SpelNode node, boolean root) {
		String forbidden = forbidden(node);
		if (forbidden != null) {
			return new Problem(forbidden, node.getStartPosition());
		}
		if (root && node instanceof PropertyOrFieldReference property && !ROOTS.contains(property.getName())) {
			String nearest = NearestName.among(ROOTS, property.getName());
			return new Problem("there is no '" + property.getName() + "', only arguments, result and error"
					+ ((nearest != null) ? " (did you mean '" + nearest + "'?)" : ""), node.getStartPosition());
		}
		boolean rootWithin = root && !(node instanceof Selection || node instanceof Projection);
		for (int i = 0; i < node.getChildCount(); i++) {
			boolean first = i == 0 || !(node instanceof CompoundExpression);
			boolean key = isKey(node, i) && node.getChild(i) instanceof PropertyOrFieldReference;
			Problem problem = problem(node.getChild(i), rootWithin && first && !key);
			if (problem != null) {
				return problem;
			}
		}
		return null;
	}

	/** A bare name in brackets, or before a colon, is a key. */
	private static boolean isKey(SpelNode node, int child) {
		return node instanceof Indexer || (node instanceof InlineMap && child % 2 == 0);
	}

	private static @Nullable String forbidden(SpelNode node) {
		if (node instanceof MethodReference method) {
			return "methods such as '" + method.getName() + "' can't be called; the size of a list or text is its"
					+ " 'size', without parentheses";
		}
		if (node instanceof TypeReference || node instanceof OperatorInstanceof) {
			return "types can't be named";
		}
		if (node instanceof ConstructorReference) {
			return "objects can't be made";
		}
		if (node instanceof BeanReference) {
			return "beans can't be named";
		}
		if (node instanceof FunctionReference) {
			return "there are no functions";
		}
		if (node instanceof Assign || node instanceof OpInc || node instanceof OpDec) {
			return "nothing can be changed";
		}
		if (node instanceof VariableReference) {
			String name = node.toStringAST();
			return (name.equals("#this") || name.equals("#root")) ? null : "there is no variable '" + name + "'";
		}
		return null;
	}

	/** What is wrong with an expression, and where. */
	record Problem(String what, int position) {

	}

}
