package io.attestream.agent.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.attestream.checks.catalogue.Catalogue;
import io.attestream.checks.catalogue.CatalogueLoader;
import io.attestream.checks.control.Control;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.checks.model.Check;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The generated documents are what is committed; {@code -Dattestream.regenerate=true} writes them. */
final class IamPolicyTest {
  private static final Path PAGE = Path.of("../docs/aws.md");
  private static final String BEGIN = "<!-- generated: begin -->\n";
  private static final String END = "<!-- generated: end -->";

  @Test
  void thePoliciesAreTheCommittedOnes() throws IOException {
    List<String> documents = IamPolicy.documents();
    for (int i = 0; i < documents.size(); i++) {
      if (Boolean.getBoolean("attestream.regenerate")) {
        Files.writeString(policy(i), documents.get(i));
      }
      assertThat(Files.readString(policy(i))).isEqualTo(documents.get(i));
    }
    assertThat(policy(documents.size())).doesNotExist();
  }

  @Test
  void thePageIsTheCommittedOne() throws IOException {
    String page = Files.readString(PAGE);
    int from = page.indexOf(BEGIN) + BEGIN.length();
    String expected = page.substring(0, from) + table() + page.substring(page.indexOf(END));
    if (Boolean.getBoolean("attestream.regenerate")) {
      Files.writeString(PAGE, expected);
    }
    assertThat(Files.readString(PAGE)).isEqualTo(expected);
  }

  @Test
  void thePolicyOnlyReadsAndReadsNoContent() throws IOException {
    SortedSet<String> actions = new TreeSet<>();
    JsonMapper json = JsonMapper.builder().build();
    for (String document : IamPolicy.documents()) {
      for (JsonNode statement : json.readTree(document).get("Statement")) {
        assertThat(statement.get("Sid").asText()).matches("[A-Za-z0-9]+");
        statement.get("Action").forEach(action -> actions.add(action.asText()));
      }
    }
    assertThat(actions).hasSizeGreaterThan(80);
    assertThat(actions)
        .allMatch(
            action ->
                action.matches("[a-z0-9-]+:(BatchGet|Get|List|Describe|Lookup)[A-Za-z0-9]+")
                    || action.equals("apigateway:GET")
                    || action.equals("iam:GenerateCredentialReport"));
    assertThat(actions)
        .noneMatch(
            action ->
                action.matches(
                    "s3:GetObject|s3:GetObjectVersion|logs:GetLogEvents|kms:Decrypt|secretsmanager:GetSecretValue|secretsmanager:BatchGetSecretValue|dynamodb:GetItem|ssm:GetParameter.*"));
  }

  @Test
  void everyPolicyFitsAManagedPolicyAndARoleTakesThemAll() {
    assertThat(IamPolicy.documents())
        .allMatch(document -> IamPolicy.size(document) <= IamPolicy.MAX_SIZE)
        .hasSizeLessThanOrEqualTo(10);
  }

  @Test
  void everyAwsCheckHasACollectorOfItsType() {
    SortedSet<String> served = new TreeSet<>();
    AwsServices.ALL.forEach(service -> service.types().forEach(type -> served.add(type.name())));
    assertThat(CatalogueLoader.bundled().checks())
        .filteredOn(check -> check.resource().startsWith("aws."))
        .extracting(Check::resource)
        .allMatch(served::contains);
  }

  private static Path policy(int index) {
    return Path.of("../docs/aws-policy" + (index == 0 ? "" : "-" + (index + 1)) + ".json");
  }

  private static String table() {
    Catalogue catalogue = CatalogueLoader.bundled();
    StringBuilder table =
        new StringBuilder("\n| IAM action | needed for | checks |\n|---|---|---|\n");
    IamPolicy.typesByAction()
        .forEach(
            (action, types) ->
                table.append(
                    "| `%s` | %s | %d |\n"
                        .formatted(action, String.join(", ", types), checks(catalogue, types))));
    table.append("\n| resource type | checks |\n|---|---|\n");
    SortedSet<String> all = new TreeSet<>();
    IamPolicy.typesByAction().values().forEach(all::addAll);
    all.remove("units");
    for (String type : all) {
      String ids =
          String.join(
              "<br>",
              catalogue.forType(type).stream().map(check -> "`" + check.id() + "`").toList());
      table.append("| %s | %s |\n".formatted(type, ids.isEmpty() ? "none yet" : ids));
    }
    table.append(controls(catalogue));
    return table.append('\n').toString();
  }

  /** From a control to the services that evidence it and how many rights that takes in each. */
  private static String controls(Catalogue catalogue) {
    StringBuilder table =
        new StringBuilder(
            "\n| control | checks | services, with the rights they take |\n|---|---|---|\n");
    for (Control control : ControlRegistry.bundled().controls()) {
      List<Check> checks =
          catalogue.checks().stream()
              .filter(check -> check.provider().equals("aws"))
              .filter(
                  check ->
                      check.controls().stream()
                          .anyMatch(edge -> edge.control().equals(control.id())))
              .toList();
      if (!checks.isEmpty()) {
        table.append(
            "| %s %s | %d | %s |\n"
                .formatted(control.id(), control.title(), checks.size(), services(checks)));
      }
    }
    return table.toString();
  }

  private static String services(List<Check> checks) {
    SortedMap<String, Long> rights = new TreeMap<>();
    IamPolicy.typesByAction()
        .forEach(
            (action, types) -> {
              if (checks.stream().anyMatch(check -> types.contains(check.resource()))) {
                rights.merge(action.split(":", 2)[0], 1L, Long::sum);
              }
            });
    return rights.entrySet().stream()
        .map(right -> right.getKey() + " " + right.getValue())
        .collect(Collectors.joining(", "));
  }

  private static long checks(Catalogue catalogue, SortedSet<String> types) {
    return types.stream().mapToLong(type -> catalogue.forType(type).size()).sum();
  }
}
