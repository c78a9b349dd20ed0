package io.armorer.config;

import java.beans.PropertyDescriptor;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeanUtils;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.util.ClassUtils;

/**
 * A setting that the metadata of the class path knows.
 *
 * @param name its name, such as {@code armorer.circuit.reset-timeout}
 * @param type its Java type, generics included
 * @param sourceType the class that has it, or {@code null}
 */
record KnownSetting(String name, String type, @Nullable String sourceType) {

	/**
	 * Whether the value has parts that are set by themselves, and what follows can be one
	 * of them.
	 * @param key what was written
	 * @param elements how many of its elements are this setting's name
	 */
	boolean hasPart(ConfigurationPropertyName key, int elements, @Nullable ClassLoader classLoader) {
		boolean map = this.type.startsWith("java.util.Map<");
		boolean list = this.type.endsWith("[]") || this.type.startsWith("java.util.List<")
				|| this.type.startsWith("java.util.Set<") || this.type.startsWith("java.util.Collection<");
		if (!map && !list) {
			return !isSimple(this.type, classLoader);
		}
		if (list && !key.isNumericIndex(elements)) {
			return false;
		}
		int next = elements + 1;
		return next >= key.getNumberOfElements() || isSimple(elementType(), classLoader)
				|| hasProperty(elementType(), SettingNames.uniform(key, next), classLoader);
	}

	private String elementType() {
		if (this.type.endsWith("[]")) {
			return this.type.substring(0, this.type.length() - 2);
		}
		int from = this.type.startsWith("java.util.Map<") ? this.type.indexOf(',') : this.type.indexOf('<');
		return this.type.substring(from + 1, this.type.length() - 1).trim();
	}

	private static boolean isSimple(String type, @Nullable ClassLoader classLoader) {
		if (type.startsWith("java.") || type.indexOf('.') < 0) {
			return true;
		}
		Class<?> loaded = load(type, classLoader);
		return loaded != null && (loaded.isEnum() || BeanUtils.isSimpleValueType(loaded) || loaded.isInterface());
	}

	private static boolean hasProperty(String type, String uniform, @Nullable ClassLoader classLoader) {
		Class<?> loaded = load(type, classLoader);
		return loaded == null || properties(loaded).anyMatch((name) -> SettingNames.uniform(name).equals(uniform));
	}

	private static Stream<String> properties(Class<?> type) {
		return type.isRecord() ? Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName)
				: Arrays.stream(BeanUtils.getPropertyDescriptors(type)).map(PropertyDescriptor::getName);
	}

	/**
	 * What can be set of something that is made of several values.
	 */
	static List<String> parts(Class<?> type) {
		return properties(type).filter((name) -> !name.equals("class"))
			.map(DataObjectPropertyName::toDashedForm)
			.toList();
	}

	/**
	 * What can be set of each value in a map.
	 * @return the names; empty for what is no map, or one of single values
	 */
	List<String> entryParts(@Nullable ClassLoader classLoader) {
		boolean parted = this.type.startsWith("java.util.Map<") && !isSimple(elementType(), classLoader);
		Class<?> loaded = parted ? load(elementType(), classLoader) : null;
		return (loaded != null) ? parts(loaded) : List.of();
	}

	/**
	 * Whether the setting can't differ from tool to tool.
	 */
	boolean isForAllTools(@Nullable ClassLoader classLoader) {
		String uniform = SettingNames.uniform(this.name.substring(this.name.lastIndexOf('.') + 1));
		Class<?> type = (this.sourceType != null) ? load(this.sourceType, classLoader) : null;
		for (; type != null; type = type.getSuperclass()) {
			for (Field field : type.getDeclaredFields()) {
				if (SettingNames.uniform(field.getName()).equals(uniform)) {
					return field.isAnnotationPresent(ForAllTools.class);
				}
			}
		}
		return false;
	}

	private static @Nullable Class<?> load(String type, @Nullable ClassLoader classLoader) {
		int generics = type.indexOf('<');
		try {
			return ClassUtils.forName((generics < 0) ? type : type.substring(0, generics), classLoader);
		}
		catch (ClassNotFoundException | LinkageError ex) {
			return null;
		}
	}

}
