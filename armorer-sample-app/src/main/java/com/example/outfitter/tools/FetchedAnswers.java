package com.example.outfitter.tools;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.springframework.stereotype.Component;

/**
 * What the shop's API answered lately. Keeps a bounded number of answers, the latest.
 */
@Component
class FetchedAnswers {

	private static final int CAPACITY = 100;

	private final Map<String, FetchedAnswer> byEndpoint = new LinkedHashMap<>(16, 0.75f, true) {

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, FetchedAnswer> eldest) {
			return size() > CAPACITY;
		}

	};

	synchronized FetchedAnswer keep(String endpoint, Map<String, Object> data) {
		FetchedAnswer answer = new FetchedAnswer(endpoint, data, Instant.now());
		this.byEndpoint.put(endpoint, answer);
		return answer;
	}

	synchronized Optional<FetchedAnswer> find(String endpoint) {
		return Optional.ofNullable(this.byEndpoint.get(endpoint));
	}

	record FetchedAnswer(String endpoint, Map<String, Object> data, Instant fetchedAt) {
	}

}
