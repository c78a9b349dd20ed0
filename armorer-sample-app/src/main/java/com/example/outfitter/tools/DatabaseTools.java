package com.example.outfitter.tools;

import java.sql.Connection;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

import org.springframework.stereotype.Component;

import io.armorer.pattern.pool.Pooled;
import io.armorer.tool.ArmorerTool;
import io.armorer.tool.Effect;
import io.armorer.tool.ToolParam;

import com.example.outfitter.shop.ShopReader;

/**
 * The shop's database, for a model that knows SQL. Each call borrows a connection from
 * the pool and gives it back at its end; the model sees nothing of it.
 */
@Component
class DatabaseTools {

	private final ShopReader reader;

	DatabaseTools(ShopReader reader) {
		this.reader = reader;
	}

	@ArmorerTool(description = """
			Query the shop's database with SQL (H2). Tables: customers(id, name, city, member_since), \
			products(sku, name, category, price, stock), orders(id, customer_id, sku, quantity, placed_on, status). \
			Answers at most 50 rows.""", tags = "database", effect = Effect.READ)
	ShopReader.Answer queryDatabase(
			@ToolParam(description = "A single SELECT statement") @NotBlank @Size(max = 2000) String sql,
			@Pooled("db") Connection connection) {
		return this.reader.query(connection, sql);
	}

}
