package io.attestream.agent.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attestream.agent.kubernetes.KubernetesKinds;
import io.attestream.agent.kubernetes.testing.RecordingSink;
import io.attestream.agent.resource.Enumeration;
import io.attestream.agent.resource.SourceException;
import io.attestream.evidence.model.ScopeUnit;
import io.attestream.evidence.model.UnknownReason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestsSourceTest {
  private static final ScopeUnit UNIT = new ScopeUnit("manifests:shop");
  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: %s}
      spec:
        containers:
        - {name: app, image: "nginx:1.27", command: ["serve", "--password=hunter2xyz"], env: [{name: DB_PASSWORD, value: s3cr3t-value}]}
      """;

  @TempDir Path directory;

  @Test
  void readsManyDocumentsAndTakesListsApart() throws Exception {
    write("a.yaml", "# first\n---\n" + POD.formatted("one") + "---\n---\n" + POD.formatted("two"));
    write(
        "b/list.json",
        """
        {"apiVersion": "v1", "kind": "List", "items": [
          {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "shop"}},
          {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "three", "namespace": "shop"}, "spec": {"containers": []}}]}
        """);
    write("README.md", "not a manifest");

    var sink = scan();

    assertThat(sink.ids())
        .containsExactly(
            "v1/Namespace/shop", "v1/Pod/default/one", "v1/Pod/default/two", "v1/Pod/shop/three");
    assertThat(sink.enumerations().keySet()).isEqualTo(KubernetesKinds.objectTypes());
    assertThat(sink.enumerations().values()).allMatch(Enumeration::complete);
    assertThat(sink.enumeration("k8s.workload").items()).isEqualTo(3);
  }

  @Test
  void ofManyDocumentsTheLastOfANameStands() throws Exception {
    for (int file = 0; file < 4; file++) {
      var text = new StringBuilder();
      for (int i = 0; i < 150; i++) {
        text.append("---\napiVersion: v1\nkind: Service\nmetadata: {name: s-%d}\n".formatted(i))
            .append("spec: {externalName: from-%d}\n".formatted(file * 1000 + i));
        if (i % 50 == 49) {
          text.append("---\nkind: Ingress\nbroken: [%d-%d\n".formatted(file, i));
        }
      }
      write("part-" + file + ".yaml", text.toString());
    }

    var sink = scan();

    assertThat(sink.ids()).hasSize(150);
    for (int i = 0; i < 150; i++) {
      assertThat(sink.resource("v1/Service/default/s-" + i).document().get("spec"))
          .isEqualTo(Map.of("externalName", "from-" + (3000 + i)));
    }
    assertThat(sink.enumeration("k8s.ingress").blindSpot().orElseThrow().detail())
        .as("the first problem")
        .startsWith("part-0.yaml:");
  }

  @Test
  void noSecretValueAndNoCommandLineIsInADocument() throws Exception {
    write("pod.yaml", POD.formatted("one"));

    var document = scan().resource("v1/Pod/default/one").document();

    assertThat(document.toString()).doesNotContain("s3cr3t").doesNotContain("hunter2");
    assertThat(document.get("attestream"))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
        .containsEntry("secretEnv", List.of("app/DB_PASSWORD"))
        .containsEntry("secretArgs", List.of("app"));
  }

  @Test
  void aBrokenDocumentNamesItsLineAndOnlyItsTypeIsIncomplete() throws Exception {
    write(
        "mixed.yaml",
        POD.formatted("good")
            + "---\napiVersion: v1\nkind: Service\nmetadata:\n  name: [broken\n---\n"
            + POD.formatted("alsogood"));

    var sink = scan();

    assertThat(sink.ids()).containsExactly("v1/Pod/default/alsogood", "v1/Pod/default/good");
    var failure = sink.enumeration("k8s.service").blindSpot().orElseThrow();
    assertThat(failure.reason()).isEqualTo(UnknownReason.UNPARSABLE);
    assertThat(failure.detail()).startsWith("mixed.yaml:11:");
    assertThat(sink.enumeration("k8s.workload").complete()).isTrue();
  }

  @Test
  void aDocumentThatDoesNotTellItsKindMakesEveryTypeIncomplete() throws Exception {
    write("good.yaml", POD.formatted("good"));
    write("bad.yaml", "{{ .Values.template }}\n");

    var sink = scan();

    assertThat(sink.ids()).containsExactly("v1/Pod/default/good");
    assertThat(sink.enumerations().values()).noneMatch(Enumeration::complete);
  }

  @Test
  void aKindThatIsNotKnownIsPassedOver() throws Exception {
    write("crd.yaml", "apiVersion: example.org/v1\nkind: Widget\nmetadata: {name: w}\n");

    assertThat(scan().ids()).isEmpty();
  }

  @Test
  void aliasesThatGrowWithoutBoundAreRefused() throws Exception {
    var bomb =
        new StringBuilder(
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: bomb}\na0: &a0 [x, x]\n");
    for (int i = 1; i <= 24; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    write("bomb.yaml", bomb.toString());

    var failure = scan().enumeration("k8s.configmap").blindSpot().orElseThrow();

    assertThat(failure.reason()).isEqualTo(UnknownReason.LIMIT_EXCEEDED);
    assertThat(failure.detail()).startsWith("bomb.yaml:1:");
  }

  @Test
  void deepNestingIsRefused() throws Exception {
    write("deep.yaml", "kind: Service\nspec: " + "[".repeat(20_000) + "]".repeat(20_000));

    var failure = scan().enumeration("k8s.service").blindSpot().orElseThrow();

    assertThat(failure.reason()).isEqualTo(UnknownReason.LIMIT_EXCEEDED);
  }

  @Test
  void filesAndDocumentsAreBounded() throws Exception {
    write("a.yaml", POD.formatted("one") + "---\n" + POD.formatted("two"));
    write("b.yaml", POD.formatted("three"));
    var sink = new RecordingSink();

    new ManifestsSource(directory, "shop", new ManifestLimits(1, 10_000, 1, 5, 50, 1_000))
        .scan(UNIT, sink);

    assertThat(sink.ids()).containsExactly("v1/Pod/default/one");
    assertThat(sink.enumeration("k8s.workload").blindSpot().orElseThrow().reason())
        .isEqualTo(UnknownReason.LIMIT_EXCEEDED);
  }

  @Test
  void bytesThatAreNotUtf8AreReported() throws Exception {
    Files.write(directory.resolve("latin.yaml"), new byte[] {'a', ':', ' ', (byte) 0xE9});

    assertThat(scan().enumeration("k8s.workload").complete()).isFalse();
  }

  @Test
  void aReferenceToARoleOutsideTheManifestsIsUnknownAndNotMissing() throws Exception {
    write(
        "binding.yaml",
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: b, namespace: shop}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: edit}
        subjects: [{kind: ServiceAccount, name: web}]
        """);

    var binding = scan().resource("rbac.authorization.k8s.io/v1/RoleBinding/shop/b");

    assertThat(binding.blind())
        .extracting(spot -> spot.path() + " " + spot.reason())
        .containsExactly(
            "attestream.role NOT_OBSERVED", "attestream.missingServiceAccounts NOT_OBSERVED");
    assertThat(binding.document())
        .containsEntry("attestream", Map.of("subjects", List.of("ServiceAccount/shop/web")));
  }

  @Test
  void aMissingDirectoryIsToldAtOnce() {
    var source = new ManifestsSource(directory.resolve("nowhere"), "shop");

    assertThatThrownBy(source::units)
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("nowhere");
  }

  private RecordingSink scan() throws InterruptedException {
    var sink = new RecordingSink();
    new ManifestsSource(directory, "shop").scan(UNIT, sink);
    return sink;
  }

  private void write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
  }
}
