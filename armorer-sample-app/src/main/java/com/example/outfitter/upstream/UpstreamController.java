package com.example.outfitter.upstream;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * The API for stock and prices that {@code fetch-from-api} calls, and the switch that
 * makes it fail.
 */
@RestController
@RequestMapping("/upstream")
class UpstreamController {

	private static final Duration LONGEST_HANG = Duration.ofSeconds(10);

	private final UpstreamSwitch upstream;

	private final JdbcClient jdbc;

	UpstreamController(UpstreamSwitch upstream, JdbcClient jdbc) {
		this.upstream = upstream;
		this.jdbc = jdbc;
	}

	@GetMapping("/stock/{sku}")
	Stock stock(@PathVariable String sku) throws InterruptedException {
		failIfTold();
		return one(this.jdbc.sql("SELECT sku, stock FROM shop.products WHERE sku = ?")
			.param(sku)
			.query((row, number) -> new Stock(row.getString(1), row.getInt(2)))
			.list(), sku);
	}

	@GetMapping("/prices/{sku}")
	Price price(@PathVariable String sku) throws InterruptedException {
		failIfTold();
		return one(this.jdbc.sql("SELECT sku, price FROM shop.products WHERE sku = ?")
			.param(sku)
			.query((row, number) -> new Price(row.getString(1), row.getBigDecimal(2), "EUR"))
			.list(), sku);
	}

	@GetMapping("/mode")
	Map<String, UpstreamSwitch.Mode> mode() {
		return Map.of("mode", this.upstream.mode());
	}

	@PostMapping("/mode")
	Map<String, UpstreamSwitch.Mode> turn(@RequestBody Map<String, String> body) {
		try {
			this.upstream.turnTo(UpstreamSwitch.Mode.valueOf(String.valueOf(body.get("mode")).toUpperCase()));
			return mode();
		}
		catch (IllegalArgumentException ex) {
			throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "mode must be OK, FAIL, FLAKY or HANG");
		}
	}

	private void failIfTold() throws InterruptedException {
		if (this.upstream.awaitWhileHanging(LONGEST_HANG) != UpstreamSwitch.Mode.OK) {
			throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE, "Told to fail");
		}
	}

	private static <T> T one(List<T> found, String sku) {
		if (found.isEmpty()) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND, "No product " + sku);
		}
		return found.get(0);
	}

	record Stock(String sku, int stock) {
	}

	record Price(String sku, BigDecimal price, String currency) {
	}

}
