package com.example.outfitter.shop;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabase;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;

import io.armorer.tool.ErrorCode;
import io.armorer.tool.ToolException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class ShopReaderTests {

	private static final List<String> TABLES = List.of("shop.customers", "shop.products", "shop.orders",
			"vault.accounts", "vault.transactions");

	private EmbeddedDatabase database;

	private JdbcTemplate owner;

	private final ShopReader reader = new ShopReader();

	private ShopConnections connections;

	/** What the pool would hold. */
	private @Nullable Connection idle;

	@BeforeEach
	void fillTheShop() {
		this.database = new EmbeddedDatabaseBuilder().generateUniqueName(true)
			.setType(EmbeddedDatabaseType.H2)
			.addScript("schema.sql")
			.build();
		this.owner = new JdbcTemplate(this.database);
		this.connections = new ShopConnections(this.owner, new ShopStock(this.owner));
	}

	@AfterEach
	void closeTheShop() {
		this.database.shutdown();
	}

	@Test
	void answersAQuery() {
		ShopReader.Answer answer = query(
				"SELECT sku, price, stock > 0 AS there FROM products WHERE sku IN ('BOOT-01', 'BOOT-02') ORDER BY sku;");
		assertThat(answer.columns()).containsExactly("sku", "price", "there");
		assertThat(answer.rows()).hasSize(2);
		assertThat(answer.rows().get(0).get(0)).isEqualTo("BOOT-01");
		assertThat(answer.rows().get(0).get(1)).isInstanceOf(Number.class);
		assertThat(answer.rows().get(0).get(2)).isInstanceOf(Boolean.class);
		assertThat(answer.truncated()).isFalse();
	}

	@Test
	void holdsTheSameRowsAtEachStart() {
		assertThat(query("SELECT COUNT(*), SUM(quantity), MIN(placed_on) FROM shop.orders").rows())
			.containsExactly(List.of(300L, 757L, "2026-01-01"));
	}

	@Test
	void cutsALongAnswerAndSaysSo() {
		ShopReader.Answer answer = query("SELECT * FROM orders");
		assertThat(answer.rows()).hasSize(50);
		assertThat(answer.truncated()).isTrue();
		assertThat(query("SELECT * FROM orders LIMIT 50").truncated()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "DELETE FROM shop.orders", "UPDATE shop.products SET price = 0",
			"INSERT INTO shop.customers VALUES ('C-1', 'Mallory', 'Oslo', DATE '2026-01-01')",
			"MERGE INTO shop.customers KEY (id) VALUES ('C-1001', 'Mallory', 'Oslo', DATE '2026-01-01')",
			"DROP TABLE shop.orders", "TRUNCATE TABLE shop.orders", "ALTER TABLE shop.orders ADD x INT",
			"CREATE TABLE shop.loot (i INT)", "CREATE VIEW shop.loot AS SELECT 1",
			"SELECT * FROM FINAL TABLE (UPDATE shop.products SET price = 0)",
			"SELECT * FROM OLD TABLE (DELETE FROM shop.orders WHERE TRUE)", "EXPLAIN ANALYZE DELETE FROM shop.orders",
			"EXECUTE IMMEDIATE 'DELETE FROM shop.orders'", "SELECT * FROM vault.accounts", "TABLE vault.accounts",
			"SELECT * FROM customers UNION ALL SELECT username, email, language, NULL FROM vault.accounts",
			"SELECT FILE_READ('/etc/hostname')", "SELECT FILE_READ('classpath:application.yml', NULL)",
			"SELECT * FROM CSVREAD('/etc/hostname')", "CALL CSVREAD('/etc/hostname')",
			"SELECT * FROM LINK_SCHEMA('x', '', 'jdbc:h2:mem:x', 'sa', '', 'PUBLIC')",
			"RUNSCRIPT FROM 'classpath:schema.sql'", "SCRIPT", "CREATE ALIAS boom AS 'int boom() { return 1; }'",
			"CALL MEMORY_USED()", "SELECT DB_OBJECT_SQL('TABLE', 'VAULT', 'ACCOUNTS')", "SHUTDOWN",
			"SET PASSWORD 'mine'", "SET QUERY_TIMEOUT 0", "SET EXCLUSIVE 2", "SET @x = 1",
			"GRANT ALL ON SCHEMA vault TO reader", "ALTER USER reader ADMIN TRUE", "CREATE USER mallory PASSWORD 'x'",
			"CREATE LOCAL TEMPORARY TABLE loot (i INT)", "COMMIT" })
	void refusesWhatIsNoQueryOfTheShopsTables(String sql) {
		Map<String, Object> before = contents();
		assertThat(codeOf(sql)).isIn(ErrorCode.POLICY_DENIED.name(), ErrorCode.INVALID_ARGUMENTS.name());
		assertThat(contents()).isEqualTo(before);
		assertThat(query("SELECT 1").rows()).as("still at work").hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "DELETE FROM shop.orders", "SELECT FILE_READ('/etc/hostname')",
			"SELECT * FROM vault.accounts", "SET PASSWORD 'mine'" })
	void saysThatAnAttemptToDoMoreIsDenied(String sql) {
		assertThat(codeOf(sql)).isEqualTo(ErrorCode.POLICY_DENIED.name());
	}

	@ParameterizedTest
	@ValueSource(strings = { "SELECT 1; SET PASSWORD 'mine'", "SELECT 1; DELETE FROM shop.orders", "SELECT 1;;",
			"SELECT 1; SELECT 2" })
	void refusesASecondStatement(String sql) {
		assertThat(codeOf(sql)).isEqualTo(ErrorCode.INVALID_ARGUMENTS.name());
		assertThat(query("SELECT 1").rows()).as("still at work").hasSize(1);
	}

	@Test
	void writesNoFile(@TempDir Path directory) throws Exception {
		Path target = directory.resolve("loot");
		codeOf("SELECT FILE_WRITE('x', '" + target + "')");
		codeOf("CALL CSVWRITE('" + target + "', 'SELECT 1')");
		codeOf("SCRIPT TO '" + target + "'");
		codeOf("BACKUP TO '" + target + "'");
		try (var files = Files.list(directory)) {
			assertThat(files).isEmpty();
		}
	}

	@Test
	void explainsAnErrorInTheSql() {
		ToolException ex = catchThrowableOfType(ToolException.class, () -> query("SELECT colour FROM products"));
		assertThat(ex.error().code()).isEqualTo(ErrorCode.INVALID_ARGUMENTS.name());
		assertThat(ex.error().message()).isEqualTo("Column \"COLOUR\" not found");
	}

	@ParameterizedTest
	@ValueSource(strings = { "SELECT COUNT(*) FROM SYSTEM_RANGE(1, 1000000000) a, SYSTEM_RANGE(1, 1000) b" })
	void stopsAQueryThatTakesTooLong(String sql) {
		assertThat(codeOf(sql)).isEqualTo(ErrorCode.TIMEOUT.name());
	}

	@Test
	void answersTheNextQueryOnTheSameConnection() {
		query("SELECT 1");
		Connection first = this.idle;
		query("SELECT * FROM orders");
		assertThat(this.idle).isNotNull().isSameAs(first);
	}

	@Test
	void leavesNothingForTheNextQuery() {
		assertThat(query("SELECT SET(@loot, 'tent-pegs-and-tea')").rows()).isNotEmpty();
		assertThat(query("SELECT @loot").rows()).containsExactly(Collections.singletonList(null));
	}

	@Test
	void givesUpAConnectionThatAQueryFailedOn() throws Exception {
		query("SELECT 1");
		Connection first = this.idle;
		codeOf("SET @x = 1");
		assertThat(this.idle).isNull();
		assertThat(first.isClosed()).isTrue();
	}

	/** As the pool does it. */
	private ShopReader.Answer query(String sql) {
		try {
			Connection connection = (this.idle != null && this.connections.validate(this.idle)) ? this.idle
					: this.connections.create();
			try {
				ShopReader.Answer answer = this.reader.query(connection, sql);
				this.idle = connection;
				return answer;
			}
			catch (RuntimeException ex) {
				if (this.connections.isBroken(connection, ex)) {
					this.connections.destroy(connection);
					this.idle = null;
				}
				throw ex;
			}
		}
		catch (RuntimeException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private String codeOf(String sql) {
		return catchThrowableOfType(ToolException.class, () -> query(sql)).error().code();
	}

	private Map<String, Object> contents() {
		Map<String, Object> contents = new LinkedHashMap<>();
		contents.put("tables", this.owner
			.queryForList("SELECT table_schema, table_name FROM information_schema.tables ORDER BY 1, 2"));
		contents.put("users", this.owner.queryForList("SELECT * FROM information_schema.users ORDER BY 1"));
		for (String table : TABLES) {
			contents.put(table, this.owner.queryForList("SELECT * FROM " + table + " ORDER BY 1"));
		}
		return contents;
	}

}
