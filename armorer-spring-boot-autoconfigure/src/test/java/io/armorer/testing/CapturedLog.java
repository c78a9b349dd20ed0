package io.armorer.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import org.slf4j.LoggerFactory;

/**
 * Keeps what is logged by a logger and those below it, until it is closed.
 */
public final class CapturedLog implements AutoCloseable {

	private final Logger logger;

	private final Level before;

	private final boolean additiveBefore;

	private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

	private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {

		@Override
		protected void append(ILoggingEvent event) {
			event.prepareForDeferredProcessing();
			CapturedLog.this.events.add(event);
		}

	};

	/**
	 * Capture.
	 * @param name the logger's name
	 * @param level the level to set it to meanwhile
	 */
	public CapturedLog(String name, Level level) {
		this.logger = (Logger) LoggerFactory.getLogger(name);
		this.before = this.logger.getLevel();
		this.additiveBefore = this.logger.isAdditive();
		this.logger.setLevel(level);
		this.appender.setContext(this.logger.getLoggerContext());
		this.appender.start();
		this.logger.addAppender(this.appender);
	}

	/**
	 * Return what was logged.
	 * @return the events, oldest first
	 */
	public List<ILoggingEvent> events() {
		return this.events;
	}

	/**
	 * Return what was logged by one logger.
	 * @param name the logger's name
	 * @return the events, oldest first
	 */
	public List<ILoggingEvent> events(String name) {
		return this.events.stream().filter((event) -> event.getLoggerName().equals(name)).toList();
	}

	/**
	 * Return all of what was logged as text, with key-values, MDC and stack traces.
	 * @return the text
	 */
	public String text() {
		PatternLayout layout = new PatternLayout();
		layout.setContext((LoggerContext) LoggerFactory.getILoggerFactory());
		layout.setPattern("%level %logger %kvp %mdc %msg%n%ex{full}");
		layout.start();
		StringBuilder text = new StringBuilder();
		this.events.forEach((event) -> text.append(layout.doLayout(event)));
		return text.toString();
	}

	@Override
	public void close() {
		this.logger.detachAppender(this.appender);
		this.logger.setLevel(this.before);
		this.logger.setAdditive(this.additiveBefore);
	}

}
