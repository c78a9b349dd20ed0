package com.example.outfitter.shop;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

import javax.sql.DataSource;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.stereotype.Component;

import io.armorer.pattern.pool.ResourceFactory;

/**
 * Makes the connections of the pool {@code db}: those of a database user who may read the
 * tables of the schema {@code shop} and nothing else.
 * <p>
 * They go from one customer's question to the next, so nothing may stay on them: one that
 * a query failed on, or left something on, such as a variable, is not lent again.
 */
@Component("db")
public class ShopConnections implements ResourceFactory<Connection> {

	private static final String LEFT_BEHIND = """
			SELECT COUNT(*) FROM information_schema.session_state
			WHERE state_key <> 'SCHEMA_SEARCH_PATH' AND state_key <> 'SCHEMA'""";

	private final DataSource dataSource;

	// ShopStock first: its tables have to be there
	ShopConnections(JdbcTemplate jdbc, ShopStock stock) {
		String password = UUID.randomUUID().toString();
		jdbc.execute("CREATE USER reader PASSWORD '" + password + "'");
		jdbc.execute("GRANT SELECT ON SCHEMA shop TO reader");
		String url = jdbc.execute((Connection connection) -> connection.getMetaData().getURL());
		this.dataSource = new DriverManagerDataSource(String.valueOf(url), "reader", password);
	}

	@Override
	public Connection create() throws SQLException {
		Connection connection = this.dataSource.getConnection();
		connection.setSchema("SHOP");
		return connection;
	}

	@Override
	public boolean validate(Connection connection) {
		try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(LEFT_BEHIND)) {
			return rows.next() && rows.getInt(1) == 0;
		}
		catch (SQLException ex) {
			return false;
		}
	}

	@Override
	public boolean isBroken(Connection connection, Throwable failure) {
		return true;
	}

}
