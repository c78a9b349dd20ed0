package io.armorer.toolbox.json;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * How the keys of a map are spelled, where they are not any string.
 *
 * @param format the value of the {@code format} keyword, or {@code null}
 * @param pattern the value of the {@code pattern} keyword, or {@code null}
 * @param names all keys that there are, or {@code null}
 * @param hint what a right key looks like
 * @param parser reads a key; throws or gives {@code null} if it is none
 */
public record KeyType(@Nullable String format, @Nullable String pattern, @Nullable List<String> names, String hint,
		Function<String, @Nullable Object> parser) {

	private static final String WHOLE = "^(0|-?[1-9][0-9]{0,18})$";

	private static final Pattern WHOLE_FORM = Pattern.compile(WHOLE);

	static @Nullable KeyType of(Class<?> type, EnumNames enums) {
		TextType<?> text = TextTypes.of(type);
		if (text != null) {
			return new KeyType(text.format(), text.pattern(), null, text.hint(), text.parser()::apply);
		}
		NumberType number = NumberType.of(type);
		if (number != null && number.whole()) {
			return new KeyType(null, WHOLE, null, number.hint(),
					(key) -> WHOLE_FORM.matcher(key).matches() ? number.reader().apply(new BigDecimal(key)) : null);
		}
		if (type == Boolean.class) {
			Map<String, Boolean> booleans = Map.of("true", true, "false", false);
			return new KeyType(null, null, List.of("true", "false"), "true or false", booleans::get);
		}
		if (type.isEnum() && !enums.of(type).isEmpty()) {
			Map<String, Enum<?>> constants = enums.of(type);
			return new KeyType(null, null, List.copyOf(constants.keySet()),
					"one of: " + String.join(", ", constants.keySet()), constants::get);
		}
		return null;
	}

}
