package io.armorer;

import java.util.List;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * The house stands: a floor imports only what is below it, and a pattern no other
 * pattern.
 */
@AnalyzeClasses(packages = "io.armorer", importOptions = ArchitectureTests.OnlyTheLibrary.class)
class ArchitectureTests {

	private static final List<String> FLOORS = List.of("tool", "redact", "event", "config", "middleware", "toolbox",
			"store", "pattern", "bridge", "actuate", "autoconfigure");

	@ArchTest
	static final ArchRule floorsImportOnlyWhatIsBelow = floors();

	@ArchTest
	static final ArchRule patternsImportNoOtherPattern = slices().matching("io.armorer.pattern.(*)..")
		.should()
		.notDependOnEachOther()
		// the one exception: a quota is settled to what the cost was
		.ignoreDependency(JavaClass.Predicates.resideInAPackage("io.armorer.pattern.quota"),
				JavaClass.Predicates.resideInAPackage("io.armorer.pattern.cost"))
		.allowEmptyShould(true);

	@ArchTest
	static final ArchRule packagesAreFreeOfCycles = slices().matching("io.armorer.(**)").should().beFreeOfCycles();

	@ArchTest
	static final ArchRule everyPackageIsNullMarked = classes()
		.should(new ArchCondition<>("be in a @NullMarked package") {

			@Override
			public void check(JavaClass type, ConditionEvents events) {
				if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
					events.add(SimpleConditionEvent.violated(type, type.getPackageName() + " is not @NullMarked"));
				}
			}

		});

	@ArchTest
	static final ArchRule autoConfigurationsAreFinal = classes().that()
		.haveSimpleNameEndingWith("AutoConfiguration")
		.should()
		.resideInAPackage("io.armorer.autoconfigure")
		.andShould()
		.haveModifier(JavaModifier.FINAL);

	/** Leaves the tests out, wherever the build puts them. */
	static final class OnlyTheLibrary implements ImportOption {

		@Override
		public boolean includes(Location location) {
			return !location.contains("/test-classes/") && !location.contains("/test/");
		}

	}

	private static ArchRule floors() {
		CompositeArchRule rule = null;
		for (int i = 0; i < FLOORS.size() - 1; i++) {
			String[] above = FLOORS.subList(i + 1, FLOORS.size())
				.stream()
				.map((floor) -> "io.armorer." + floor + "..")
				.toArray(String[]::new);
			ArchRule floor = noClasses().that(resideIn(FLOORS.get(i)))
				.should()
				.dependOnClassesThat()
				.resideInAnyPackage(above)
				.allowEmptyShould(true);
			rule = (rule == null) ? CompositeArchRule.of(floor) : rule.and(floor);
		}
		return rule;
	}

	private static DescribedPredicate<JavaClass> resideIn(String floor) {
		return JavaClass.Predicates.resideInAPackage("io.armorer." + floor + "..");
	}

}
