package com.example.outfitter.replay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.armorer.tool.Outcome;

/**
 * What became of a conversation's calls, as plain text of at most {@value #WIDEST}
 * columns.
 */
class ReplayReport {

	private static final String[] TITLES = { "#", "tool", "outcome", "code", "ms", "try", "served by" };

	private static final int WIDEST = 100;

	private static final boolean[] RIGHT = { true, false, false, false, true, true, false };

	private static final String GAP = "  ";

	private final List<Entry> entries = new ArrayList<>();

	void add(ReplayedCall call) {
		this.entries.add(new Entry(call, ""));
	}

	void remark(String remark) {
		this.entries.add(new Entry(null, remark));
	}

	List<ReplayedCall> calls() {
		List<ReplayedCall> calls = new ArrayList<>();
		for (Entry entry : this.entries) {
			if (entry.call() != null) {
				calls.add(entry.call());
			}
		}
		return Collections.unmodifiableList(calls);
	}

	boolean isAllAnswered() {
		return calls().stream().allMatch(ReplayedCall::isAnswered);
	}

	String table() {
		List<String[]> rows = new ArrayList<>();
		for (ReplayedCall call : calls()) {
			rows.add(cells(rows.size() + 1, call));
		}
		int[] widths = widths(rows);
		StringBuilder text = new StringBuilder();
		line(text, TITLES, widths);
		String[] rules = new String[TITLES.length];
		for (int i = 0; i < rules.length; i++) {
			rules[i] = "-".repeat(widths[i]);
		}
		line(text, rules, widths);
		int row = 0;
		for (Entry entry : this.entries) {
			if (entry.call() != null) {
				line(text, rows.get(row++), widths);
			}
			else {
				text.append(" ".repeat(widths[0])).append(GAP).append("~ ").append(entry.remark()).append('\n');
			}
		}
		return text.toString();
	}

	String summary(Duration total) {
		Map<Outcome, Integer> byOutcome = new TreeMap<>();
		int unanswered = 0;
		for (ReplayedCall call : calls()) {
			if (call.outcome() != null) {
				byOutcome.merge(call.outcome(), 1, Integer::sum);
			}
			else {
				unanswered++;
			}
		}
		int calls = calls().size();
		List<String> parts = new ArrayList<>();
		byOutcome.forEach(
				(outcome, count) -> parts.add(count + " " + outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ')));
		return String.format(Locale.ROOT, "%d calls in %.1f s: %s%n%s%n", calls, total.toMillis() / 1000.0,
				parts.isEmpty() ? "none" : String.join(", ", parts),
				(unanswered == 0) ? "all " + calls + " calls got an answer"
						: unanswered + " of " + calls + " calls got NO answer");
	}

	private static String[] cells(int number, ReplayedCall call) {
		return new String[] { String.valueOf(number), call.tool(),
				(call.outcome() != null) ? call.outcome().name() : "NO ANSWER",
				(call.code() != null) ? call.code() : "-",
				String.format(Locale.ROOT, "%.1f", call.duration().toNanos() / 1e6), String.valueOf(call.tries()),
				(call.servedBy() != null) ? call.servedBy() : "-" };
	}

	private static int[] widths(List<String[]> rows) {
		int[] widths = new int[TITLES.length];
		for (int i = 0; i < widths.length; i++) {
			widths[i] = TITLES[i].length();
			for (String[] row : rows) {
				widths[i] = Math.max(widths[i], row[i].length());
			}
		}
		int room = WIDEST - GAP.length() * (widths.length - 1);
		for (int excess = Arrays.stream(widths).sum() - room; excess > 0; excess--) {
			widths[widest(widths)]--;
		}
		return widths;
	}

	private static int widest(int[] widths) {
		int widest = 0;
		for (int i = 1; i < widths.length; i++) {
			widest = (widths[i] > widths[widest]) ? i : widest;
		}
		return widest;
	}

	private static void line(StringBuilder text, String[] cells, int[] widths) {
		StringBuilder line = new StringBuilder();
		for (int i = 0; i < cells.length; i++) {
			String cell = fit(cells[i], widths[i]);
			String padding = " ".repeat(widths[i] - cell.length());
			line.append((i > 0) ? GAP : "").append(RIGHT[i] ? padding + cell : cell + padding);
		}
		text.append(line.toString().stripTrailing()).append('\n');
	}

	/** A model wrote some of these: nothing but printable ASCII reaches the terminal. */
	private static String fit(String cell, int width) {
		String printable = cell.replaceAll("[^\\x20-\\x7e]", "?");
		return (printable.length() <= width) ? printable : printable.substring(0, width - 2) + "..";
	}

	private record Entry(@Nullable ReplayedCall call, String remark) {
	}

}
