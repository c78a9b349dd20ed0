package com.example.outfitter.shop;

import java.util.Map;

import org.springframework.stereotype.Component;

import io.armorer.pattern.session.Session;
import io.armorer.pattern.session.SessionManager;

/**
 * Customers come in and stay for a while: each visit is a session that knows what the
 * customer prefers.
 */
@Component
public class Visits {

	/** The name under which a session keeps what its customer prefers. */
	public static final String PREFERENCES = "preferences";

	private final SessionManager sessions;

	private final Accounts accounts;

	Visits(SessionManager sessions, Accounts accounts) {
		this.sessions = sessions;
		this.accounts = accounts;
	}

	/**
	 * Let a customer in.
	 * @param username who it is; need not have an account
	 * @return the session, which is that customer's alone
	 */
	public Session begin(String username) {
		Map<String, Object> preferences = this.accounts.find(username)
			.<Map<String, Object>>map((account) -> Map.of("language", account.language(), "newsletter",
					account.newsletter(), "shoeSize", account.shoeSize()))
			.orElse(Map.of());
		return this.sessions.create(username, Map.of(PREFERENCES, preferences));
	}

}
