package com.example.outfitter.tools;

import java.util.Map;

import jakarta.validation.constraints.NotBlank;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

import io.armorer.pattern.session.Session;
import io.armorer.redact.Sensitive;
import io.armorer.tool.ArmorerTool;
import io.armorer.tool.Effect;
import io.armorer.tool.ErrorCategory;
import io.armorer.tool.ErrorCode;
import io.armorer.tool.ToolContext;
import io.armorer.tool.ToolError;
import io.armorer.tool.ToolException;
import io.armorer.tool.ToolParam;

import com.example.outfitter.shop.Accounts;
import com.example.outfitter.shop.Accounts.Account;
import com.example.outfitter.shop.Visits;

/**
 * Tools around the customer's account. The plain way: annotated methods of a bean.
 */
@Component
class AccountTools {

	private final Accounts accounts;

	private final JsonMapper json;

	AccountTools(Accounts accounts, JsonMapper json) {
		this.accounts = accounts;
		this.json = json;
	}

	@ArmorerTool(description = "Check a customer's username and password", tags = "account", effect = Effect.READ)
	SignedIn authenticate(@ToolParam(description = "The username") @NotBlank String username,
			@ToolParam(description = "The password, as the customer gave it") @NotBlank @Sensitive String password) {
		if (!this.accounts.isPassword(username, password)) {
			throw new ToolException(new ToolError("WRONG_CREDENTIALS", ErrorCategory.PERMISSION,
					"Username and password do not match: ask the customer to type them again", false, null, Map.of()));
		}
		// No token: what a model gets to read can be talked out of it.
		return new SignedIn(true, username);
	}

	@ArmorerTool(description = "Look up the signed-in customer's name and address", tags = "account",
			effect = Effect.READ, dependsOn = "authenticate")
	Profile fetchUserData(
			@ToolParam(description = "The customer's username; must be the one who is signed in") String userId,
			ToolContext context) {
		// The context is trusted, the argument is not.
		if (!userId.equals(context.userId())) {
			throw new ToolException(
					ToolError.of(ErrorCode.POLICY_DENIED, "You may only look up the customer who asks"));
		}
		Account account = accountOf(context);
		return new Profile(account.customerId(), account.name(), account.city(), account.email());
	}

	// A tool that takes a session is called in one, or not at all.
	@ArmorerTool(description = "Return what the customer prefers: language, newsletter, shoe size", tags = "account",
			effect = Effect.READ)
	Preferences getUserPreferences(Session session) {
		return this.json.convertValue(session.metadata().get(Visits.PREFERENCES), Preferences.class);
	}

	private Account accountOf(ToolContext context) {
		String userId = context.userId();
		if (userId == null) {
			throw new ToolException(ToolError.of(ErrorCode.USER_REQUIRED, "This needs a customer who is signed in"));
		}
		return this.accounts.find(userId)
			.orElseThrow(() -> new ToolException(new ToolError("NO_ACCOUNT", ErrorCategory.NOT_FOUND,
					"The customer has no account here", false, null, Map.of())));
	}

	record SignedIn(boolean authenticated, String username) {
	}

	record Profile(String customerId, String name, String city, String email) {
	}

	record Preferences(@Nullable String language, @Nullable Boolean newsletter, @Nullable Integer shoeSize) {
	}

}
