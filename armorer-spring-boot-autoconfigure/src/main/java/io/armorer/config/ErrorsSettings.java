package io.armorer.config;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What a model gets to read of failures, {@code armorer.errors.*}.
 */
@ConfigurationProperties("armorer.errors")
public class ErrorsSettings {

	/**
	 * When the text of an exception that is no ToolException is shown to the model. It
	 * may tell of things that are none of its business.
	 */
	private IncludeMessage includeMessage = IncludeMessage.NEVER;

	/**
	 * Return when the text of an exception is shown to the model.
	 * @return when
	 */
	public IncludeMessage getIncludeMessage() {
		return this.includeMessage;
	}

	/**
	 * Say when the text of an exception is shown to the model.
	 * @param includeMessage when
	 */
	public void setIncludeMessage(IncludeMessage includeMessage) {
		this.includeMessage = includeMessage;
	}

	/** When the text of an exception is shown to the model. */
	public enum IncludeMessage {

		/** Never: it is told that the tool failed. */
		NEVER,

		/** Always, whatever it says. */
		ALWAYS

	}

}
