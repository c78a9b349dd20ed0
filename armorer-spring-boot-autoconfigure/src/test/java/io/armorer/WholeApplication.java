package io.armorer;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import io.armorer.testing.FailingStores;
import io.armorer.testing.MovableTime;

/** An application with all that the library brings. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class WholeApplication {

	static ApplicationContextRunner runner(MovableTime time, FailingStores stores) {
		return new ApplicationContextRunner().withUserConfiguration(WholeApplication.class)
			.withBean(MovableTime.class, () -> time)
			.withBean("stores", FailingStores.class, () -> stores)
			.withBean(Books.class)
			.withPropertyValues("logging.level.root=error", "armorer.logging.enabled=true", "spring.jmx.enabled=false",
					"armorer.audit.capacity=1000000", "armorer.audit.results=full");
	}

}
