package io.armorer.config;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What is said of the library as a whole, {@code armorer.*}.
 */
@ConfigurationProperties("armorer")
public class ArmorerSettings {

	/**
	 * Whether tools are found and guarded at all.
	 */
	private boolean enabled = true;

	/**
	 * What to do about settings below "armorer" that nothing knows, and about those of
	 * tools that do not exist at start-up. Environment variables and system properties
	 * are never more than warned of.
	 */
	private UnknownSettings unknownSettings = UnknownSettings.FAIL;

	/**
	 * What is different for one tool, by the tool's name: what its annotation says, and
	 * below the name of a pattern that pattern's settings.
	 */
	private Map<String, ToolOverrides> tools = new LinkedHashMap<>();

	/**
	 * Whether tools are found and guarded at all.
	 * @return whether they are
	 */
	public boolean isEnabled() {
		return this.enabled;
	}

	/**
	 * Switch the library on or off.
	 * @param enabled whether it is on
	 */
	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	/**
	 * Return what to do about settings that nothing knows.
	 * @return what to do
	 */
	public UnknownSettings getUnknownSettings() {
		return this.unknownSettings;
	}

	/**
	 * Say what to do about settings that nothing knows.
	 * @param unknownSettings what to do
	 */
	public void setUnknownSettings(UnknownSettings unknownSettings) {
		this.unknownSettings = unknownSettings;
	}

	/**
	 * Return what is different for one tool.
	 * @return the differences by the name of the tool, as it was written
	 */
	public Map<String, ToolOverrides> getTools() {
		return this.tools;
	}

	/**
	 * Say what is different for one tool.
	 * @param tools the differences by the name of the tool
	 */
	public void setTools(Map<String, ToolOverrides> tools) {
		this.tools = tools;
	}

}
