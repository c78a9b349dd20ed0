package com.example.outfitter.tools;

import java.util.List;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.armorer.tool.ArmorerTool;
import io.armorer.tool.Effect;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolParam;

import com.example.outfitter.OutfitterProperties;

/**
 * A search that takes its time, and tells what it has found so far.
 */
@Component
class StreamTools {

	private static final int MAX_CHUNKS = 10;

	private final JdbcClient jdbc;

	private final OutfitterProperties properties;

	StreamTools(JdbcClient jdbc, OutfitterProperties properties) {
		this.jdbc = jdbc;
		this.properties = properties;
	}

	@ArmorerTool(description = "Search the catalogue, product by product; answers at most 10", tags = "database",
			effect = Effect.READ)
	Found streamData(@ToolParam(description = "A word of the product's name") @NotBlank @Size(max = 40) String query,
			ToolContext context) throws InterruptedException {
		List<String> names = this.jdbc
			.sql("SELECT name FROM shop.products WHERE LOCATE(LOWER(?), LOWER(name)) > 0 ORDER BY sku LIMIT ?")
			.params(query, MAX_CHUNKS)
			.query(String.class)
			.list();
		int chunks = 0;
		for (String name : names) {
			if (context.isCancelled()) {
				return new Found(false, chunks);
			}
			Thread.sleep(this.properties.streamPause().toMillis());
			context.emit(name);
			chunks++;
			context.progress(100.0 * chunks / names.size(), "Chunk " + chunks + "/" + names.size());
		}
		return new Found(true, chunks);
	}

	record Found(boolean complete, int chunks) {
	}

}
