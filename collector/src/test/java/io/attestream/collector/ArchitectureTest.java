package io.attestream.collector;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rules of DESIGN.md for the collector. */
@AnalyzeClasses(packages = "io.attestream", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "io.attestream.collector";

  @ArchTest
  static final ArchRule ASSESSMENT_IS_PURE =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".assessment..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.vertx..",
              "java.sql..",
              "javax.sql..",
              "org.jdbi..",
              "java.io..",
              "java.nio.file..",
              "java.net..",
              ROOT + ".store..",
              ROOT + ".grading..",
              ROOT + ".web..")
          .because("a grade is a function of facts and parameters");

  @ArchTest
  static final ArchRule ASSESSMENT_HAS_NO_CLOCK =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".assessment..")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.time.Clock")
          .orShould()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");

  @ArchTest
  static final ArchRule NOBODY_READS_THE_CLOCK_OF_THE_MACHINE =
      noClasses()
          .that()
          .resideInAPackage(ROOT + "..")
          .and()
          .resideOutsideOfPackage(ROOT)
          .should()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(java.time.Clock.class, "systemUTC")
          .because("clocks are injected by the composition root");

  @ArchTest
  static final ArchRule THE_AGENT_IS_UNKNOWN =
      noClasses()
          .that()
          .resideInAPackage(ROOT + "..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.attestream.agent..");

  /** Work for the database runs where these types are; none of them knows an event loop. */
  @ArchTest
  static final ArchRule BLOCKING_PACKAGES_KNOW_NO_EVENT_LOOP =
      noClasses()
          .that()
          .resideInAnyPackage(
              ROOT + ".store..",
              ROOT + ".log..",
              ROOT + ".report..",
              ROOT + ".access..",
              ROOT + ".control..",
              ROOT + ".decision..",
              ROOT + ".notification",
              ROOT + ".soa..",
              ROOT + ".manual..",
              ROOT + ".stamp..",
              ROOT + ".assurance..",
              ROOT + ".redaction..",
              ROOT + ".nonconformity..",
              ROOT + ".findings..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.vertx..")
          .because("what blocks is called from workers, never from an event loop");

  /** The transport hands frames to workers and touches no table itself. */
  @ArchTest
  static final ArchRule THE_TRANSPORT_TOUCHES_NO_DATABASE =
      noClasses()
          .that()
          .haveFullyQualifiedName(ROOT + ".ingest.AgentStream")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ROOT + ".store..", "org.jdbi..", "java.sql..");

  @ArchTest
  static final ArchRule JDBC_STAYS_WITH_ITS_USERS =
      noClasses()
          .that()
          .resideInAnyPackage(
              ROOT + ".live..", ROOT + ".config..", ROOT + ".assessment..", ROOT + ".grading..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.jdbi..", "java.sql..");

  @ArchTest
  static final ArchRule SQLITE_IS_BEHIND_THE_PORT =
      classes()
          .that()
          .resideInAPackage(ROOT + ".store.sqlite..")
          .should()
          .onlyBeAccessed()
          .byAnyPackage(ROOT, ROOT + ".store.sqlite..");

  @ArchTest
  static final ArchRule NO_PACKAGE_CYCLES =
      slices().matching(ROOT + ".(**)").should().beFreeOfCycles();
}
