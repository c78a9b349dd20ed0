package io.armorer.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The settings of a pattern that there is not: scalars, a list, maps and a nested bean.
 */
public class LampSettings extends PatternSettings {

	private int brightness = 5;

	private Duration fadeTime = Duration.ofSeconds(1);

	private List<String> colors = new ArrayList<>(List.of("white"));

	private Map<String, Integer> rooms = new LinkedHashMap<>(Map.of("hall", 1));

	private final Map<String, Shade> shades = new LinkedHashMap<>();

	private final Shade shade = new Shade();

	@ForAllTools
	private int capacity = 10;

	public LampSettings() {
		super(42);
	}

	@Override
	public void validate(String prefix) {
		if (this.brightness < 0) {
			throw new InvalidSettingException(prefix + ".brightness", "A lamp can't be darker than dark.",
					"Give a number of at least 0.");
		}
	}

	public int getBrightness() {
		return this.brightness;
	}

	public void setBrightness(int brightness) {
		this.brightness = brightness;
	}

	public Duration getFadeTime() {
		return this.fadeTime;
	}

	public void setFadeTime(Duration fadeTime) {
		this.fadeTime = fadeTime;
	}

	public List<String> getColors() {
		return this.colors;
	}

	public void setColors(List<String> colors) {
		this.colors = colors;
	}

	public Map<String, Integer> getRooms() {
		return this.rooms;
	}

	public void setRooms(Map<String, Integer> rooms) {
		this.rooms = rooms;
	}

	public Map<String, Shade> getShades() {
		return this.shades;
	}

	public Shade getShade() {
		return this.shade;
	}

	public int getCapacity() {
		return this.capacity;
	}

	public void setCapacity(int capacity) {
		this.capacity = capacity;
	}

	/** A nested bean. */
	public static class Shade {

		private String material = "paper";

		private int size = 1;

		public String getMaterial() {
			return this.material;
		}

		public void setMaterial(String material) {
			this.material = material;
		}

		public int getSize() {
			return this.size;
		}

		public void setSize(int size) {
			this.size = size;
		}

	}

}
