package com.example.outfitter.shop;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Optional;

import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The customers' accounts. Two are there from the start: {@code ada} with the password
 * {@code tent-pegs-and-tea}, and {@code grace} with {@code moths-in-the-relay}.
 */
@Component
public class Accounts {

	private static final int ITERATIONS = 50_000;

	private static final SecureRandom RANDOM = new SecureRandom();

	private static final byte[] NOBODY = new byte[16];

	private final JdbcClient jdbc;

	// ShopStock first: an account belongs to a customer
	Accounts(JdbcClient jdbc, ShopStock stock) {
		this.jdbc = jdbc;
		open("ada", "tent-pegs-and-tea", "C-1001", "ada@example.com", "en", 38);
		open("grace", "moths-in-the-relay", "C-1002", "grace@example.com", "fr", 37);
	}

	/**
	 * Check a password.
	 * @param username whose
	 * @param password what was typed
	 * @return whether it is right
	 */
	public boolean isPassword(String username, String password) {
		Optional<Secret> secret = this.jdbc.sql("SELECT salt, hash FROM vault.accounts WHERE username = ?")
			.param(username)
			.query((row, number) -> new Secret(row.getBytes(1), row.getBytes(2)))
			.optional();
		// An unknown name takes as long as a wrong password does.
		byte[] hash = hash(password, secret.map(Secret::salt).orElse(NOBODY));
		return secret.isPresent() && MessageDigest.isEqual(secret.get().hash(), hash);
	}

	/**
	 * Find an account.
	 * @param username whose
	 * @return the account, or empty
	 */
	public Optional<Account> find(String username) {
		return this.jdbc.sql("""
				SELECT a.username, a.customer_id, c.name, c.city, a.email, a.language, a.newsletter, a.shoe_size
				FROM vault.accounts a JOIN shop.customers c ON c.id = a.customer_id
				WHERE a.username = ?
				""").param(username).query(Account.class).optional();
	}

	private void open(String username, String password, String customerId, String email, String language,
			int shoeSize) {
		byte[] salt = new byte[16];
		RANDOM.nextBytes(salt);
		this.jdbc.sql("INSERT INTO vault.accounts VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
			.params(username, customerId, email, language, true, shoeSize, salt, hash(password, salt))
			.update();
	}

	private static byte[] hash(String password, byte[] salt) {
		try {
			return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
				.generateSecret(new PBEKeySpec(password.toCharArray(), salt, ITERATIONS, 256))
				.getEncoded();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every JDK has this algorithm", ex);
		}
	}

	private record Secret(byte[] salt, byte[] hash) {
	}

	/**
	 * A customer's account.
	 *
	 * @param username the name to sign in with
	 * @param customerId the customer's number
	 * @param name the customer's name
	 * @param city where the customer lives
	 * @param email where to write to
	 * @param language the language to write in
	 * @param newsletter whether the customer wants the newsletter
	 * @param shoeSize the size of the customer's boots
	 */
	public record Account(String username, String customerId, String name, String city, String email, String language,
			boolean newsletter, int shoeSize) {
	}

}
