package io.armorer.redact;

import java.util.ArrayList;
import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What must not be shown, by name, and how much of the rest.
 */
@ConfigurationProperties("armorer.redaction")
public class RedactionSettings {

	/** The names under which secrets are found, unless told otherwise. */
	private static final List<String> DEFAULT_KEYS = List.of("password", "passwd", "pwd", "passphrase", "passcode",
			"secret", "token", "jwt", "api-key", "access-key", "private-key", "signing-key", "encryption-key",
			"authorization", "credential", "cookie", "otp", "cvv");

	/**
	 * Names whose values are not shown. Upper and lower case, "-" and "_" make no
	 * difference, and it is enough that the name has the word in it: "password" also
	 * means "userPassword". Replaces the built-in list.
	 */
	private List<String> keys = new ArrayList<>(DEFAULT_KEYS);

	/**
	 * More names whose values are not shown, beside those in "keys".
	 */
	private List<String> additionalKeys = new ArrayList<>();

	/**
	 * How many characters of a text are shown; the rest is cut off.
	 */
	private int maxValueLength = 1000;

	/**
	 * Return the names whose values are not shown.
	 * @return the names
	 */
	public List<String> getKeys() {
		return this.keys;
	}

	/**
	 * Replace the names whose values are not shown.
	 * @param keys the names
	 */
	public void setKeys(List<String> keys) {
		this.keys = keys;
	}

	/**
	 * Return more names whose values are not shown.
	 * @return the names
	 */
	public List<String> getAdditionalKeys() {
		return this.additionalKeys;
	}

	/**
	 * Add names whose values are not shown.
	 * @param additionalKeys the names
	 */
	public void setAdditionalKeys(List<String> additionalKeys) {
		this.additionalKeys = additionalKeys;
	}

	/**
	 * Return how many characters of a text are shown.
	 * @return the number of characters
	 */
	public int getMaxValueLength() {
		return this.maxValueLength;
	}

	/**
	 * Say how many characters of a text are shown.
	 * @param maxValueLength the number of characters, at least 1
	 * @throws IllegalArgumentException if it is less
	 */
	public void setMaxValueLength(int maxValueLength) {
		if (maxValueLength < 1) {
			throw new IllegalArgumentException("max-value-length must be at least 1, but is " + maxValueLength);
		}
		this.maxValueLength = maxValueLength;
	}

}
