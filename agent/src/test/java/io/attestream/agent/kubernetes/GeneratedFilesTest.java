package io.attestream.agent.kubernetes;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Files that are generated from the kinds. {@code mvn test -Dtest=GeneratedFilesTest -Dattestream.regenerate} writes them. */
class GeneratedFilesTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final String BEGIN = "<!-- generated: kinds -->\n";
  private static final String END = "<!-- end of generated -->\n";

  @Test
  void theChartsClusterRoleIsWhatTheKindsNeed() throws IOException {
    same(
        ROOT.resolve("helm/attestream-agent/files/clusterrole-rules.yaml"),
        ClusterRoleRules.yaml());
  }

  @Test
  void theDocumentListsEveryKind() throws IOException {
    Path file = ROOT.resolve("docs/kubernetes.md");
    String text = Files.readString(file);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    assertThat(begin).as("the mark " + BEGIN).isNotNegative();
    assertThat(end).as("the mark " + END).isGreaterThan(begin);
    same(file, text.substring(0, begin) + BEGIN + kinds() + text.substring(end));
  }

  @Test
  void nothingButReadingIsAsked() {
    assertThat(ClusterRoleRules.yaml().lines().filter(line -> line.contains("verbs:")))
        .allMatch(verbs -> verbs.matches("  verbs: \\[(get|list, watch)]"));
    assertThat(ClusterRoleRules.yaml().lines().filter(line -> line.contains("resources:")))
        .noneMatch(resources -> resources.contains("secrets") || resources.contains("*"));
  }

  private static String kinds() {
    var table =
        new StringBuilder(
            "| resource type | kind | API | read by | needed as well for |\n|---|---|---|---|---|\n");
    table.append("| `k8s.cluster` | the cluster itself | `/version` | get | |\n");
    for (Kind kind : KubernetesKinds.ALL) {
      table.append(
          "| `%s` | %s | `%s/%s` | list, watch%s |%s |\n"
              .formatted(
                  kind.type(),
                  kind.name(),
                  kind.apiVersion(),
                  kind.plural(),
                  kind.addOn() ? "; where it is installed" : "",
                  neededFor(kind)));
    }
    return table.toString();
  }

  private static String neededFor(Kind kind) {
    return DerivedMembers.types().stream()
        .flatMap(
            type ->
                DerivedMembers.of(type).entrySet().stream()
                    .filter(member -> member.getValue().contains(kind))
                    .map(member -> " `" + type.substring(4) + "." + member.getKey() + "`"))
        .collect(joining(","));
  }

  private static void same(Path file, String expected) throws IOException {
    if (System.getProperty("attestream.regenerate") != null) {
      Files.writeString(file, expected);
    }
    assertThat(Files.readString(file))
        .as(file + " is generated; write it anew with -Dattestream.regenerate")
        .isEqualTo(expected);
  }
}
