package io.armorer.toolbox.binding;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Finds, for a JSON pointer into the arguments, the value and what the schema says there.
 *
 * @param root where the schema begins
 * @param arguments the arguments
 */
record Places(SchemaView root, JsonNode arguments) {

	/** What the schema says at a pointer. */
	SchemaView at(String pointer) {
		List<SchemaView> way = way(pointer);
		return way.get(way.size() - 1);
	}

	/** The value at a pointer. */
	JsonNode value(String pointer) {
		return this.arguments.at(pointer);
	}

	/**
	 * Whether the value at a pointer, or one that it is part of, is a secret, or may have
	 * one in it: a text where an object belongs may be that object, written as text.
	 */
	boolean isSensitive(String pointer) {
		List<SchemaView> way = way(pointer);
		return way.stream().anyMatch(SchemaView::isSensitive) || way.get(way.size() - 1).holdsObjects();
	}

	private List<SchemaView> way(String pointer) {
		List<SchemaView> way = new ArrayList<>();
		way.add(this.root);
		SchemaView place = this.root;
		JsonNode value = this.arguments;
		if (!pointer.isEmpty()) {
			for (String escaped : pointer.substring(1).split("/", -1)) {
				String segment = escaped.replace("~1", "/").replace("~0", "~");
				place = step(place.meant(value), value, segment);
				value = value.at("/" + escaped);
				way.add(place);
			}
		}
		return way;
	}

	private SchemaView step(SchemaView place, JsonNode value, String segment) {
		@Nullable SchemaView next = value.isArray() ? place.items() : place.property(segment);
		return (next != null) ? next : new SchemaView(this.root.root(), JsonNodeFactory.instance.objectNode());
	}

}
