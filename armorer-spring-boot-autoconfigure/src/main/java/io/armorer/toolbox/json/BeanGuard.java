package io.armorer.toolbox.json;

import java.util.function.UnaryOperator;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;

/**
 * Looks at each object that was read, wherever in the arguments it stands.
 */
public interface BeanGuard {

	/** Lets everything pass. */
	BeanGuard NONE = new BeanGuard() {

		@Override
		public boolean guards(Class<?> type) {
			return false;
		}

		@Override
		public void check(Object bean, JsonParser parser, DeserializationContext context,
				UnaryOperator<String> jsonName) {
			// nothing to check
		}

	};

	/**
	 * Whether objects of a type are looked at. Asked once per type.
	 * @param type the type
	 * @return whether {@link #check} is to be called
	 */
	boolean guards(Class<?> type);

	/**
	 * Look at an object.
	 * @param bean the object
	 * @param parser where it was read, just behind it
	 * @param context the reading under way
	 * @param jsonName gives the JSON name of a property from its Java name
	 * @throws RefusedValueException if there is something wrong with it
	 */
	void check(Object bean, JsonParser parser, DeserializationContext context, UnaryOperator<String> jsonName);

}
