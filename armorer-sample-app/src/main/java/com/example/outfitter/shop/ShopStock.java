package com.example.outfitter.shop;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Fills the shop: the same customers, products and orders at every start.
 */
@Component
@DependsOnDatabaseInitialization
class ShopStock {

	private static final int CUSTOMERS = 60;

	private static final int ORDERS = 300;

	private static final LocalDate OPENING = LocalDate.of(2025, 1, 1);

	private static final String[] FIRST_NAMES = { "Ada", "Grace", "Edmund", "Junko", "Roald", "Freya", "Tenzing",
			"Isabella", "Alexander", "Mary" };

	private static final String[] LAST_NAMES = { "Hill", "Marsh", "Rivers", "Stone", "Woods", "Field" };

	private static final String[] CITIES = { "Aberdeen", "Bergen", "Chamonix", "Davos", "Innsbruck", "Zermatt" };

	private static final String[] STATUSES = { "placed", "shipped", "delivered", "returned" };

	private static final String[][] GOODS = { { "TENT", "tent" }, { "BOOT", "boots" }, { "PACK", "rucksack" },
			{ "ROPE", "rope" }, { "LAMP", "lamp" } };

	private static final String[] MAKES = { "Fjord", "Ridge", "Summit", "Glacier", "Meadow", "Canyon", "Tundra",
			"Harbour" };

	ShopStock(JdbcTemplate jdbc) {
		Random random = new Random(1953);
		List<Object[]> customers = new ArrayList<>();
		for (int i = 0; i < CUSTOMERS; i++) {
			customers.add(new Object[] { customerId(i),
					FIRST_NAMES[i % FIRST_NAMES.length] + " " + LAST_NAMES[i / FIRST_NAMES.length],
					pick(CITIES, random), OPENING.plusDays(random.nextInt(365)) });
		}
		jdbc.batchUpdate("INSERT INTO shop.customers VALUES (?, ?, ?, ?)", customers);
		List<Object[]> products = new ArrayList<>();
		for (String[] goods : GOODS) {
			for (int i = 0; i < MAKES.length; i++) {
				products.add(new Object[] { "%s-%02d".formatted(goods[0], i + 1), MAKES[i] + " " + goods[1], goods[1],
						BigDecimal.valueOf(1990 + 500L * random.nextInt(80), 2), random.nextInt(50) });
			}
		}
		jdbc.batchUpdate("INSERT INTO shop.products VALUES (?, ?, ?, ?, ?)", products);
		List<Object[]> orders = new ArrayList<>();
		for (int i = 0; i < ORDERS; i++) {
			orders.add(new Object[] { 5001 + i, customerId(random.nextInt(CUSTOMERS)),
					products.get(random.nextInt(products.size()))[0], 1 + random.nextInt(4),
					OPENING.plusDays(365 + random.nextInt(180)), pick(STATUSES, random) });
		}
		jdbc.batchUpdate("INSERT INTO shop.orders VALUES (?, ?, ?, ?, ?, ?)", orders);
	}

	private static String customerId(int number) {
		return "C-" + (1001 + number);
	}

	private static String pick(String[] words, Random random) {
		return words[random.nextInt(words.length)];
	}

}
