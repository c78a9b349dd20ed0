package io.armorer.tool;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Type;

/**
 * A parameter of the Java method behind a tool.
 *
 * @param index where it stands in the method's signature, from 0
 * @param name its name in the JSON arguments
 * @param type its type, generics resolved
 * @param element its annotations
 * @param injected whether the library supplies it, so that it is no part of the schema
 */
public record ToolParameter(int index, String name, Type type, AnnotatedElement element, boolean injected) {

	// cheap: parameters are keys of what is known about them, and asked for in each call
	@Override
	public int hashCode() {
		return this.name.hashCode() + this.index;
	}

}
