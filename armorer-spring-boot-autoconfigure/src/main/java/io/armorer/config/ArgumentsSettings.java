package io.armorer.config;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * How the arguments of calls are read, {@code armorer.arguments.*}.
 */
@ConfigurationProperties("armorer.arguments")
public class ArgumentsSettings implements InitializingBean {

	private static final int DEEPEST = 500;

	/**
	 * What to do about arguments that do not satisfy the tool's schema.
	 */
	private Coercion coercion = Coercion.NONE;

	/**
	 * How long the JSON text of a call's arguments may be. A longer one is refused
	 * unread.
	 */
	private DataSize maxLength = DataSize.ofMegabytes(1);

	/**
	 * How deep arrays and objects may be nested, the arguments' own object included. At
	 * most 500.
	 */
	private int maxDepth = 64;

	/**
	 * Check the values.
	 * @throws InvalidSettingException if a value can't be
	 */
	@Override
	public void afterPropertiesSet() {
		if (this.maxLength.toBytes() < 1 || this.maxLength.toBytes() > Integer.MAX_VALUE) {
			throw new InvalidSettingException("armorer.arguments.max-length",
					"Arguments of at most " + this.maxLength + " can't be read.", "Give a size between 1B and 2GB.");
		}
		if (this.maxDepth < 1 || this.maxDepth > DEEPEST) {
			throw new InvalidSettingException("armorer.arguments.max-depth",
					"Arguments can't be nested at most " + this.maxDepth + " deep.",
					"Give a number between 1 and " + DEEPEST + ".");
		}
	}

	/**
	 * Return what to do about arguments that do not satisfy the tool's schema.
	 * @return what to do
	 */
	public Coercion getCoercion() {
		return this.coercion;
	}

	/**
	 * Say what to do about arguments that do not satisfy the tool's schema.
	 * @param coercion what to do
	 */
	public void setCoercion(Coercion coercion) {
		this.coercion = coercion;
	}

	/**
	 * Return how long the JSON text of a call's arguments may be.
	 * @return how long, a byte for a {@code char}
	 */
	public DataSize getMaxLength() {
		return this.maxLength;
	}

	/**
	 * Say how long the JSON text of a call's arguments may be.
	 * @param maxLength how long, a byte for a {@code char}
	 */
	public void setMaxLength(DataSize maxLength) {
		this.maxLength = maxLength;
	}

	/**
	 * Return how deep arrays and objects may be nested.
	 * @return how deep, the arguments' own object included
	 */
	public int getMaxDepth() {
		return this.maxDepth;
	}

	/**
	 * Say how deep arrays and objects may be nested.
	 * @param maxDepth how deep, the arguments' own object included; 1 to 500
	 */
	public void setMaxDepth(int maxDepth) {
		this.maxDepth = maxDepth;
	}

	/** What to do about arguments that do not satisfy the schema. */
	public enum Coercion {

		/** Refuse them. */
		NONE,

		/** Repair what is unambiguous and say so in the result; refuse the rest. */
		LENIENT

	}

}
