package io.armorer.redact;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Tells by its name what must not be shown. A name is cut into words ({@code X-Api-Key},
 * {@code userPassword}, {@code access_token}); it is a secret's if some of its words
 * together end with one of the keys. Short keys must be whole words.
 */
final class SensitiveKeys {

	private static final int MAX_REMEMBERED = 2048;

	private static final int MAX_LENGTH = 256;

	// A key this long may be the end of a word, as in "authtoken".
	private static final int LONG = 5;

	// token_count, tokenLimit: a number there is no secret
	private static final Set<String> MEASURES = Set.of("count", "counts", "limit", "limits", "budget", "usage", "used",
			"total", "size", "length", "max", "min", "ttl", "cost", "price", "rate");

	private final Set<String> keys;

	// Names come from models, too: bounded.
	private final ConcurrentHashMap<String, Verdict> verdicts = new ConcurrentHashMap<>();

	SensitiveKeys(Collection<String> keys) {
		this.keys = keys.stream()
			.map((key) -> Words.of(key).letters())
			.filter((key) -> !key.isEmpty())
			.collect(Collectors.toUnmodifiableSet());
	}

	Verdict verdict(String name) {
		Verdict known = this.verdicts.get(name);
		if (known != null) {
			return known;
		}
		Verdict verdict = judge(Words.of((name.length() > MAX_LENGTH) ? name.substring(0, MAX_LENGTH) : name));
		if (name.length() <= MAX_LENGTH && this.verdicts.size() < MAX_REMEMBERED) {
			this.verdicts.put(name, verdict);
		}
		return verdict;
	}

	/**
	 * Whether words of running text end with a key: "the api key", not "token at".
	 */
	boolean isPhrase(String words) {
		Words phrase = Words.of(words);
		int end = phrase.count() - 1;
		return end >= 0 && this.keys.stream().anyMatch((key) -> matches(phrase, end, key));
	}

	private Verdict judge(Words words) {
		Verdict verdict = Verdict.CLEAR;
		for (int word = 0; word < words.count(); word++) {
			for (String key : this.keys) {
				if (matches(words, word, key)) {
					boolean measure = word < words.count() - 1 && MEASURES.contains(words.word(words.count() - 1));
					if (!measure) {
						return Verdict.SECRET;
					}
					verdict = Verdict.COUNT;
				}
				else if (matches(words, word, key + "s")) {
					verdict = Verdict.COUNT;
				}
			}
		}
		return verdict;
	}

	private static boolean matches(Words words, int lastWord, String key) {
		int start = words.end(lastWord) - key.length();
		return start >= 0 && words.letters().startsWith(key, start) && (key.length() >= LONG || words.isStart(start));
	}

	/** What a name says of its value. */
	enum Verdict {

		/** Nothing to hide. */
		CLEAR,

		/**
		 * The plural of a secret, or its measure: numbers in it are counts, as of tokens;
		 * texts in it are secrets.
		 */
		COUNT,

		/** Not to be shown. */
		SECRET

	}

}
