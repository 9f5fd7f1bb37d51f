package io.attestream.evidence;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The rules of this module. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.attestream.evidence");

  private static final ArchRule JDK_ONLY =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.attestream.evidence..",
              "java..",
              "javax.crypto..",
              "javax.security.auth.x500..",
              "org.jspecify..");

  private static final ArchRule NO_CYCLES =
      slices().matching("io.attestream.evidence.(*)..").should().beFreeOfCycles();

  /** Bytes must not depend on when, where or by whom they are made. */
  private static final ArchRule NO_CLOCK_RANDOM_OR_ENVIRONMENT =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("io.attestream.evidence.verify.VerifyMain")
          .should()
          .callMethodWhere(
              describe(
                  "reads the clock, the environment or a random source of its own",
                  call -> {
                    String owner = call.getTargetOwner().getName();
                    String name = call.getTarget().getName();
                    return (owner.startsWith("java.time.") && name.equals("now"))
                        || (owner.equals("java.time.Clock") && name.startsWith("system"))
                        || (owner.equals("java.lang.System")
                            && List.of(
                                    "currentTimeMillis",
                                    "nanoTime",
                                    "getenv",
                                    "getProperty",
                                    "exit")
                                .contains(name))
                        || (owner.equals("java.lang.Math") && name.equals("random"));
                  }))
          .orShould()
          .callConstructor(java.util.Random.class)
          .orShould()
          .callConstructor(java.security.SecureRandom.class);

  private static final ArchRule NO_LOOSE_NAMES =
      noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)");

  private static final ArchRule WORDS_BELOW_EVERYTHING =
      classes()
          .that()
          .resideInAPackage("..evidence.model..")
          .should()
          .onlyDependOnClassesThat(
              describe(
                  "are of the JDK, jspecify or the model",
                  (JavaClass type) ->
                      !type.getPackageName().startsWith("io.attestream")
                          || type.getPackageName().endsWith(".model")));

  private static final ArchRule NULL_MARKED =
      classes()
          .should()
          .resideInAPackage("io.attestream.evidence..")
          .andShould(
              com.tngtech.archunit.lang.conditions.ArchConditions.be(
                  describe(
                      "in a @NullMarked package",
                      type ->
                          type.getPackage()
                              .isAnnotatedWith("org.jspecify.annotations.NullMarked"))));

  @TestFactory
  Stream<DynamicTest> rules() {
    return Stream.of(
            JDK_ONLY,
            NO_CYCLES,
            NO_CLOCK_RANDOM_OR_ENVIRONMENT,
            NO_LOOSE_NAMES,
            WORDS_BELOW_EVERYTHING,
            NULL_MARKED)
        .map(rule -> DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(CLASSES)));
  }
}
