package io.armorer.toolbox.binding;

import java.util.List;

import tools.jackson.core.JacksonException;

/** Writes JSON pointers (RFC 6901). */
final class Pointers {

	private Pointers() {
	}

	static String escape(String segment) {
		if (segment.indexOf('~') < 0 && segment.indexOf('/') < 0) {
			return segment;
		}
		return segment.replace("~", "~0").replace("/", "~1");
	}

	static String child(String parent, String segment) {
		return parent + "/" + escape(segment);
	}

	static String of(List<JacksonException.Reference> path) {
		StringBuilder pointer = new StringBuilder();
		for (JacksonException.Reference reference : path) {
			if (reference.getPropertyName() != null) {
				pointer.append('/').append(escape(reference.getPropertyName()));
			}
			else if (reference.getIndex() >= 0) {
				pointer.append('/').append(reference.getIndex());
			}
		}
		return pointer.toString();
	}

}
