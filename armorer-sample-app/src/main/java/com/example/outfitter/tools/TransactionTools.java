package com.example.outfitter.tools;

import java.math.BigDecimal;
import java.util.function.BiFunction;

import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.armorer.pattern.condition.ToolPredicate;
import io.armorer.pattern.condition.Tools;
import io.armorer.tool.ArmorerTool;
import io.armorer.tool.Effect;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.Tool;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolException;
import io.armorer.tool.ToolParam;

import com.example.outfitter.shop.Accounts;
import com.example.outfitter.shop.Cashbook;

/**
 * Refunds, by how much trust they need. Tools can be beans: two are lambdas that also get
 * the context, the third is put together by a program. That one is dangerous, so it is
 * refused unless {@code armorer.policy.allow-dangerous} says otherwise. The fourth leaves
 * the choice to the amount, and not to the model.
 */
@Configuration(proxyBeanMethods = false)
class TransactionTools {

	private static final BigDecimal SMALL = new BigDecimal("1000");

	private static final BigDecimal MEDIUM = new BigDecimal("10000");

	private final Accounts accounts;

	private final Cashbook cashbook;

	TransactionTools(Accounts accounts, Cashbook cashbook) {
		this.accounts = accounts;
		this.cashbook = cashbook;
	}

	@Bean
	@ArmorerTool(description = "Refund the customer up to 1000 euros", tags = "money", effect = Effect.EFFECTFUL)
	BiFunction<Transaction, ToolContext, Receipt> processSmallTransaction() {
		return (transaction, context) -> process(transaction, BigDecimal.ZERO, SMALL, context);
	}

	@Bean
	@ArmorerTool(description = "Refund the customer more than 1000 and up to 10000 euros", tags = "money",
			effect = Effect.EFFECTFUL)
	BiFunction<Transaction, ToolContext, Receipt> processMediumTransaction() {
		return (transaction, context) -> process(transaction, SMALL, MEDIUM, context);
	}

	@Bean
	Tool processLargeTransaction() {
		return Tool.builder("process-large-transaction")
			.description("Refund the customer more than 10000 euros")
			.tags("money")
			.effect(Effect.EFFECTFUL)
			.dangerous(true)
			.input(Transaction.class)
			.build((transaction, context) -> process(transaction, MEDIUM, new BigDecimal("999999999"), context));
	}

	@Bean
	Tool processTransaction() {
		return Tools.branch()
			.when(above(MEDIUM), "process-large-transaction")
			.when(above(SMALL), "process-medium-transaction")
			.otherwise("process-small-transaction")
			.describedAs("Refund the customer, whatever the amount")
			.tagged("money")
			// only the large one is, and it is refused where it stands
			.dangerous(false);
	}

	private static ToolPredicate above(BigDecimal limit) {
		return (arguments, context) -> new BigDecimal(String.valueOf(arguments.get("amount"))).compareTo(limit) > 0;
	}

	private Receipt process(Transaction transaction, BigDecimal above, BigDecimal upTo, ToolContext context) {
		BigDecimal amount = transaction.amount();
		if (amount.compareTo(above) <= 0 || amount.compareTo(upTo) > 0) {
			throw new ToolException(ToolError.of(ErrorCode.INVALID_ARGUMENTS,
					"amount must be more than " + above + " and at most " + upTo + " for this tool"));
		}
		// Whose money it is stands in the context, not in what the model wrote.
		String userId = (context.userId() != null) ? context.userId() : "";
		Accounts.Account account = this.accounts.find(userId)
			.orElseThrow(() -> new ToolException(
					ToolError.of(ErrorCode.USER_REQUIRED, "This needs a customer who is signed in")));
		String id = this.cashbook.book(account.customerId(), amount, transaction.reason());
		return new Receipt(id, account.customerId(), amount);
	}

	record Transaction(
			@ToolParam(description = "How much, in euros") @Positive @Digits(integer = 9,
					fraction = 2) BigDecimal amount,
			@ToolParam(description = "What for") @NotBlank @Size(max = 200) String reason) {
	}

	record Receipt(String id, String customerId, BigDecimal amount) {
	}

}
