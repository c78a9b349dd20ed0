package io.armorer.pattern.policy;

import java.util.ArrayList;
import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;

import io.armorer.config.InvalidSettingException;
import io.armorer.config.PatternSettings;
import io.armorer.middleware.MiddlewareOrder;

/**
 * Which tools may be called at all.
 */
@ConfigurationProperties("armorer.policy")
public class PolicySettings extends PatternSettings {

	/**
	 * Whether only tools that are marked as reading may be called.
	 */
	private boolean readOnly;

	/**
	 * Whether tools that are marked as dangerous may be called.
	 */
	private boolean allowDangerous;

	/**
	 * Names of the tools that may be called, with "*" for any part of a name; empty
	 * allows all.
	 */
	private List<String> allow = new ArrayList<>();

	/**
	 * Names of the tools that may not be called, with "*" for any part of a name. Wins
	 * over what is allowed.
	 */
	private List<String> deny = new ArrayList<>();

	/**
	 * Settings with their defaults.
	 */
	public PolicySettings() {
		super(MiddlewareOrder.POLICY);
	}

	@Override
	public void validate(String prefix) {
		check(prefix + ".allow", this.allow);
		check(prefix + ".deny", this.deny);
	}

	// An entry that matches nothing would quietly deny nothing.
	private static void check(String key, List<String> patterns) {
		for (String pattern : patterns) {
			if (!pattern.matches("[A-Za-z0-9_*-]+")) {
				throw new InvalidSettingException(key, "'" + pattern + "' can't be the name of a tool.",
						"Give names of tools, such as search, or patterns with *, such as admin-*.");
			}
		}
	}

	/**
	 * Whether only tools that are marked as reading may be called.
	 * @return whether they are the only ones
	 */
	public boolean isReadOnly() {
		return this.readOnly;
	}

	/**
	 * Say whether only tools that are marked as reading may be called.
	 * @param readOnly whether they are the only ones
	 */
	public void setReadOnly(boolean readOnly) {
		this.readOnly = readOnly;
	}

	/**
	 * Whether tools that are marked as dangerous may be called.
	 * @return whether they may
	 */
	public boolean isAllowDangerous() {
		return this.allowDangerous;
	}

	/**
	 * Say whether tools that are marked as dangerous may be called.
	 * @param allowDangerous whether they may
	 */
	public void setAllowDangerous(boolean allowDangerous) {
		this.allowDangerous = allowDangerous;
	}

	/**
	 * Return the names of the tools that may be called.
	 * @return names and patterns; empty allows all
	 */
	public List<String> getAllow() {
		return this.allow;
	}

	/**
	 * Say which tools may be called.
	 * @param allow names and patterns; empty allows all
	 */
	public void setAllow(List<String> allow) {
		this.allow = allow;
	}

	/**
	 * Return the names of the tools that may not be called.
	 * @return names and patterns
	 */
	public List<String> getDeny() {
		return this.deny;
	}

	/**
	 * Say which tools may not be called.
	 * @param deny names and patterns
	 */
	public void setDeny(List<String> deny) {
		this.deny = deny;
	}

}
