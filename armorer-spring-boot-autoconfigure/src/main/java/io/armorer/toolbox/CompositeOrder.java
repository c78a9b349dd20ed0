package io.armorer.toolbox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import io.armorer.config.NearestName;
import io.armorer.toolbox.discovery.InvalidToolException;

/** Puts tools that are made of others after those. */
final class CompositeOrder {

	private final Set<String> known;

	private final Map<String, CompositeTool> byBean;

	private final Map<String, CompositeTool> byName = new LinkedHashMap<>();

	private final List<String> path = new ArrayList<>();

	private final Map<CompositeTool, String> beanOf = new IdentityHashMap<>();

	private final Map<String, CompositeTool> ordered = new LinkedHashMap<>();

	/**
	 * An order.
	 * @param known the names of all tools that are made of nothing
	 * @param byBean the others by the names of their beans
	 */
	CompositeOrder(Set<String> known, Map<String, CompositeTool> byBean) {
		this.known = known;
		this.byBean = byBean;
		byBean.forEach((bean, tool) -> {
			this.byName.putIfAbsent(tool.name(), tool);
			this.beanOf.put(tool, bean);
		});
	}

	/**
	 * Return the tools by the names of their beans, parts first.
	 * @throws InvalidToolException if one is made of what is not there, or of itself
	 */
	Map<String, CompositeTool> ordered() {
		this.byBean.values().forEach(this::place);
		return this.ordered;
	}

	private void place(CompositeTool tool) {
		String name = tool.name();
		int met = this.path.indexOf(name);
		this.path.add(name);
		if (met >= 0) {
			throw new InvalidToolException(
					"Tool '" + name + "' is made of itself: "
							+ String.join(" -> ", this.path.subList(met, this.path.size())) + ".",
					"Take one of these out of the tool that is made of it.");
		}
		if (!this.ordered.containsValue(tool)) {
			for (String part : tool.partNames()) {
				CompositeTool other = this.byName.get(part);
				if (other != null) {
					place(other);
				}
				else if (!this.known.contains(part)) {
					throw unknown(name, part);
				}
			}
			this.ordered.put(this.beanOf.getOrDefault(tool, name), tool);
		}
		this.path.remove(this.path.size() - 1);
	}

	private InvalidToolException unknown(String tool, String part) {
		Collection<String> all = new TreeSet<>(this.known);
		all.addAll(this.byName.keySet());
		@Nullable String nearest = NearestName.among(all, part);
		return new InvalidToolException(
				"Tool '" + tool + "' is made of the tool '" + part + "', but there is no such tool.",
				((nearest != null) ? "Did you mean '" + nearest + "'? " : "") + "Correct the name where '" + tool
						+ "' is made, add the tool, or do not switch it off.");
	}

}
