package io.attestream.e2e.kubernetes;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.agent.judge.ResourceJudge;
import io.attestream.agent.kubernetes.DerivedMembers;
import io.attestream.agent.kubernetes.Kind;
import io.attestream.agent.kubernetes.KubernetesConfig;
import io.attestream.agent.kubernetes.KubernetesKinds;
import io.attestream.agent.kubernetes.KubernetesSource;
import io.attestream.agent.resource.Enumeration;
import io.attestream.checks.catalogue.CatalogueLoader;
import io.attestream.checks.engine.Engine;
import io.attestream.checks.engine.Parameters;
import io.attestream.checks.path.ObservePath;
import io.attestream.e2e.components.KubeApiServer;
import io.attestream.e2e.components.RequiresComponent;
import io.attestream.e2e.kubernetes.AgentRole.Right;
import io.attestream.e2e.kubernetes.Verdicts.Key;
import io.attestream.evidence.model.ResourceIdentity;
import io.attestream.evidence.model.ScopeUnit;
import io.attestream.evidence.model.Status;
import io.attestream.evidence.model.UnknownReason;
import io.attestream.evidence.model.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** A cluster, read with the generated ClusterRole and then without one right after the other. */
@RequiresComponent("kube-apiserver")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeniedRightsTest {
  private static final Instant NOW = Instant.parse("2031-05-06T07:08:09Z");
  private static final ScopeUnit UNIT = new ScopeUnit("kubernetes:prod");
  private static final String VERSION = "/version";
  private static final ObservePath VERSION_MEMBER = ObservePath.parse("version");

  private static final Engine ENGINE = new Engine(CatalogueLoader.bundled(), Parameters.DEFAULTS);
  private static final ResourceJudge JUDGE = new ResourceJudge(ENGINE);

  /** What the sample cluster has none of. */
  private static final String OBJECTS =
      """
      apiVersion: v1
      kind: Node
      metadata: {name: one, labels: {topology.kubernetes.io/zone: a}}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: kube-apiserver-one, namespace: kube-system, labels: {component: kube-apiserver}}
      spec: {containers: [{name: one, image: "registry.example.com/one:1", command: [kube-apiserver, --profiling=false]}]}
      ---
      apiVersion: apps/v1
      kind: ReplicaSet
      metadata: {name: one, namespace: shop}
      spec:
        selector: {matchLabels: {app: one}}
        template:
          metadata: {labels: {app: one}}
          spec: {containers: [{name: one, image: "registry.example.com/one:1"}]}
      ---
      apiVersion: batch/v1
      kind: Job
      metadata: {name: one, namespace: shop}
      spec: {template: {spec: {restartPolicy: Never, containers: [{name: one, image: "registry.example.com/one:1"}]}}}
      ---
      apiVersion: v1
      kind: PersistentVolume
      metadata: {name: one}
      spec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], hostPath: {path: /one}}
      ---
      apiVersion: v1
      kind: PersistentVolumeClaim
      metadata: {name: one, namespace: shop}
      spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
      ---
      apiVersion: admissionregistration.k8s.io/v1
      kind: MutatingWebhookConfiguration
      metadata: {name: one}
      webhooks:
      - name: one.example.com
        admissionReviewVersions: [v1]
        sideEffects: None
        clientConfig: {url: "https://127.0.0.1:1/"}
        rules: [{apiGroups: [example.com], apiVersions: [v1], operations: [CREATE], resources: [nothing]}]
      ---
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicyBinding
      metadata: {name: one}
      spec: {policyName: one, validationActions: [Deny]}
      """;

  private final KubeApiServer server = KubeApiServer.start();
  private final AgentRole role = new AgentRole(server);
  private Verdicts inFull;

  @BeforeAll
  void readInFull() throws Exception {
    List<Kind> addOns = KubernetesKinds.ALL.stream().filter(Kind::addOn).toList();
    server.apply(
        addOns.stream().map(DeniedRightsTest::definition).collect(Collectors.joining("---\n")));
    server.kubectl("wait", "--for=condition=Established", "--timeout=60s", "crd", "--all");
    for (String file : bundled("index").lines().toList()) {
      server.apply(bundled(file));
    }
    server.apply(OBJECTS);
    server.apply(
        addOns.stream()
            .map(
                kind ->
                    "{apiVersion: %s, kind: %s, metadata: {name: one%s}}\n"
                        .formatted(
                            kind.apiVersion(),
                            kind.name(),
                            kind.namespaced() ? ", namespace: shop" : ""))
            .collect(Collectors.joining("---\n")));
    role.allowAll();
    inFull = scanned();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void withEveryRightEveryKindIsListedAndThereIsOneOfEach() {
    assertThat(inFull.enumerations().values()).allMatch(Enumeration::complete);
    Set<String> kinds =
        inFull.verdicts().keySet().stream().map(key -> key.resource().id()).collect(toSet());
    Set<String> judged =
        ENGINE.catalogue().checks().stream().map(check -> check.resource()).collect(toSet());
    for (Kind kind : KubernetesKinds.ALL) {
      if (judged.contains(kind.type())) {
        assertThat(kinds).as(kind.name()).anyMatch(id -> isOf(kind, id));
      }
    }
    assertThat(inFull.verdicts().values())
        .extracting(Verdict::status)
        .contains(Status.PASS, Status.FAIL, Status.NOT_APPLICABLE);
  }

  @Test
  void theRoleHasARightToListAndOneToWatchForEachKindAndNoOther() {
    Set<String> rights = AgentRole.rights().stream().map(Right::toString).collect(toSet());
    Set<String> used = new HashSet<>(Set.of("get " + VERSION));
    for (Kind kind : KubernetesKinds.ALL) {
      used.add(new Right(kind.group(), kind.plural(), "list").toString());
      used.add(new Right(kind.group(), kind.plural(), "watch").toString());
    }
    assertThat(rights).isEqualTo(used);
  }

  @TestFactory
  Stream<DynamicTest> withoutOneRightToReadExactlyTheChecksThatNeedItAreUnknown() {
    return AgentRole.rights().stream()
        .filter(right -> !right.verb().equals("watch"))
        .map(right -> DynamicTest.dynamicTest("without " + right, () -> without(right)));
  }

  private void without(Right right) throws Exception {
    role.allowAllBut(right);
    Map<Key, Verdict> less = scanned().verdicts();
    Map<Key, Verdict> expected = new HashMap<>();
    inFull
        .verdicts()
        .forEach(
            (key, verdict) -> {
              if (!hidden(right, key.resource())) {
                boolean needs = needs(right, key);
                expected.put(key, needs ? denied(right, key, verdict, less.get(key)) : verdict);
              }
            });
    kind(right).ifPresent(kind -> population(kind, expected, less));
    assertThat(differences(expected, less)).isEmpty();
  }

  /** Objects of a kind that may not be listed are not seen. */
  private static boolean hidden(Right right, ResourceIdentity resource) {
    return kind(right).filter(kind -> isOf(kind, resource.id())).isPresent();
  }

  /** Whether a check declares a part of the document that cannot be told without a right. */
  private boolean needs(Right right, Key key) {
    ResourceIdentity resource = key.resource();
    List<ObservePath> observed = ENGINE.program(key.check()).check().observe();
    if (right.resource().equals(VERSION)) {
      return resource.type().equals(KubernetesKinds.CLUSTER_TYPE)
          && observed.stream().anyMatch(VERSION_MEMBER::overlaps);
    }
    Kind kind = kind(right).orElseThrow();
    return DerivedMembers.of(resource.type()).entrySet().stream()
        .filter(member -> member.getValue().contains(kind))
        .filter(member -> !member.getKey().equals("role") || names(resource, kind))
        .map(member -> ObservePath.parse("attestream." + member.getKey()))
        .anyMatch(path -> observed.stream().anyMatch(path::overlaps));
  }

  /** Whether a binding names a role of this kind. */
  private boolean names(ResourceIdentity binding, Kind kind) {
    return inFull.resource(binding).document().get("roleRef") instanceof Map<?, ?> reference
        && kind.name().equals(reference.get("kind"));
  }

  /** UNKNOWN for the right; what did not apply before may still not apply, for a reason that can be seen. */
  private static Verdict denied(Right right, Key key, Verdict before, Verdict now) {
    if (before.equals(Verdict.NOT_APPLICABLE) && before.equals(now)) {
      return before;
    }
    assertThat(now).as("%s", key).isNotNull();
    assertThat(now.reason()).as("%s", key).contains(UnknownReason.ACCESS_DENIED);
    assertThat(now.detail()).as("%s", key).isEqualTo(api(right) + " Forbidden");
    return now;
  }

  /** The population that could not be listed: unknown to each check, but where none would apply to any. */
  private static void population(Kind kind, Map<Key, Verdict> expected, Map<Key, Verdict> less) {
    var all = ResourceIdentity.wholePopulation(UNIT.id(), kind.type());
    for (var program : ENGINE.programs(kind.type())) {
      Key key = new Key(program.check().id(), all);
      Verdict now = less.getOrDefault(key, Verdict.PASS);
      boolean toNone = now.status() == Status.NOT_APPLICABLE;
      assertThat(toNone || now.reason().equals(Optional.of(UnknownReason.ACCESS_DENIED)))
          .as("%s %s", key, now)
          .isTrue();
      expected.put(key, now);
    }
  }

  private static Map<Key, String> differences(Map<Key, Verdict> expected, Map<Key, Verdict> seen) {
    Map<Key, String> differences = new HashMap<>();
    Set<Key> keys = new HashSet<>(expected.keySet());
    keys.addAll(seen.keySet());
    for (Key key : keys) {
      Verdict wanted = expected.get(key);
      Verdict got = seen.get(key);
      if (wanted == null || !wanted.equals(got)) {
        differences.put(key, got + " instead of " + wanted);
      }
    }
    return differences;
  }

  @TestFactory
  Stream<DynamicTest> withoutOneRightToWatchTheKindIsListedAgainAndNothingIsLost() {
    return AgentRole.rights().stream()
        .filter(right -> right.verb().equals("watch"))
        .map(right -> DynamicTest.dynamicTest("without " + right, () -> polled(right)));
  }

  private void polled(Right right) throws Exception {
    role.allowAllBut(right);
    try (KubernetesSource source = open()) {
      Verdicts seen = new Verdicts(JUDGE, UNIT.id(), NOW);
      source.scan(UNIT, seen);
      int types = seen.enumerations().size();
      Thread watcher =
          new Thread(
              () -> {
                try {
                  source.watch(UNIT, seen);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      watcher.start();
      seen.awaitListings(types + 2);
      watcher.interrupt();
      watcher.join();

      Map<String, Long> again = new TreeMap<>(source.calls());
      again.values().removeIf(times -> times < 2);
      String list = kind(right).orElseThrow().api("list");
      assertThat(again.keySet()).filteredOn(call -> call.endsWith(":list")).containsExactly(list);
      assertThat(seen.enumerations().values()).allMatch(Enumeration::complete);
      assertThat(differences(inFull.verdicts(), seen.verdicts())).isEmpty();
    }
  }

  private Verdicts scanned() throws InterruptedException {
    Verdicts seen = new Verdicts(JUDGE, UNIT.id(), NOW);
    try (KubernetesSource source = open()) {
      source.scan(UNIT, seen);
    }
    return seen;
  }

  private KubernetesSource open() {
    var config =
        new KubernetesConfig(
            role.kubeconfig(), null, "prod", 500, Duration.ofMinutes(5), Duration.ofMillis(50));
    return KubernetesSource.open(config, Clock.systemUTC(), new Random(7));
  }

  private static Optional<Kind> kind(Right right) {
    return KubernetesKinds.ALL.stream()
        .filter(kind -> kind.group().equals(right.group()))
        .filter(kind -> kind.plural().equals(right.resource()))
        .findFirst();
  }

  private static String api(Right right) {
    return kind(right).map(kind -> kind.api("list")).orElse("version:get");
  }

  private static boolean isOf(Kind kind, String id) {
    return id.startsWith(kind.apiVersion() + "/" + kind.name() + "/");
  }

  /** A file of the sample cluster that the agent has in its jar. */
  private static String bundled(String file) throws IOException {
    try (InputStream in = KubernetesSource.class.getResourceAsStream("/sample/manifests/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String definition(Kind kind) {
    return """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata:
          name: %4$s.%1$s
          annotations: {api-approved.kubernetes.io: "unapproved, for a test"}
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
            kind.group(),
            kind.version(),
            kind.name(),
            kind.plural(),
            kind.namespaced() ? "Namespaced" : "Cluster",
            kind.name().toLowerCase(Locale.ROOT));
  }
}
