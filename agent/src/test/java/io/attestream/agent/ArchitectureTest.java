package io.attestream.agent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

@AnalyzeClasses(
    packages = "io.attestream.agent",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule THE_AGENT_DOES_NOT_KNOW_THE_COLLECTOR =
      noClasses().should().dependOnClassesThat().resideInAPackage("io.attestream.collector..");

  @ArchTest
  static final ArchRule FUTURES_STAY_IN_THE_STREAM =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.attestream.agent.stream..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.vertx..");

  @ArchTest
  static final ArchRule JUDGING_AND_SIGNING_DO_NO_INPUT_OR_OUTPUT =
      noClasses()
          .that()
          .resideInAnyPackage("io.attestream.agent.judge..", "io.attestream.agent.commit..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "java.nio.file..", "java.net..", "io.vertx..");

  @ArchTest
  static final ArchRule SQL_STAYS_IN_THE_SPOOL =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.attestream.agent.spool..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "org.sqlite..");

  @ArchTest
  static final ArchRule SOURCES_KNOW_NOTHING_OF_WHAT_IS_DONE_WITH_RESOURCES =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.attestream.agent.aws..",
              "io.attestream.agent.kubernetes..",
              "io.attestream.agent.manifests..",
              "io.attestream.agent.resource..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.attestream.agent.judge..",
              "io.attestream.agent.spool..",
              "io.attestream.agent.stream..",
              "io.attestream.agent.schedule..",
              "io.attestream.agent.cli..",
              "io.attestream.agent.config..");

  @ArchTest
  static final ArchRule TIME_COMES_FROM_A_CLOCK =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.attestream.agent")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "getenv")
          .orShould()
          .callMethod(System.class, "getenv", String.class);

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching("io.attestream.agent.(*)..").should().beFreeOfCycles();
}
