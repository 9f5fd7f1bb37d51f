package io.attestream.checks.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;

@AnalyzeClasses(
    packages = "io.attestream.checks",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  @ArchTest
  static final ArchRule PACKAGES_FORM_NO_CYCLE =
      slices().matching("io.attestream.checks.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule THE_MODULE_KNOWS_NO_SERVER_AND_NO_DATABASE =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.vertx..",
              "java.sql..",
              "java.net.http..",
              "software.amazon..",
              "io.kubernetes..",
              "io.attestream.agent..",
              "io.attestream.collector..");

  @ArchTest
  static final ArchRule ONLY_THE_EDGES_TOUCH_FILES =
      noClasses()
          .that()
          .resideInAnyPackage(
              "..engine..",
              "..expression..",
              "..policy..",
              "..network..",
              "..image..",
              "..path..",
              "..model..",
              "..yaml..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.nio.file..", "java.io..");

  @ArchTest
  static final ArchRule TIME_AND_CHANCE_ARE_ARGUMENTS =
      noClasses()
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(Clock.class, Random.class)
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "getenv", String.class);
}
