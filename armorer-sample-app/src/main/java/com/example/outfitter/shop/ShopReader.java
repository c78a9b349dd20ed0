package com.example.outfitter.shop;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

import io.armorer.tool.ErrorCode;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolException;

/**
 * Runs SQL that nobody trusts. What keeps it from harm is not a look at the text: it runs
 * as a database user who may read the tables of the schema {@code shop} and nothing else,
 * neither write nor see other schemas nor reach files (see {@link ShopConnections});
 * within a time limit; for so many rows.
 * <p>
 * Two things a user without any rights can still do to itself, such as change its
 * password. So only a single statement that gives rows is run at all.
 */
@Component
public class ShopReader {

	private static final int MAX_ROWS = 50;

	private static final int TIMEOUT_SECONDS = 1;

	private static final int RIGHTS_MISSING = 90096;

	private static final int ADMIN_RIGHTS_MISSING = 90040;

	private static final int TIMED_OUT = 57014;

	/**
	 * Run a query.
	 * @param connection one of the {@link ShopConnections}; no good any more if this
	 * fails
	 * @param sql the query, as a model wrote it
	 * @return its answer
	 * @throws ToolException if it can't be run, with a message for the model
	 */
	public Answer query(Connection connection, String sql) {
		String statement = sql.strip().replaceFirst(";$", "");
		if (statement.indexOf(';') >= 0) {
			throw refused(ErrorCode.INVALID_ARGUMENTS, "Give a single statement, without ';'", null);
		}
		try (PreparedStatement query = connection.prepareStatement(statement)) {
			if (query.getMetaData() == null) {
				throw refused(ErrorCode.POLICY_DENIED, "Only queries are run here: begin with SELECT", null);
			}
			query.setQueryTimeout(TIMEOUT_SECONDS);
			query.setMaxRows(MAX_ROWS + 1);
			return read(query.executeQuery());
		}
		catch (SQLException ex) {
			throw translate(ex);
		}
	}

	private static Answer read(ResultSet rows) throws SQLException {
		ResultSetMetaData metaData = rows.getMetaData();
		List<String> columns = new ArrayList<>();
		for (int i = 1; i <= metaData.getColumnCount(); i++) {
			columns.add(metaData.getColumnLabel(i).toLowerCase());
		}
		List<List<@Nullable Object>> values = new ArrayList<>();
		while (values.size() < MAX_ROWS && rows.next()) {
			List<@Nullable Object> row = new ArrayList<>();
			for (int i = 1; i <= columns.size(); i++) {
				Object value = rows.getObject(i);
				row.add((value instanceof Number || value instanceof Boolean) ? value : rows.getString(i));
			}
			values.add(row);
		}
		return new Answer(columns, values, rows.next());
	}

	private static ToolException translate(SQLException ex) {
		return switch (ex.getErrorCode()) {
			case RIGHTS_MISSING, ADMIN_RIGHTS_MISSING -> refused(ErrorCode.POLICY_DENIED,
					"Only the tables shop.customers, shop.products and shop.orders can be read, and nothing written",
					ex);
			case TIMED_OUT ->
				refused(ErrorCode.TIMEOUT, "The query took longer than " + TIMEOUT_SECONDS + " s: ask for less", ex);
			default ->
				refused(ErrorCode.INVALID_ARGUMENTS, String.valueOf(ex.getMessage()).split("; SQL statement:")[0], ex);
		};
	}

	private static ToolException refused(ErrorCode code, String message, @Nullable Throwable cause) {
		return new ToolException(ToolError.of(code, message), cause);
	}

	/**
	 * What a query gave.
	 *
	 * @param columns the names of the columns
	 * @param rows the rows, each with a value per column
	 * @param truncated whether there are more rows than these
	 */
	public record Answer(List<String> columns, List<List<@Nullable Object>> rows, boolean truncated) {
	}

}
