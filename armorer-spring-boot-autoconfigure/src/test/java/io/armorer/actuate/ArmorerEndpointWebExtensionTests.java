package io.armorer.actuate;

import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.Show;

import io.armorer.store.StoreException;
import io.armorer.store.StoreUnavailableException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class ArmorerEndpointWebExtensionTests {

	@Test
	void neverShowsValuesByDefault() {
		assertThat(shown(Show.NEVER, Set.of(), user("ada", "OPERATOR"))).isEqualTo("hidden");
	}

	@Test
	void showsValuesToWhoeverIsAuthenticatedWithoutRoles() {
		assertThat(shown(Show.WHEN_AUTHORIZED, Set.of(), user("ada"))).isEqualTo("shown");
		assertThat(shown(Show.WHEN_AUTHORIZED, Set.of(), SecurityContext.NONE)).isEqualTo("hidden");
	}

	@Test
	void showsValuesToTheRolesOnly() {
		assertThat(shown(Show.WHEN_AUTHORIZED, Set.of("OPERATOR"), user("ada", "OPERATOR"))).isEqualTo("shown");
		assertThat(shown(Show.WHEN_AUTHORIZED, Set.of("OPERATOR"), user("bob", "CLERK"))).isEqualTo("hidden");
	}

	@Test
	void twoSectionsOfOneIdStopTheStart() {
		assertThatIllegalStateException()
			.isThrownBy(() -> new ArmorerEndpoint(List.of(new LampSection(), new LampSection()), Show.NEVER))
			.withMessageContaining("'lamps'")
			.withMessageContaining(LampSection.class.getName());
	}

	@Test
	void storeThatDoesNotAnswerIsUnavailable() {
		ArmorerEndpointSection section = new LampSection() {

			@Override
			public Object list(SectionRequest request) {
				throw new StoreException("down", new IllegalStateException("password=hunter3"));
			}

			@Override
			public boolean delete(String name, SectionRequest request) {
				throw new StoreUnavailableException("Refused", new StoreException("down", null));
			}

		};
		ArmorerEndpointWebExtension extension = new ArmorerEndpointWebExtension(
				new ArmorerEndpoint(List.of(section), Show.NEVER), Show.NEVER, Set.of());
		RequestArguments none = new RequestArguments(Map.of());
		EndpointProblem problem = new EndpointProblem(503,
				"The store of the lamps does not answer now. Try again later.", null);
		assertThat(extension.list(SecurityContext.NONE, "lamps", none).getBody()).isEqualTo(problem);
		assertThat(extension.delete(SecurityContext.NONE, "lamps", "hall", none).getBody()).isEqualTo(problem);
		assertThat(extension.detail(SecurityContext.NONE, "lamps", "hall", none).getStatus()).isEqualTo(200);
	}

	private static @Nullable Object shown(Show show, Set<String> roles, SecurityContext security) {
		ArmorerEndpoint endpoint = new ArmorerEndpoint(List.of(new LampSection()), show);
		Object lamps = new ArmorerEndpointWebExtension(endpoint, show, roles).overview(security).get("lamps");
		return (lamps instanceof Map<?, ?> summary) ? summary.get("values") : null;
	}

	private static SecurityContext user(String name, String... roles) {
		return new SecurityContext() {

			@Override
			public Principal getPrincipal() {
				return () -> name;
			}

			@Override
			public boolean isUserInRole(String role) {
				return Set.of(roles).contains(role);
			}

		};
	}

}
