package io.armorer.redact;

import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Where in a type's JSON form the secrets stand. Needed where values did not become
 * objects of the type yet, or never: then no annotation is left on them.
 */
final class SensitiveShape {

	static final SensitiveShape NONE = new SensitiveShape();

	static final SensitiveShape WHOLE = new SensitiveShape();

	private final Map<String, SensitiveShape> properties = new HashMap<>();

	private @Nullable SensitiveShape elements;

	private volatile @Nullable Boolean hasSecrets;

	void property(String name, SensitiveShape shape) {
		this.properties.put(Words.of(name).letters(), shape);
	}

	void elements(SensitiveShape shape) {
		this.elements = shape;
	}

	void include(SensitiveShape subtype) {
		this.properties.putAll(subtype.properties);
	}

	/**
	 * The shape of what has a name in an object of this one.
	 */
	SensitiveShape at(String name) {
		SensitiveShape shape = (this.properties.isEmpty()) ? null : this.properties.get(Words.of(name).letters());
		return (shape != null) ? shape : elements();
	}

	SensitiveShape elements() {
		return (this.elements != null) ? this.elements : NONE;
	}

	/**
	 * Whether anything in it is a secret.
	 */
	boolean hasSecrets() {
		Boolean known = this.hasSecrets;
		if (known == null) {
			known = reachesSecret(Collections.newSetFromMap(new IdentityHashMap<>()));
			this.hasSecrets = known;
		}
		return known;
	}

	private boolean reachesSecret(Set<SensitiveShape> seen) {
		if (this == WHOLE) {
			return true;
		}
		return seen.add(this) && (elements().reachesSecret(seen)
				|| this.properties.values().stream().anyMatch((shape) -> shape.reachesSecret(seen)));
	}

}
