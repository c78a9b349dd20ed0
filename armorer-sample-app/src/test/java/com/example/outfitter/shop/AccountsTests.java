package com.example.outfitter.shop;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabase;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;

import static org.assertj.core.api.Assertions.assertThat;

class AccountsTests {

	private final EmbeddedDatabase database = new EmbeddedDatabaseBuilder().generateUniqueName(true)
		.setType(EmbeddedDatabaseType.H2)
		.addScript("schema.sql")
		.build();

	private final Accounts accounts = new Accounts(JdbcClient.create(this.database),
			new ShopStock(new JdbcTemplate(this.database)));

	@AfterEach
	void closeTheShop() {
		this.database.shutdown();
	}

	@Test
	void knowsAPasswordAndNoOther() {
		assertThat(this.accounts.isPassword("ada", "tent-pegs-and-tea")).isTrue();
		assertThat(this.accounts.isPassword("ada", "moths-in-the-relay")).isFalse();
		assertThat(this.accounts.isPassword("nobody", "tent-pegs-and-tea")).isFalse();
		assertThat(this.accounts.isPassword("ada", "")).isFalse();
	}

	@Test
	void findsAnAccountByItsName() {
		assertThat(this.accounts.find("grace")).get().satisfies((account) -> {
			assertThat(account.customerId()).isEqualTo("C-1002");
			assertThat(account.email()).isEqualTo("grace@example.com");
			assertThat(account.shoeSize()).isEqualTo(37);
		});
		assertThat(this.accounts.find("' OR '1' = '1")).isEmpty();
	}

}
