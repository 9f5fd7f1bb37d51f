package io.attestream.agent.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.agent.kubernetes.testing.RecordingSink;
import io.attestream.agent.resource.Enumeration;
import io.attestream.evidence.model.BlindSpot;
import io.attestream.evidence.model.ScopeUnit;
import io.attestream.evidence.model.UnknownReason;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KubernetesSourceTest {
  private static final ScopeUnit UNIT = new ScopeUnit("kubernetes:test");
  private static final String DEPLOYMENT =
      "{metadata: {name: %s, namespace: shop}, spec: {template: {metadata: {labels: {app: %s}}, spec: {serviceAccountName: web, containers: [{name: app}]}}}}";

  private final ScriptedApi api = new ScriptedApi(2);
  private final RecordingSink sink = new RecordingSink();
  private final KubernetesSource source =
      new KubernetesSource("test", api, Clock.systemUTC(), new Random(1), Duration.ofMillis(50));
  private @Nullable Thread watcher;

  @AfterEach
  void end() throws InterruptedException {
    Thread thread = watcher;
    if (thread != null) {
      thread.interrupt();
      thread.join(5_000);
    }
  }

  @Test
  void aScanTellsEveryTypeOnceAndTheRelationsOfObjectsOfLaterKinds() throws Exception {
    shop();
    for (int i = 0; i < 5; i++) {
      deployment("web" + i);
    }

    source.scan(UNIT, sink);

    assertThat(sink.enumerations().keySet()).isEqualTo(source.types(UNIT));
    assertThat(sink.calls().stream().filter(c -> c.startsWith("enumerated")))
        .hasSize(source.types(UNIT).size());
    assertThat(sink.enumeration("k8s.workload").items()).isEqualTo(5);
    assertThat(own("v1/Namespace/shop")).containsEntry("workloads", 5L);
    assertThat(sink.resource("cluster/test").document().get("version"))
        .isEqualTo(Map.of("major", "1", "minor", "36", "gitVersion", "v1.36.3"));
  }

  @Test
  void aDeniedKindBlindsItsTypeAndWhatIsDerivedFromIt() throws Exception {
    shop();
    deployment("web");
    api.failLists("networkpolicies", ScriptedApi.status(403, "Forbidden"));
    api.failLists("cronjobs", ScriptedApi.status(403, "Forbidden"));

    source.scan(UNIT, sink);

    var expected =
        new BlindSpot(
            "attestream.networkPolicies",
            UnknownReason.ACCESS_DENIED,
            "networking.k8s.io/v1/networkpolicies:list",
            "Forbidden");
    assertThat(sink.resource("apps/v1/Deployment/shop/web").blind()).containsExactly(expected);
    assertThat(sink.resource("v1/Namespace/shop").blind())
        .contains(expected)
        .extracting(BlindSpot::path)
        .containsExactly("attestream.networkPolicies", "attestream.workloads");
    assertThat(sink.enumeration("k8s.workload").api()).isEqualTo("batch/v1/cronjobs:list");
    assertThat(sink.enumeration("k8s.workload").complete()).isFalse();
  }

  @Test
  void anAddOnThatIsNotServedHasNoObjectsAndAMissingCoreKindIsAnError() throws Exception {
    api.failLists("certificates", ScriptedApi.status(404, "NotFound"));
    api.failLists("services", ScriptedApi.status(404, "NotFound"));

    source.scan(UNIT, sink);

    assertThat(sink.enumeration("k8s.certificate").complete()).isTrue();
    assertThat(sink.enumeration("k8s.service").blindSpot().orElseThrow().reason())
        .isEqualTo(UnknownReason.API_ERROR);
  }

  @Test
  void throttlingIsRetriedAndThenTold() throws Exception {
    api.failLists("services", ScriptedApi.status(429, "TooManyRequests"));

    source.scan(UNIT, sink);

    assertThat(sink.enumeration("k8s.service").blindSpot().orElseThrow().reason())
        .isEqualTo(UnknownReason.THROTTLED);
    assertThat(sink.enumeration("k8s.ingress").complete()).isTrue();
  }

  @Test
  void aChangeOfAPolicyBringsOnlyWhatItTouches() throws Exception {
    shop();
    deployment("web");
    deployment("api");
    follow();
    sink.forgetCalls();

    api.send(
        "networkpolicies",
        KubernetesApi.EventType.ADDED,
        Yaml.object(
            "{metadata: {name: p, namespace: shop}, spec: {podSelector: {matchLabels: {app: web}}}}"));

    await(() -> sink.calls().size() >= 3);
    assertThat(sink.calls())
        .containsExactlyInAnyOrder(
            "seen networking.k8s.io/v1/NetworkPolicy/shop/p",
            "seen v1/Namespace/shop",
            "seen apps/v1/Deployment/shop/web");
    assertThat(own("apps/v1/Deployment/shop/web"))
        .containsEntry("networkPolicies", Map.of("ingress", List.of("p"), "egress", List.of()));
  }

  @Test
  void bindingsAccountsAndRolesKnowEachOther() throws Exception {
    shop();
    deployment("web");
    follow();

    api.send(
        "roles",
        KubernetesApi.EventType.ADDED,
        Yaml.object("{metadata: {name: r, namespace: shop}, rules: [{verbs: [get]}]}"));
    api.send(
        "serviceaccounts",
        KubernetesApi.EventType.ADDED,
        Yaml.object(
            "{metadata: {name: web, namespace: shop}, automountServiceAccountToken: false}"));
    api.send(
        "rolebindings",
        KubernetesApi.EventType.ADDED,
        Yaml.object(
            "{metadata: {name: b, namespace: shop}, roleRef: {kind: Role, name: r}, subjects: [{kind: ServiceAccount, name: web}]}"));

    String binding = "rbac.authorization.k8s.io/v1/RoleBinding/shop/b";
    await(
        () ->
            sink.ids().contains(binding)
                && value(binding, "missingServiceAccounts").equals(List.of())
                && value(binding, "role")
                    .equals(
                        Map.of("exists", true, "rules", List.of(Map.of("verbs", List.of("get"))))));
    await(() -> value("apps/v1/Deployment/shop/web", "serviceAccountBound").equals(true));
    assertThat(own("rbac.authorization.k8s.io/v1/Role/shop/r"))
        .containsEntry(
            "boundTo",
            List.of(
                Map.of(
                    "binding",
                    "RoleBinding/shop/b",
                    "clusterWide",
                    false,
                    "subject",
                    "ServiceAccount/shop/web")));
    await(
        () ->
            Map.of("name", "web", "exists", true, "automount", false, "cloudIdentity", false)
                .equals(value("apps/v1/Deployment/shop/web", "serviceAccount")));
    assertThat(own("v1/ServiceAccount/shop/web"))
        .containsEntry("bindings", List.of("RoleBinding/shop/b"));

    api.send(
        "rolebindings",
        KubernetesApi.EventType.DELETED,
        Yaml.object("{metadata: {name: b, namespace: shop}}"));
    await(() -> value("apps/v1/Deployment/shop/web", "serviceAccountBound").equals(false));
    assertThat(sink.ids()).doesNotContain(binding);
    assertThat(own("rbac.authorization.k8s.io/v1/Role/shop/r")).containsEntry("boundTo", List.of());
  }

  @Test
  void aVersionThatIsGoneMakesItListAnewAndSweep() throws Exception {
    shop();
    deployment("old");
    follow();
    api.remove("apps/v1", "Deployment", "shop/old");
    deployment("new");

    api.failNextWatch("deployments", ScriptedApi.status(410, "Expired"));

    await(() -> sink.ids().contains("apps/v1/Deployment/shop/new"));
    await(() -> !sink.ids().contains("apps/v1/Deployment/shop/old"));
    assertThat(sink.calls()).contains("gone apps/v1/Deployment/shop/old");
    await(() -> Long.valueOf(1).equals(own("v1/Namespace/shop").get("workloads")));
  }

  @Test
  void aKindThatMayBeListedButNotWatchedIsPolled() throws Exception {
    shop();
    for (int i = 0; i < 40; i++) {
      api.failNextWatch("services", ScriptedApi.status(403, "Forbidden"));
    }
    follow();
    api.put("v1", "Service", Yaml.object("{metadata: {name: late, namespace: shop}, spec: {}}"));

    await(() -> sink.ids().contains("v1/Service/shop/late"));
    assertThat(sink.enumeration("k8s.service").complete()).isTrue();
  }

  @Test
  void aRightThatIsTakenAwayMakesTheTypeUnknownAndOneThatReturnsHealsIt() throws Exception {
    shop();
    follow();
    api.failLists("resourcequotas", ScriptedApi.status(403, "Forbidden"));
    api.failNextWatch("resourcequotas", ScriptedApi.status(403, "Forbidden"));

    await(() -> !sink.enumeration("k8s.resourcequota").complete());
    await(() -> !sink.resource("v1/Namespace/shop").blind().isEmpty());

    api.allowLists("resourcequotas");
    await(() -> sink.enumeration("k8s.resourcequota").complete());
    await(() -> sink.resource("v1/Namespace/shop").blind().isEmpty());
  }

  @Test
  void aClusterThatIsDownIsUnreachableAndLaterComesBackComplete() throws Exception {
    shop();
    api.down(ScriptedApi.status(503, "ServiceUnavailable"));

    source.scan(UNIT, sink);

    assertThat(sink.ids()).isEmpty();
    assertThat(sink.enumerations().values())
        .allMatch(e -> e.blindSpot().orElseThrow().reason() == UnknownReason.UNREACHABLE);

    start();
    api.down(null);
    await(() -> sink.enumerations().values().stream().allMatch(Enumeration::complete));
    assertThat(sink.ids()).contains("v1/Namespace/shop", "cluster/test");
  }

  @Test
  void aBugInTheSinkEndsTheWatchLoudly() throws Exception {
    shop();
    source.scan(UNIT, sink);
    var broken =
        new io.attestream.agent.resource.ResourceSink() {
          @Override
          public void seen(io.attestream.agent.resource.Resource resource) {
            throw new IllegalStateException("broken");
          }

          @Override
          public void gone(io.attestream.evidence.model.ResourceIdentity identity) {}

          @Override
          public void enumerated(Enumeration enumeration) {}
        };
    api.send(
        "services",
        KubernetesApi.EventType.ADDED,
        Yaml.object("{metadata: {name: s, namespace: shop}}"));

    org.assertj.core.api.Assertions.assertThatThrownBy(() -> source.watch(UNIT, broken))
        .isInstanceOf(IllegalStateException.class)
        .hasRootCauseMessage("broken");
  }

  private void shop() {
    api.put("v1", "Namespace", Yaml.object("{metadata: {name: shop}}"));
  }

  private void deployment(String name) {
    api.put("apps/v1", "Deployment", Yaml.object(DEPLOYMENT.formatted(name, name)));
  }

  private void follow() throws InterruptedException {
    source.scan(UNIT, sink);
    start();
  }

  private void start() {
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

  private Object value(String id, String member) {
    return own(id).getOrDefault(member, "absent");
  }

  private Map<String, Object> own(String id) {
    return Fields.map(sink.resource(id).document(), "attestream");
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("what the test waits for came in time").isLessThan(deadline);
      Thread.sleep(10);
    }
  }
}
