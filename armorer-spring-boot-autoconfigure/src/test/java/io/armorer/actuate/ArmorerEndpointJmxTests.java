package io.armorer.actuate;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

import javax.management.MBeanException;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.jmx.JmxEndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.jmx.JmxAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.armorer.actuate.LampSection.Light;
import io.armorer.autoconfigure.ArmorerEndpointAutoConfiguration;
import io.armorer.toolbox.Toolbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ArmorerEndpointJmxTests {

	private static final String DOMAIN = "io.armorer.test";

	private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JmxAutoConfiguration.class, JacksonAutoConfiguration.class,
				EndpointAutoConfiguration.class, JmxEndpointAutoConfiguration.class,
				ArmorerEndpointAutoConfiguration.class))
		.withPropertyValues("spring.jmx.enabled=true", "management.endpoints.jmx.domain=" + DOMAIN,
				"management.endpoints.jmx.exposure.include=armorer")
		.withBean(Toolbox.class, () -> new FakeToolbox(Calls.tool("search")))
		.withBean(LampSection.class);

	@Test
	void readsTheOverview() {
		this.runner.run((context) -> assertThat(invoke("overview"))
			.asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
			.containsOnlyKeys("tools", "lamps")
			.containsEntry("lamps", Map.of("count", 2, "values", "hidden")));
	}

	@Test
	void listsWithParameters() {
		this.runner.run((context) -> {
			assertThat(invoke("list", "lamps", null)).extracting("limit", "light", "isDeep")
				.containsExactly(10, null, false);
			assertThat(invoke("list", "lamps", "limit=3&light=half-lit")).extracting("limit", "light", "isDeep")
				.containsExactly(3, "half-lit", false);
		});
	}

	@Test
	void givesNullForUnknownNames() {
		this.runner.run((context) -> {
			assertThat(invoke("list", "nothing", null)).isNull();
			assertThat(invoke("detail", "tools", "nothing", null)).isNull();
			assertThat(invoke("write", "lamps", "attic", "light=on")).isNull();
			assertThat(invoke("delete", "lamps", "attic", null)).isNull();
		});
	}

	@Test
	void showsATool() {
		this.runner.run((context) -> assertThat(invoke("detail", "tools", "search", null))
			.asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
			.containsEntry("name", "search")
			.containsEntry("inputSchema", Map.of("type", "object")));
	}

	@Test
	void writesAndDeletes() {
		this.runner.run((context) -> {
			assertThat(invoke("write", "lamps", "hall", "light=on"))
				.isEqualTo(Map.of("name", "hall", "light", "ON", "showValues", false));
			assertThat(context.getBean(LampSection.class).lamps).containsEntry("hall", Light.ON);
			assertThat(invoke("delete", "lamps", "hall", null)).isEqualTo(Map.of("deleted", "hall"));
		});
	}

	@Test
	void tellsWhatIsWrong() {
		this.runner.run((context) -> {
			assertThatExceptionOfType(MBeanException.class)
				.isThrownBy(() -> invoke("write", "lamps", "hall", "light=green"))
				.withMessage("'light' must be one of on, off, half-lit, broken but is 'green'");
			assertThatExceptionOfType(MBeanException.class)
				.isThrownBy(() -> invoke("write", "lamps", "cellar", "light=on"))
				.withMessage("The lamp 'cellar' is broken");
			assertThatExceptionOfType(MBeanException.class).isThrownBy(() -> invoke("list", "lamps", "limit"))
				.withMessage("'parameters' must be written as name=value&name=value but has 'limit'");
		});
	}

	@Test
	void readOnlyAccessLeavesOnlyTheReads() {
		this.runner.withPropertyValues("management.endpoint.armorer.access=READ_ONLY")
			.run((context) -> assertThat(this.server.getMBeanInfo(name()).getOperations())
				.extracting(MBeanOperationInfo::getName)
				.containsExactlyInAnyOrder("overview", "list", "detail"));
	}

	@Test
	void showsValuesToWhomTheJvmLetIn() {
		this.runner.withPropertyValues("management.endpoint.armorer.show-values=when-authorized")
			.run((context) -> assertThat(invoke("detail", "lamps", "hall", null))
				.isEqualTo(Map.of("name", "hall", "light", "OFF", "showValues", true)));
	}

	private Object invoke(String operation, @Nullable Object... arguments) throws Exception {
		String[] signature = Arrays.stream(arguments).map((argument) -> String.class.getName()).toArray(String[]::new);
		return this.server.invoke(name(), operation, arguments, signature);
	}

	private ObjectName name() throws Exception {
		Set<ObjectName> names = this.server.queryNames(new ObjectName(DOMAIN + ":type=Endpoint,name=Armorer,*"), null);
		return List.copyOf(names).get(0);
	}

}
