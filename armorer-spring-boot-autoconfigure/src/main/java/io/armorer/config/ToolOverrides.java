package io.armorer.config;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.armorer.tool.Effect;

/**
 * What {@code armorer.tools.<tool>.*} says in place of the tool's annotation. What is not
 * said is {@code null} and stays as the annotation has it.
 */
public class ToolOverrides {

	/**
	 * Whether the tool exists. One that is switched off is not found by its name.
	 */
	private @Nullable Boolean enabled;

	/**
	 * A name for people.
	 */
	private @Nullable String title;

	/**
	 * What the tool does and when to use it, written for the model.
	 */
	private @Nullable String description;

	/**
	 * Words to find the tool by.
	 */
	private @Nullable List<String> tags;

	/**
	 * What a call does to the world.
	 */
	private @Nullable Effect effect;

	/**
	 * Whether a call needs more than ordinary trust.
	 */
	private @Nullable Boolean dangerous;

	/**
	 * How long one attempt may take.
	 */
	private @Nullable Duration timeout;

	/**
	 * Names of the tools to try, in order, when this one fails. An empty value means
	 * none.
	 */
	private @Nullable List<String> fallback;

	/**
	 * Names of the tools that must have succeeded in the same run before. An empty value
	 * means none.
	 */
	private @Nullable List<String> dependsOn;

	/**
	 * Return whether the tool exists.
	 * @return the value, or {@code null} for what the annotation says
	 */
	public @Nullable Boolean getEnabled() {
		return this.enabled;
	}

	/**
	 * Say whether the tool exists.
	 * @param enabled the value, or {@code null} for what the annotation says
	 */
	public void setEnabled(@Nullable Boolean enabled) {
		this.enabled = enabled;
	}

	/**
	 * Return a name for people.
	 * @return the value, or {@code null} for what the annotation says
	 */
	public @Nullable String getTitle() {
		return this.title;
	}

	/**
	 * Say a name for people.
	 * @param title the value, or {@code null} for what the annotation says
	 */
	public void setTitle(@Nullable String title) {
		this.title = title;
	}

	/**
	 * Return what the tool does, written for the model.
	 * @return the value, or {@code null} for what the annotation says
	 */
	public @Nullable String getDescription() {
		return this.description;
	}

	/**
	 * Say what the tool does, written for the model.
	 * @param description the value, or {@code null} for what the annotation says
	 */
	public void setDescription(@Nullable String description) {
		this.description = description;
	}

	/**
	 * Return words to find the tool by.
	 * @return the value, or {@code null} for what the annotation says
	 */
	public @Nullable List<String> getTags() {
		return this.tags;
	}

	/**
	 * Say words to find the tool by.
	 * @param tags the value, or {@code null} for what the annotation says
	 */
	public void setTags(@Nullable List<String> tags) {
		this.tags = tags;
	}

	/**
	 * Return what a call does to the world.
	 * @return the value, or {@code null} for what the annotation says
	 */
	public @Nullable Effect getEffect() {
		return this.effect;
	}

	/**
	 * Say what a call does to the world.
	 * @param effect the value, or {@code null} for what the annotation says
	 */
	public void setEffect(@Nullable Effect effect) {
		this.effect = effect;
	}

	/**
	 * Return whether a call needs more than ordinary trust.
	 * @return the value, or {@code null} for what the annotation says
	 */
	public @Nullable Boolean getDangerous() {
		return this.dangerous;
	}

	/**
	 * Say whether a call needs more than ordinary trust.
	 * @param dangerous the value, or {@code null} for what the annotation says
	 */
	public void setDangerous(@Nullable Boolean dangerous) {
		this.dangerous = dangerous;
	}

	/**
	 * Return how long one attempt may take.
	 * @return the value, or {@code null} for what the annotation says
	 */
	public @Nullable Duration getTimeout() {
		return this.timeout;
	}

	/**
	 * Say how long one attempt may take.
	 * @param timeout the value, or {@code null} for what the annotation says
	 */
	public void setTimeout(@Nullable Duration timeout) {
		this.timeout = timeout;
	}

	/**
	 * Return the names of the tools to try, in order, when this one fails.
	 * @return the value, or {@code null} for what the annotation says
	 */
	public @Nullable List<String> getFallback() {
		return this.fallback;
	}

	/**
	 * Say the names of the tools to try, in order, when this one fails.
	 * @param fallback the value, or {@code null} for what the annotation says
	 */
	public void setFallback(@Nullable List<String> fallback) {
		this.fallback = fallback;
	}

	/**
	 * Return the names of the tools that must have succeeded before.
	 * @return the value, or {@code null} for what the annotation says
	 */
	public @Nullable List<String> getDependsOn() {
		return this.dependsOn;
	}

	/**
	 * Say the names of the tools that must have succeeded before.
	 * @param dependsOn the value, or {@code null} for what the annotation says
	 */
	public void setDependsOn(@Nullable List<String> dependsOn) {
		this.dependsOn = dependsOn;
	}

}
