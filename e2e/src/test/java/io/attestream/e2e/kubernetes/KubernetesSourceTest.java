package io.attestream.e2e.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.agent.kubernetes.KubernetesConfig;
import io.attestream.agent.kubernetes.KubernetesSource;
import io.attestream.agent.resource.Enumeration;
import io.attestream.agent.resource.Resource;
import io.attestream.e2e.components.KubeApiServer;
import io.attestream.e2e.components.RequiresComponent;
import io.attestream.evidence.model.BlindSpot;
import io.attestream.evidence.model.ScopeUnit;
import io.attestream.evidence.model.UnknownReason;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@RequiresComponent("kube-apiserver")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KubernetesSourceTest {
  // Longer than any test waits: what comes, comes from the watch.
  private static final Duration NO_POLL = Duration.ofMinutes(5);
  private static final ScopeUnit UNIT = new ScopeUnit("kubernetes:prod");
  private static final String DEPLOYMENT =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: %1$s, namespace: %2$s}
      spec:
        replicas: 2
        selector: {matchLabels: {app: %1$s}}
        template:
          metadata: {labels: {app: %1$s}}
          spec:
            serviceAccountName: web
            containers:
            - {name: app, image: "registry.example.com/app:1", env: [{name: DB_PASSWORD, value: s3cr3t-value}]}
      ---
      """;

  private final KubeApiServer server = KubeApiServer.start();
  private @Nullable Thread watcher;

  @AfterAll
  void stop() {
    server.close();
  }

  @AfterEach
  void endWatch() throws InterruptedException {
    Thread thread = watcher;
    if (thread != null) {
      thread.interrupt();
      thread.join(10_000);
      assertThat(thread.isAlive()).as("the watch ends when it is interrupted").isFalse();
      watcher = null;
    }
  }

  @Test
  void listsEveryKindInPagesWithItsRelations() throws Exception {
    namespace("pages");
    server.apply(
        IntStream.range(0, 25)
            .mapToObj(i -> DEPLOYMENT.formatted("web" + i, "pages"))
            .collect(Collectors.joining()));
    server.apply(denyAll("pages"));
    var sink = new AwaitedSink();

    open(server.kubeconfig(), 7, NO_POLL).scan(UNIT, sink);

    assertThat(sink.enumerations().values()).allMatch(Enumeration::complete);
    assertThat(enumeration(sink, "k8s.workload").pages()).isGreaterThan(9);
    for (int i = 0; i < 25; i++) {
      var workload = sink.resource("apps/v1/Deployment/pages/web" + i).orElseThrow();
      assertThat(own(workload))
          .containsEntry(
              "networkPolicies", Map.of("ingress", List.of("deny"), "egress", List.of("deny")))
          .containsEntry("secretEnv", List.of("app/DB_PASSWORD"));
      assertThat(workload.document().toString()).doesNotContain("s3cr3t");
    }
    assertThat(own(sink.resource("v1/Namespace/pages").orElseThrow()))
        .containsEntry("workloads", 25L)
        .containsEntry("resourceQuotas", 0L);
    var cluster = sink.resource("cluster/prod").orElseThrow();
    assertThat(cluster.document().toString()).contains("gitVersion=v1.");
    assertThat(sink.resources().keySet()).noneMatch(id -> id.contains("/Secret/"));
  }

  @Test
  void theWatchTellsOfAdditionsChangesAndDeletions() throws Exception {
    namespace("live");
    var sink = watch(server.kubeconfig(), NO_POLL);

    server.apply(DEPLOYMENT.formatted("web", "live"));
    String id = "apps/v1/Deployment/live/web";
    sink.await(id, Optional::isPresent);
    server.kubectl("scale", "-n", "live", "deployment/web", "--replicas=5");
    sink.await(id, r -> Long.valueOf(5).equals(r.orElseThrow().document().get("replicas")));
    server.kubectl("delete", "-n", "live", "deployment/web", "--wait=false");
    sink.await(id, Optional::isEmpty);
  }

  @Test
  void aPolicyAQuotaOrABindingBringsItsRelativesAgain() throws Exception {
    namespace("kin");
    server.apply(DEPLOYMENT.formatted("web", "kin"));
    var sink = watch(server.kubeconfig(), NO_POLL);
    String workload = "apps/v1/Deployment/kin/web";

    server.apply(denyAll("kin"));
    sink.await(workload, r -> value(r, "networkPolicies").toString().contains("deny"));
    server.kubectl("create", "quota", "-n", "kin", "all", "--hard=pods=10");
    sink.await("v1/Namespace/kin", r -> value(r, "resourceQuotas").equals(1L));
    server.kubectl(
        "create",
        "rolebinding",
        "-n",
        "kin",
        "b",
        "--clusterrole=view",
        "--serviceaccount=kin:web");
    sink.await(workload, r -> value(r, "serviceAccountBound").equals(true));
    server.kubectl("delete", "-n", "kin", "networkpolicy/deny");
    sink.await(workload, r -> !value(r, "networkPolicies").toString().contains("deny"));
  }

  @Test
  void whatRbacDeniesIsBlindAndNeverAbsent() throws Exception {
    namespace("limited");
    server.apply(DEPLOYMENT.formatted("web", "limited"));
    server.apply(
        """
        apiVersion: v1
        kind: ServiceAccount
        metadata: {name: agent, namespace: limited}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: limited-agent}
        rules:
        - {apiGroups: [""], resources: [namespaces, pods], verbs: [get, list, watch]}
        - {apiGroups: [apps], resources: [deployments, statefulsets, daemonsets, replicasets], verbs: [get, list, watch]}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: limited-agent}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: limited-agent}
        subjects: [{kind: ServiceAccount, name: agent, namespace: limited}]
        """);
    var sink = new AwaitedSink();

    open(server.kubeconfigOf("limited", "agent"), 500, NO_POLL).scan(UNIT, sink);

    var denied = enumeration(sink, "k8s.networkpolicy").blindSpot().orElseThrow();
    assertThat(denied)
        .isEqualTo(
            new BlindSpot(
                "",
                UnknownReason.ACCESS_DENIED,
                "networking.k8s.io/v1/networkpolicies:list",
                "Forbidden"));
    assertThat(enumeration(sink, "k8s.workload").blindSpot().orElseThrow().api())
        .isEqualTo("batch/v1/jobs:list");
    var namespace = sink.resource("v1/Namespace/limited").orElseThrow();
    assertThat(own(namespace)).doesNotContainKey("networkPolicies");
    assertThat(namespace.blind())
        .extracting(BlindSpot::path)
        .containsExactly(
            "attestream.networkPolicies",
            "attestream.resourceQuotas",
            "attestream.limitRanges",
            // the server refuses before it says whether the kind exists at all
            "attestream.vulnerabilityReports",
            "attestream.workloads");
  }

  @Test
  void aPermissionThatIsGrantedLaterIsUsed() throws Exception {
    namespace("late");
    server.apply(
        "{apiVersion: v1, kind: ServiceAccount, metadata: {name: agent, namespace: late}}");
    var sink = watch(server.kubeconfigOf("late", "agent"), Duration.ofMillis(300));
    sink.awaitEnumeration("k8s.namespace", enumeration -> !enumeration.complete());

    server.kubectl(
        "create",
        "clusterrolebinding",
        "late",
        "--clusterrole=cluster-admin",
        "--serviceaccount=late:agent");

    sink.awaitEnumeration("k8s.namespace", Enumeration::complete);
    sink.await("v1/Namespace/late", r -> r.isPresent() && r.get().blind().isEmpty());
  }

  @Test
  void anApiServerThatRestartsIsFollowedAgain() throws Exception {
    namespace("restart");
    server.apply(DEPLOYMENT.formatted("old", "restart"));
    var sink = watch(server.kubeconfig(), NO_POLL);
    sink.await("apps/v1/Deployment/restart/old", Optional::isPresent);

    server.restartApiServer();
    server.kubectl("delete", "-n", "restart", "deployment/old", "--wait=false");
    server.apply(DEPLOYMENT.formatted("new", "restart"));

    sink.await("apps/v1/Deployment/restart/new", Optional::isPresent);
    sink.await("apps/v1/Deployment/restart/old", Optional::isEmpty);
    assertThat(sink.enumerations().values()).allMatch(Enumeration::complete);
  }

  @Test
  void aVersionThatWasCompactedAwayMakesItListAnew() throws Exception {
    namespace("compacted");
    server.apply(DEPLOYMENT.formatted("old", "compacted"));
    var sink = new AwaitedSink();
    var source = open(server.kubeconfig(), 500, NO_POLL);
    source.scan(UNIT, sink);
    String notOlderThanTheScan = server.resourceVersion("/apis/apps/v1/deployments");
    server.kubectl("delete", "-n", "compacted", "deployment/old", "--wait=false");
    server.apply(DEPLOYMENT.formatted("new", "compacted"));
    server.compact();
    server.restartApiServer(); // its watch cache would still serve the old version
    assertThat(server.watchFrom("/apis/apps/v1/deployments", notOlderThanTheScan))
        .as("the API server no longer serves what the scan saw")
        .contains("\"code\":410");

    follow(source, sink);

    sink.await("apps/v1/Deployment/compacted/new", Optional::isPresent);
    sink.await("apps/v1/Deployment/compacted/old", Optional::isEmpty);
    sink.awaitListings("k8s.workload", 2);
  }

  @Test
  void aClusterThatDoesNotAnswerIsUnreachableAndNotEmpty() throws Exception {
    Path nowhere = server.kubeconfigTo("https://127.0.0.1:1");
    var sink = new AwaitedSink();

    open(nowhere, 500, NO_POLL).scan(UNIT, sink);

    assertThat(sink.resources()).isEmpty();
    assertThat(sink.enumerations()).hasSizeGreaterThan(20);
    assertThat(sink.enumerations().values())
        .allMatch(e -> e.blindSpot().orElseThrow().reason() == UnknownReason.UNREACHABLE);
  }

  private AwaitedSink watch(Path kubeconfig, Duration poll) throws InterruptedException {
    var sink = new AwaitedSink();
    var source = open(kubeconfig, 500, poll);
    source.scan(UNIT, sink);
    follow(source, sink);
    return sink;
  }

  private void follow(KubernetesSource source, AwaitedSink sink) {
    Thread thread =
        new Thread(
            () -> {
              try {
                source.watch(UNIT, sink);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    thread.start();
    watcher = thread;
  }

  private static KubernetesSource open(Path kubeconfig, int pageSize, Duration poll) {
    var config =
        new KubernetesConfig(kubeconfig, null, "prod", pageSize, Duration.ofSeconds(20), poll);
    return KubernetesSource.open(config, Clock.systemUTC(), new Random(7));
  }

  private void namespace(String name) {
    server.kubectl("create", "namespace", name);
  }

  private static String denyAll(String namespace) {
    return """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: deny, namespace: %s}
        spec: {podSelector: {}, policyTypes: [Ingress, Egress]}
        """
        .formatted(namespace);
  }

  private static Enumeration enumeration(AwaitedSink sink, String type) {
    return Objects.requireNonNull(sink.enumerations().get(type), type);
  }

  private static Object value(Optional<Resource> resource, String member) {
    return own(resource.orElseThrow()).getOrDefault(member, "absent");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> own(Resource resource) {
    return (Map<String, Object>) resource.document().getOrDefault("attestream", Map.of());
  }
}
