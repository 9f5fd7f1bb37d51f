package io.attestream.checks.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.checks.catalogue.Catalogue;
import io.attestream.checks.catalogue.CatalogueLoader;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.checks.lint.Accepted;
import io.attestream.checks.lint.Lint;
import io.attestream.checks.lint.Plan;
import io.attestream.checks.organisation.Facts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Files written from the catalogue are committed and up to date. {@code -Dattestream.regenerate=true}
 * writes them anew.
 */
final class GeneratedFilesTest {
  private static final String COMMAND =
      "mvn -q -Dquick -pl checks -am test -Dtest=GeneratedFilesTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dattestream.regenerate=true";
  private static final Path ROOT = root();

  @TestFactory
  Stream<DynamicTest> everyGeneratedFileIsUpToDate() {
    Catalogue catalogue = CatalogueLoader.bundled();
    ControlRegistry controls = ControlRegistry.bundled();
    Plan plan = Plan.bundled();
    Map<String, String> files =
        Map.of(
            "docs/checks/aws.md", ChecksDocument.markdown(catalogue, controls, "aws"),
            "docs/checks/kubernetes.md", ChecksDocument.markdown(catalogue, controls, "k8s"),
            "docs/checks/coverage.md", CoverageDocument.markdown(catalogue, controls, plan),
            "docs/organisation.md", OrganisationDocument.markdown(Facts.bundled()),
            "docs/controls.md", ControlsDocument.markdown(catalogue, controls),
            "checks/src/main/resources/frameworks/accepted-findings.yaml",
                Accepted.bundled().exactFile(Lint.run(catalogue, controls, plan)));
    return files.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(file -> DynamicTest.dynamicTest(file.getKey(), () -> compare(file)));
  }

  private static void compare(Map.Entry<String, String> file) throws IOException {
    Path path = ROOT.resolve(file.getKey());
    if (System.getProperty("attestream.regenerate") != null) {
      Files.createDirectories(Objects.requireNonNull(path.getParent()));
      Files.writeString(path, file.getValue());
    }
    String committed = Files.exists(path) ? Files.readString(path) : "";
    if (!committed.equals(file.getValue())) {
      assertThat(committed.lines())
          .as("%s is out of date. Write it anew: %s", file.getKey(), COMMAND)
          .containsExactlyElementsOf(file.getValue().lines().toList());
    }
  }

  private static Path root() {
    Path here = Path.of("").toAbsolutePath();
    return Files.exists(here.resolve("checks/pom.xml"))
        ? here
        : Objects.requireNonNull(here.getParent());
  }
}
