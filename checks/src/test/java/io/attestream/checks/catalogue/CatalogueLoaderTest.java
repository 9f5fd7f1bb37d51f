package io.attestream.checks.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.attestream.checks.yaml.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CatalogueLoaderTest {
  private static final String GOOD =
      """
      id: aws.s3.bucket.versioned
      plan: [S3-06]
      version: 1
      title: Versioned
      severity: medium
      resource: aws.s3.bucket
      controls:
        - {id: "8.13", strength: partial, why: Old versions survive.}
      params:
        wanted: {type: string, default: Enabled, description: The state}
      observe: [Versioning.Status]
      applies: has(r.Versioning)
      passes: r.Versioning.Status == params.wanted
      message: Not versioned.
      rationale: Mistakes stay reversible.
      remediation: {cli: aws s3api put-bucket-versioning}
      references: ["https://docs.aws.amazon.com/"]
      cases:
        - {name: on, expect: pass, resource: {Versioning: {Status: Enabled}}}
        - {name: off, expect: fail, resource: {Versioning: {Status: Suspended}}}
        - {name: bare, expect: unknown, resource: {Versioning: {}}}
        - {name: none, expect: na, resource: {}}
      """;

  @Test
  void readsAGoodFile() {
    Catalogue catalogue = CatalogueLoader.parse(Map.of("a.yaml", bytes(GOOD)));
    assertThat(catalogue.byId("aws.s3.bucket.versioned"))
        .hasValueSatisfying(
            check -> {
              assertThat(check.pinned()).isEqualTo("aws.s3.bucket.versioned@1");
              assertThat(check.provider()).isEqualTo("aws");
              assertThat(check.usesClock()).isFalse();
              assertThat(check.controls().get(0).key()).isTrue();
              assertThat(check.cases()).hasSize(4);
            });
    assertThat(catalogue.forType("aws.s3.bucket")).hasSize(1);
    assertThat(catalogue.forType("aws.s3.nothing")).isEmpty();
  }

  @Test
  void namesFileLineAndNearKey() {
    assertThat(problems(text -> text.replace("severity: medium", "severty: medium")))
        .contains(
            "a.yaml:5: unknown key 'severty'; did you mean 'severity'?",
            "a.yaml:1: key 'severity' is missing");
  }

  @Test
  void findsAllMistakesAtOnce() {
    List<String> problems =
        problems(
            text ->
                text.replace("version: 1", "version: none")
                    .replace("id: \"8.13\"", "id: \"9.13\"")
                    .replace("severity: medium", "severity: hihg")
                    .replace("https://", "http://")
                    .replace("expect: na", "expect: maybe")
                    .replace("params.wanted", "params.wnated"));
    assertThat(problems)
        .contains(
            "a.yaml:3: 'version' must be a whole number of at least 1",
            "a.yaml:5: 'severity' is 'hihg', expected one of critical, high, medium, low;"
                + " did you mean 'high'?",
            "a.yaml:8: 'id' is '9.13', expected an Annex A number such as \"8.15\"",
            "a.yaml:9: no expression reads params.wanted",
            "a.yaml:13: 'passes' reads params.wnated, which is not declared; did you mean"
                + " 'wanted'?",
            "a.yaml:17: 'http://docs.aws.amazon.com/' is no https link",
            "a.yaml:22: 'expect' is 'maybe', expected one of pass, fail, na, unknown",
            "a.yaml:18: the check has 'applies', but no case expects na");
  }

  @Test
  void anExpressionThatReadsMoreThanIsObservedIsRefused() {
    assertThat(
            problems(text -> text.replace("== params.wanted", "== r.Other.Thing + params.wanted")))
        .containsExactly("a.yaml:13: 'passes' reads r.Other.Thing, which 'observe' does not hold");
  }

  @Test
  void whatNoExpressionReadsIsNotObserved() {
    assertThat(problems(text -> text.replace("[Versioning.Status]", "[Versioning.Status, Name]")))
        .containsExactly(
            "a.yaml:11: no expression reads 'Name'; remove it or move it to 'context'");
    assertThat(problems(text -> text.replace("applies:", "context: [Versioning]\napplies:")))
        .containsExactly("a.yaml:12: an expression reads 'Versioning'; move it to 'observe'");
  }

  @Test
  void aListThatIsOnlyCountedMayHaveContextBelowIt() {
    Catalogue catalogue =
        CatalogueLoader.parse(
            Map.of(
                "a.yaml",
                bytes(
                    GOOD.replace("[Versioning.Status]", "['Rules[].Status', Versioning]")
                        .replace(
                            "applies: has(r.Versioning)",
                            "applies: has(r.Versioning)\ncontext: ['Rules[].Id']")
                        .replace(
                            "== params.wanted",
                            "== params.wanted && (!has(r.Rules) || size(r.Rules) < 9)"))));
    assertThat(catalogue.checks()).hasSize(1);
  }

  @Test
  void anExpressionThatDoesNotCompileIsShownWithItsPlace() {
    assertThat(problems(text -> text.replace("== params.wanted", "=== 1")))
        .singleElement()
        .asString()
        .startsWith("a.yaml:13: 'passes' column ");
    assertThat(problems(text -> text.replace("== params.wanted", "+ 'x'")))
        .singleElement()
        .asString()
        .contains("'passes' column")
        .contains("bool");
    assertThat(
            problems(
                text ->
                    text.replace("== params.wanted", "== params.wanted && nothing(r.Versioning)")))
        .singleElement()
        .asString()
        .contains("undeclared reference");
  }

  @Test
  void anIdIsBelowItsResourceTypeAndThereOnce() {
    assertThat(
            problems(text -> text.replace("id: aws.s3.bucket.versioned", "id: aws.ec2.volume.x")))
        .containsExactly("a.yaml:1: id must begin with the resource type 'aws.s3.bucket.'");
    CatalogueException twice =
        catchThrowableOfType(
            CatalogueException.class,
            () -> CatalogueLoader.parse(Map.of("a.yaml", bytes(GOOD), "b.yaml", bytes(GOOD))));
    assertThat(twice.problems())
        .singleElement()
        .asString()
        .contains("aws.s3.bucket.versioned is already in");
  }

  @Test
  void nullsFractionsAliasesTagsAndDuplicateKeysAreRefused() {
    assertThat(problems(text -> text.replace("Status: Suspended", "Status: ")))
        .containsExactly("a.yaml:20: value is empty or null; leave the key out");
    assertThat(problems(text -> text.replace("Status: Suspended", "Status: 1.5")))
        .containsExactly(
            "a.yaml:20: '1.5' is no whole number below 2^53; put it in quotes as text");
    assertThat(problems(text -> text.replace("title: Versioned", "title: &a Versioned")))
        .containsExactly("a.yaml:4: anchors are not allowed here");
    assertThat(problems(text -> text.replace("title: Versioned", "title: !!str Versioned")))
        .hasSize(1);
    assertThat(problems(text -> text.replace("title: Versioned", "title: a\ntitle: b")))
        .containsExactly("a.yaml:5: key 'title' is already there, line 4");
  }

  @Test
  void deepLargeAndBrokenFilesAreRefused() {
    assertThat(problems(text -> "a: " + "[".repeat(100) + "]".repeat(100)))
        .containsExactly("a.yaml:1: nested deeper than 40");
    assertThat(problems(text -> "a: " + "x".repeat(1 << 20)))
        .containsExactly("a.yaml:1: file is larger than 1048576 bytes");
    assertThat(problems(text -> "a: [")).singleElement().asString().contains("not YAML");
    assertThat(problems(text -> "")).containsExactly("a.yaml:1: file is empty");
    assertThat(problems(text -> "just text"))
        .containsExactly("a.yaml:1: a check must be a map, it is text");
  }

  @Test
  void anOrganisationAddsItsOwnDirectory(@TempDir Path directory) throws IOException {
    Path file = Files.createDirectories(directory.resolve("deep")).resolve("own.yaml");
    Files.write(file, bytes(GOOD));
    assertThat(CatalogueLoader.load(List.of(directory)).checks()).hasSize(1);
    Catalogue both = CatalogueLoader.bundledWith(List.of(directory));
    assertThat(both.checks()).hasSize(CatalogueLoader.bundled().checks().size() + 1);
  }

  private static List<String> problems(UnaryOperator<String> change) {
    String text = change.apply(GOOD);
    CatalogueException error =
        catchThrowableOfType(
            CatalogueException.class, () -> CatalogueLoader.parse(Map.of("a.yaml", bytes(text))));
    return error.problems().stream().map(Problem::toString).toList();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
