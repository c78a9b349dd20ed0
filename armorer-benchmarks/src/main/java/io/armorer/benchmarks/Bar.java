package io.armorer.benchmarks;

import java.util.Locale;

/**
 * One thing that is promised, and how far it is reached.
 *
 * @param what what is compared with what
 * @param limit what it may be at most, as text; empty where nothing is promised
 * @param ratio what it is
 * @param verdict whether that will do; empty where nothing is promised
 */
record Bar(String what, String limit, double ratio, String verdict) {

	static final String REACHED = "reached";

	private static final String MISSED = "**missed**";

	private static final String NOT_MEASURED = "not measured";

	static Bar atMost(double limit, String what, double ratio) {
		String verdict = Double.isNaN(ratio) ? NOT_MEASURED : (ratio <= limit) ? REACHED : MISSED;
		return new Bar(what, String.format(Locale.ROOT, "≤ %.2f", limit), ratio, verdict);
	}

	/** Nobody could tell them apart: the intervals of the two have times in common. */
	static Bar same(String what, Row one, Row other) {
		double errors = one.error() + other.error();
		String verdict = Double.isNaN(errors) ? NOT_MEASURED
				: (Math.abs(one.nanos() - other.nanos()) <= errors) ? REACHED : MISSED;
		return new Bar(what, "1, within the error", one.nanos() / other.nanos(), verdict);
	}

	static Bar report(String what, double ratio) {
		return new Bar(what, "", ratio, "");
	}

	String value() {
		return Double.isNaN(this.ratio) ? "" : String.format(Locale.ROOT, "%.2f", this.ratio);
	}

	String line() {
		return "| " + this.what + " | " + this.limit + " | " + value() + " | " + this.verdict + " |";
	}

}
