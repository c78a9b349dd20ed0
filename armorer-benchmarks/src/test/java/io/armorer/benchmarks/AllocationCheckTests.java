package io.armorer.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.armorer.benchmarks.AllocationCheck.Figure;

import static org.assertj.core.api.Assertions.assertThat;

class AllocationCheckTests {

	@Test
	void allowsFivePerCentMore() {
		Figure figure = Figure.parse("17,armorerJsonBare,2000");
		assertThat(figure.allows(2100)).isTrue();
		assertThat(figure.allows(2101)).isFalse();
		assertThat(figure.csv()).isEqualTo("17,armorerJsonBare,2000");
	}

	@Test
	void theStoredFiguresAreOfBenchmarksThatThereAre() throws Exception {
		List<Figure> figures = Files.readAllLines(Path.of("allocation.csv"))
			.stream()
			.skip(1)
			.map(Figure::parse)
			.toList();
		assertThat(figures).extracting(Figure::jdk).contains(17, 25);
		assertThat(figures).allSatisfy((figure) -> {
			assertThat(figure.bytes()).isPositive();
			assertThat(CallBenchmarks.class.getMethods())
				.anyMatch((method) -> method.getName().equals(figure.benchmark()));
		});
	}

}
