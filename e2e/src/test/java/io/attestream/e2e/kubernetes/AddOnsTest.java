package io.attestream.e2e.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.agent.kubernetes.KubernetesConfig;
import io.attestream.agent.kubernetes.KubernetesSource;
import io.attestream.agent.resource.Resource;
import io.attestream.checks.catalogue.CatalogueLoader;
import io.attestream.checks.engine.CheckProgram;
import io.attestream.checks.engine.Engine;
import io.attestream.checks.engine.Parameters;
import io.attestream.e2e.components.KubeApiServer;
import io.attestream.e2e.components.RequiresComponent;
import io.attestream.evidence.model.ScopeUnit;
import io.attestream.evidence.model.Verdict;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Objects of add-ons, kept by a real API server under definitions that take any content. */
@RequiresComponent("kube-apiserver")
class AddOnsTest {
  private static final Engine ENGINE = new Engine(CatalogueLoader.bundled(), Parameters.DEFAULTS);
  private static final Clock CLOCK = Clock.systemUTC();

  /** Group, version, kind, plural, scope. */
  private static final String DEFINITIONS =
      """
      velero.io v1 Schedule schedules Namespaced
      velero.io v1 Restore restores Namespaced
      aquasecurity.github.io v1alpha1 VulnerabilityReport vulnerabilityreports Namespaced
      wgpolicyk8s.io v1alpha2 PolicyReport policyreports Namespaced
      wgpolicyk8s.io v1alpha2 ClusterPolicyReport clusterpolicyreports Cluster
      kyverno.io v1 ClusterPolicy clusterpolicies Cluster
      cilium.io v2 CiliumNetworkPolicy ciliumnetworkpolicies Namespaced
      monitoring.coreos.com v1 PrometheusRule prometheusrules Namespaced
      kustomize.toolkit.fluxcd.io v1 Kustomization kustomizations Namespaced
      """;

  private static final String OBJECTS =
      """
      apiVersion: velero.io/v1
      kind: Schedule
      metadata: {name: nightly, namespace: shop}
      ---
      apiVersion: velero.io/v1
      kind: Restore
      metadata: {name: long-ago, namespace: shop}
      status: {phase: Completed, completionTimestamp: "2020-01-01T00:00:00Z"}
      ---
      apiVersion: aquasecurity.github.io/v1alpha1
      kind: VulnerabilityReport
      metadata: {name: good, namespace: shop}
      report: {vulnerabilities: [{vulnerabilityID: CVE-2020-1, severity: LOW, fixedVersion: "2"}]}
      ---
      apiVersion: aquasecurity.github.io/v1alpha1
      kind: VulnerabilityReport
      metadata: {name: bad, namespace: shop}
      report: {vulnerabilities: [{vulnerabilityID: CVE-2020-2, severity: CRITICAL, fixedVersion: "2", publishedDate: "2020-01-01T00:00:00Z"}]}
      ---
      apiVersion: wgpolicyk8s.io/v1alpha2
      kind: PolicyReport
      metadata: {name: good, namespace: shop}
      results: [{policy: labels, result: pass}]
      ---
      apiVersion: wgpolicyk8s.io/v1alpha2
      kind: ClusterPolicyReport
      metadata: {name: bad}
      results: [{policy: labels, result: fail, timestamp: {seconds: 1600000000, nanos: 0}}]
      ---
      apiVersion: kyverno.io/v1
      kind: ClusterPolicy
      metadata: {name: good}
      spec: {rules: [{name: signed, verifyImages: [{imageReferences: ["*"], failureAction: Enforce}]}]}
      ---
      apiVersion: kyverno.io/v1
      kind: ClusterPolicy
      metadata: {name: bad}
      spec: {validationFailureAction: Audit, rules: [{name: signed, verifyImages: [{imageReferences: ["*"]}], validate: {message: "no"}}]}
      ---
      apiVersion: cilium.io/v2
      kind: CiliumNetworkPolicy
      metadata: {name: good, namespace: shop}
      spec: {egress: [{toFQDNs: [{matchName: api.example.com}]}]}
      ---
      apiVersion: cilium.io/v2
      kind: CiliumNetworkPolicy
      metadata: {name: bad, namespace: shop}
      spec: {egress: [{toFQDNs: [{matchPattern: "*"}]}]}
      ---
      apiVersion: monitoring.coreos.com/v1
      kind: PrometheusRule
      metadata: {name: good, namespace: shop}
      spec: {groups: [{name: shop, rules: [{alert: Down, expr: up == 0, labels: {severity: critical}}]}]}
      ---
      apiVersion: monitoring.coreos.com/v1
      kind: PrometheusRule
      metadata: {name: bad, namespace: shop}
      spec: {groups: [{name: shop, rules: [{alert: Down, expr: up == 0}]}]}
      ---
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: {name: good, namespace: shop}
      spec: {interval: 10m}
      status: {conditions: [{type: Ready, status: "True"}]}
      ---
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: {name: bad, namespace: shop}
      spec: {interval: 10m, suspend: true}
      status: {conditions: [{type: Ready, status: "True"}]}
      """;

  private static final AwaitedSink SEEN = new AwaitedSink();

  @BeforeAll
  static void scan() throws InterruptedException {
    try (KubeApiServer server = KubeApiServer.start()) {
      List<String[]> definitions =
          DEFINITIONS.lines().map(line -> line.strip().split(" ")).toList();
      definitions.forEach(cells -> server.apply(definition(cells)));
      definitions.forEach(
          cells ->
              server.kubectl(
                  "wait",
                  "--for=condition=Established",
                  "--timeout=60s",
                  "crd/" + cells[3] + "." + cells[0]));
      server.apply(
          """
          apiVersion: v1
          kind: Namespace
          metadata: {name: shop, labels: {environment: prod}}
          ---
          apiVersion: v1
          kind: Namespace
          metadata: {name: trial, labels: {environment: test}}
          """);
      server.apply(OBJECTS);
      try (KubernetesSource source =
          KubernetesSource.open(
              KubernetesConfig.kubeconfig(server.kubeconfig(), null, "prod"),
              CLOCK,
              new Random(7))) {
        source.scan(new ScopeUnit("kubernetes:prod"), SEEN);
      }
    }
  }

  @AfterAll
  static void nothingIsLeftToClose() {
    assertThat(SEEN.enumerations()).containsKey("k8s.kyvernopolicy");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "k8s.vulnerabilityreport.critical-is-fixed, aquasecurity.github.io/v1alpha1/VulnerabilityReport/shop/",
    "k8s.kyvernopolicy.unsigned-images-are-refused, kyverno.io/v1/ClusterPolicy/",
    "k8s.ciliumnetworkpolicy.domains-are-named, cilium.io/v2/CiliumNetworkPolicy/shop/",
    "k8s.prometheusrule.alerts-have-severity, monitoring.coreos.com/v1/PrometheusRule/shop/",
    "k8s.kustomization.is-ready, kustomize.toolkit.fluxcd.io/v1/Kustomization/shop/",
  })
  void theGoodOnePassesAndTheBadOneFails(String check, String prefix) {
    assertThat(verdict(check, prefix + "good")).isEqualTo(Verdict.PASS);
    assertThat(verdict(check, prefix + "bad")).isEqualTo(Verdict.FAIL);
  }

  @ParameterizedTest(name = "{0} {2}")
  @CsvSource({
    "k8s.policyreport.failures-are-handled, wgpolicyk8s.io/v1alpha2/PolicyReport/shop/good, PASS",
    "k8s.policyreport.failures-are-handled, wgpolicyk8s.io/v1alpha2/ClusterPolicyReport/bad, FAIL",
    "k8s.kyvernopolicy.enforces, kyverno.io/v1/ClusterPolicy/bad, FAIL",
    "k8s.cluster.restore-was-tested, cluster/prod, FAIL",
    "k8s.cluster.environments-are-apart, cluster/prod, FAIL",
    "k8s.namespace.images-are-scanned, v1/Namespace/shop, NOT_APPLICABLE",
  })
  void whatThereIsOneOfIsJudged(String check, String id, String status) {
    assertThat(verdict(check, id).status().name()).isEqualTo(status);
  }

  private static Verdict verdict(String check, String id) {
    CheckProgram program = ENGINE.program(check);
    Resource resource = SEEN.resource(id).orElseThrow(() -> new AssertionError("no " + id));
    return program.judge(program.project(resource.document(), resource.blind()), CLOCK.instant());
  }

  private static String definition(String[] cells) {
    return """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: %4$s.%1$s}
        spec:
          group: %1$s
          scope: %5$s
          names: {kind: %3$s, plural: %4$s, singular: %6$s}
          versions:
          - name: %2$s
            served: true
            storage: true
            schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
        """
        .formatted(
            cells[0], cells[1], cells[2], cells[3], cells[4], cells[2].toLowerCase(Locale.ROOT));
  }
}
