package io.armorer.config;

import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.slf4j.LoggerFactory;

/**
 * The warnings of unknown settings, whatever other tests did to the log.
 */
final class Warnings implements AutoCloseable {

	private final Logger logger = (Logger) LoggerFactory.getLogger(UnknownSettings.class);

	private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

	private final Level level = this.logger.getLevel();

	Warnings() {
		this.logger.setLevel(Level.WARN);
		this.appender.start();
		this.logger.addAppender(this.appender);
	}

	List<String> messages() {
		return this.appender.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
	}

	@Override
	public void close() {
		this.logger.detachAppender(this.appender);
		this.logger.setLevel(this.level);
	}

}
