package com.example.outfitter.tools;

import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.beans.factory.annotation.Autowired;

import io.armorer.pattern.pool.PoolSnapshot;
import io.armorer.pattern.pool.ResourcePool;
import io.armorer.pattern.pool.ResourcePools;
import io.armorer.tool.ToolCall;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolResult;
import io.armorer.toolbox.BatchOptions;
import io.armorer.toolbox.Toolbox;

import com.example.outfitter.OutfitterTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Queries on borrowed connections.
 */
@OutfitterTest
@Timeout(60)
class DatabaseToolsTests {

	@Autowired
	private Toolbox toolbox;

	@Autowired
	private ResourcePools pools;

	@Test
	void borrowsTheSameConnectionAgain() {
		assertThat(query("SELECT 1").isSuccess()).isTrue();
		PoolSnapshot before = pool().look();
		assertThat(before.idle()).isPositive();
		for (int i = 0; i < 10; i++) {
			assertThat(query("SELECT " + i).isSuccess()).isTrue();
		}
		assertThat(pool().look()).isEqualTo(before);
	}

	@Test
	void leavesNothingForTheNextCustomer() {
		assertThat(query("SELECT SET(@loot, 'tea')").isSuccess()).isTrue();
		assertThat(query("SELECT @loot").content()).contains("[[null]]");
	}

	@Test
	void neverUsesMoreConnectionsThanItMay() {
		List<ToolCall> calls = IntStream.range(0, 20)
			.mapToObj((i) -> ToolCall.of("query-database", Map.of("sql", "SELECT " + i + (i % 3 == 0 ? "!" : ""))))
			.toList();
		List<ToolResult> results = this.toolbox.executeAll(calls, ToolContext.empty(), BatchOptions.parallel());
		for (int i = 0; i < calls.size(); i++) {
			assertThat(results.get(i).isSuccess()).as(results.get(i).content()).isEqualTo(i % 3 != 0);
		}
		PoolSnapshot after = pool().look();
		// none is left where the last queries failed: what one failed on is not lent
		// again
		assertThat(after.size()).isLessThanOrEqualTo(2);
		assertThat(after.created() - after.destroyed()).isEqualTo(after.size());
		assertThat(after.leased()).isZero();
	}

	@Test
	void showsTheModelNothingOfTheConnection() {
		assertThat(this.toolbox.find("query-database").orElseThrow().definition().inputSchema().json()).contains("sql")
			.doesNotContain("connection");
	}

	private ToolResult query(String sql) {
		return this.toolbox.execute(ToolCall.of("query-database", Map.of("sql", sql)), ToolContext.empty());
	}

	private ResourcePool<Connection> pool() {
		return this.pools.get("db", Connection.class);
	}

}
