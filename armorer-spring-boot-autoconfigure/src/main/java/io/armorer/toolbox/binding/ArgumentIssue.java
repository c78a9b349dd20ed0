package io.armorer.toolbox.binding;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One thing that is wrong with the arguments.
 *
 * @param pointer where, as a JSON pointer (RFC 6901); empty means the arguments as a
 * whole. For a missing value it is where the value should be
 * @param message what is wrong and what would be right, for the model: a predicate, to be
 * read after the pointer
 * @param keyword the keyword of the schema that is not satisfied, or what else was
 * checked: {@code json}, {@code limit}, {@code value}, {@code constraint}
 */
public record ArgumentIssue(String pointer, String message, String keyword) {

	/**
	 * Return the issue as a sentence.
	 * @return the pointer and the message
	 */
	public String text() {
		return (this.pointer.isEmpty() ? "the arguments " : this.pointer + ": ") + this.message;
	}

	ArgumentIssue under(String parent) {
		return new ArgumentIssue(parent + this.pointer, this.message, this.keyword);
	}

	Map<String, Object> asMap() {
		Map<String, Object> map = new LinkedHashMap<>();
		map.put("pointer", this.pointer);
		map.put("message", this.message);
		map.put("keyword", this.keyword);
		return map;
	}

}
