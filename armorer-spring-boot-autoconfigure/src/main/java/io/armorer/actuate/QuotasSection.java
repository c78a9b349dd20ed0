package io.armorer.actuate;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.armorer.pattern.quota.QuotaManager;
import io.armorer.pattern.quota.QuotaOverview;
import io.armorer.pattern.quota.QuotaUsage;
import io.armorer.pattern.quota.ToolQuotaSnapshot;
import io.armorer.pattern.quota.ToolQuotas;
import io.armorer.store.Page;
import io.armorer.store.StoreFullException;

/**
 * The users' quotas, and an operator's hand on them. {@code POST /quotas/user} with
 * {@code {"limit": "50"}} sets a limit, with {@code {"limit": "default"}} takes it back,
 * and with {@code {"reset": "true"}} forgets what the user has used in the present
 * window, as {@code DELETE /quotas/user} does.
 */
public final class QuotasSection implements ArmorerEndpointSection {

	private static final int PAGE = 100;

	private static final int LARGEST_PAGE = 1000;

	private static final String DEFAULT = "default";

	private final QuotaManager quotas;

	private final ToolQuotas tools;

	/**
	 * A section.
	 * @param quotas the users' quotas
	 * @param tools what tools take from them
	 */
	public QuotasSection(QuotaManager quotas, ToolQuotas tools) {
		this.quotas = quotas;
		this.tools = tools;
	}

	@Override
	public String id() {
		return "quotas";
	}

	@Override
	public Object summary(boolean showValues) {
		QuotaOverview overview = this.quotas.overview();
		List<ToolQuotaSnapshot> all = this.tools.all();
		return new QuotasSummary(overview.active(), overview.unit(), overview.window(), overview.resetsAt(),
				overview.defaultLimit(), all.size(), all.stream().mapToLong(ToolQuotaSnapshot::denied).sum(),
				overview.unsettled(), overview.lost());
	}

	@Override
	public Map<String, Object> aboutTool(String tool) {
		return this.tools.find(tool)
			.<Map<String, Object>>map(
					(found) -> Map.of("quotaEstimate", found.estimate(), "quotaDenied", found.denied()))
			.orElse(Map.of());
	}

	/**
	 * {@inheritDoc} Those that were heard of in the present window. Pages: {@code limit},
	 * {@code after}.
	 */
	@Override
	public Object list(SectionRequest request) {
		request.allow("limit", "after");
		Page<QuotaUsage> page = this.quotas.usages(request.text("after"),
				request.number("limit", PAGE, 1, LARGEST_PAGE));
		return new QuotaList(page.items(), page.next());
	}

	@Override
	public @Nullable Object detail(String name, SectionRequest request) {
		request.allow();
		QuotaUsage usage = this.quotas.usage(name);
		return (usage.limit() != null || this.quotas.isKnown(name)) ? usage : null;
	}

	@Override
	public Object write(String name, SectionRequest request) {
		request.allow("limit", "reset");
		String limit = request.text("limit");
		boolean reset = request.flag("reset", false);
		if (limit == null && !reset) {
			throw EndpointProblemException.badRequest("limit", "is missing: say a limit, or \"reset\": \"true\"");
		}
		if (limit != null) {
			setLimit(name, limit, request);
		}
		if (reset) {
			this.quotas.reset(name);
		}
		return this.quotas.usage(name);
	}

	private void setLimit(String name, String text, SectionRequest request) {
		if (text.equalsIgnoreCase(DEFAULT)) {
			this.quotas.clearLimit(name);
			return;
		}
		BigDecimal limit = request.decimal("limit");
		if (!this.quotas.overview().active()) {
			throw EndpointProblemException.conflict("No call is counted, as no quota is set: set "
					+ "armorer.quota.default-limit, or armorer.quota.enabled=true, and start again");
		}
		try {
			this.quotas.setLimit(name, (limit != null) ? limit : BigDecimal.ZERO);
		}
		catch (IllegalArgumentException ex) {
			throw EndpointProblemException.badRequest("limit", String.valueOf(ex.getMessage()));
		}
		catch (StoreFullException ex) {
			throw EndpointProblemException.conflict(String.valueOf(ex.getMessage()));
		}
	}

	@Override
	public boolean delete(String name, SectionRequest request) {
		request.allow();
		return this.quotas.reset(name);
	}

	/**
	 * The quotas in the overview.
	 *
	 * @param active whether calls are counted at all
	 * @param unit what is counted: {@code calls}, or a currency's code
	 * @param window what time a limit is for
	 * @param resetsAt when the next window begins, or {@code null} for never
	 * @param defaultLimit the limit of users for whom nothing else is said, or
	 * {@code null}
	 * @param tools how many tools take from quotas
	 * @param denied how many calls were refused
	 * @param unsettled how many amounts wait to be booked, as the store failed
	 * @param lost how many amounts were forgotten, as too many waited
	 */
	public record QuotasSummary(boolean active, String unit, String window, @Nullable Instant resetsAt,
			@Nullable BigDecimal defaultLimit, int tools, long denied, int unsettled, long lost) {

	}

	/**
	 * The quotas of users that were heard of in the present window.
	 *
	 * @param quotas the quotas
	 * @param next what to ask for as {@code after} for the next page, or {@code null}
	 */
	public record QuotaList(List<QuotaUsage> quotas, @Nullable String next) {

	}

}
