package io.armorer.redact;

import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes JSON in which a mask stands for each value that is marked {@link Sensitive}.
 */
public final class MaskingMapper {

	private MaskingMapper() {
	}

	/**
	 * Return a mapper that writes as another does, but for what is marked.
	 * @param mapper the other
	 * @return the mapper
	 */
	public static JsonMapper of(JsonMapper mapper) {
		return mapper.rebuild()
			.annotationIntrospector(AnnotationIntrospector.pair(new SensitiveIntrospector(),
					mapper.serializationConfig().getAnnotationIntrospector()))
			.build();
	}

}
