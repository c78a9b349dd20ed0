package io.armorer.tool;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests of {@link CallMetadata}. */
class CallMetadataTests {

	private final CallMetadata two = CallMetadata.NONE.with("cost", 3).with("currency", "USD");

	@Test
	void isAMapInTheOrderInWhichItWasSaid() {
		Map<String, Object> same = new LinkedHashMap<>();
		same.put("cost", 3);
		same.put("currency", "USD");
		assertThat(this.two).isEqualTo(same).hasSameHashCodeAs(same).hasToString(same.toString()).hasSize(2);
		assertThat(this.two.keySet()).containsExactly("cost", "currency");
		assertThat(this.two.get("currency")).isEqualTo("USD");
		assertThat(this.two.containsKey("cost")).isTrue();
		assertThat(this.two.get("other")).isNull();
		assertThat(this.two.containsKey(null)).isFalse();
		Map<String, Object> walked = new LinkedHashMap<>();
		this.two.forEach(walked::put);
		assertThat(walked).containsExactlyEntriesOf(same);
	}

	@Test
	void staysAsItIsWhenMoreIsSaid() {
		assertThat(this.two.with("cost", 4)).containsExactly(Map.entry("cost", 4), Map.entry("currency", "USD"));
		assertThat(this.two.with("attempts", 2)).hasSize(3);
		assertThat(this.two).containsExactly(Map.entry("cost", 3), Map.entry("currency", "USD"));
		assertThat(CallMetadata.NONE).isEmpty();
	}

	@Test
	void severalThingsAtOnceAreTheSameAsOneByOne() {
		CallMetadata more = CallMetadata.NONE.with("attempts", 2).with("cost", 4);
		CallMetadata all = this.two.with(more);
		assertThat(all).isEqualTo(this.two.with("attempts", 2).with("cost", 4));
		assertThat(all.keySet()).containsExactly("cost", "currency", "attempts");
		assertThat(this.two).containsExactly(Map.entry("cost", 3), Map.entry("currency", "USD"));
		assertThat(CallMetadata.NONE.with(more)).isSameAs(more);
		assertThat(this.two.with(CallMetadata.NONE)).isEqualTo(this.two);
	}

	@Test
	void canNotBeChanged() {
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> this.two.put("cost", 1));
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> this.two.remove("cost"));
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(this.two::clear);
		Iterator<Map.Entry<String, Object>> entries = this.two.entrySet().iterator();
		Map.Entry<String, Object> first = entries.next();
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> first.setValue(1));
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(entries::remove);
	}

	@Test
	void keepsWhatAMapSaidThen() {
		Map<String, Object> map = new LinkedHashMap<>(Map.of("cost", 3));
		CallMetadata kept = CallMetadata.copyOf(map);
		map.put("cost", 4);
		assertThat(kept).containsExactly(Map.entry("cost", 3));
		assertThat(CallMetadata.copyOf(kept)).isSameAs(kept);
		assertThat(CallMetadata.copyOf(Map.of())).isSameAs(CallMetadata.NONE);
	}

}
