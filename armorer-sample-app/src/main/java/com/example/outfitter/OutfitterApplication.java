package com.example.outfitter;

import java.util.OptionalInt;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;

import com.example.outfitter.replay.TranscriptReplay;

/**
 * An outfitter's shop whose support agent calls tools. Starts, replays a conversation,
 * and keeps serving.
 * <ul>
 * <li>{@code --replay=FILE} replays another conversation, {@code --replay=none}
 * none.</li>
 * <li>{@code --replay-and-exit} ends after it: with exit status 0 if each call got an
 * answer, else 1. A file that is no conversation ends the application with 2.</li>
 * </ul>
 */
@SpringBootApplication
@ConfigurationPropertiesScan
public class OutfitterApplication {

	public static void main(String[] args) {
		run(args).ifPresent(System::exit);
	}

	/**
	 * Start and replay.
	 * @param args the command line
	 * @return the exit status, or empty if the application keeps serving
	 */
	static OptionalInt run(String... args) {
		ConfigurableApplicationContext context = SpringApplication.run(OutfitterApplication.class, args);
		if (context.getBean(TranscriptReplay.class).endsApplication()) {
			return OptionalInt.of(SpringApplication.exit(context));
		}
		return OptionalInt.empty();
	}

}
