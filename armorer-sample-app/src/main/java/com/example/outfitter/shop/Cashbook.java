package com.example.outfitter.shop;

import java.math.BigDecimal;
import java.util.UUID;

import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Money that moved.
 */
@Component
@DependsOnDatabaseInitialization
public class Cashbook {

	private final JdbcClient jdbc;

	Cashbook(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Write a transaction down.
	 * @param customerId whose money it is
	 * @param amount how much, in euros
	 * @param reason what for
	 * @return the transaction's number
	 */
	public String book(String customerId, BigDecimal amount, String reason) {
		String id = UUID.randomUUID().toString();
		this.jdbc.sql("INSERT INTO vault.transactions VALUES (?, ?, ?, ?)")
			.params(id, customerId, amount, reason)
			.update();
		return id;
	}

}
