package io.attestream.agent.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.agent.aws.replay.ReplayHttpClient;
import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.ServiceCollector.Placement;
import io.attestream.agent.aws.scan.ServiceCollector.ResourceType;
import io.attestream.agent.aws.scan.UnitScan;
import io.attestream.agent.aws.testing.Denial;
import io.attestream.agent.aws.testing.Seen;
import io.attestream.agent.resource.Enumeration;
import io.attestream.agent.resource.Resource;
import io.attestream.checks.catalogue.CatalogueLoader;
import io.attestream.checks.engine.CheckProgram;
import io.attestream.checks.engine.Engine;
import io.attestream.checks.engine.Parameters;
import io.attestream.evidence.model.Status;
import io.attestream.evidence.model.UnknownReason;
import io.attestream.evidence.model.Verdict;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import software.amazon.awssdk.regions.Region;

/** The sample estate, read once in full and then without one right after the other. */
final class DeniedActionsTest {
  private static final Instant NOW = Instant.parse("2031-05-06T07:08:09Z");
  private static final Engine ENGINE = new Engine(CatalogueLoader.bundled(), Parameters.DEFAULTS);
  private static final String REGION = "eu-central-1";

  /** What the sample estate gives no occasion to call. */
  private static final Set<String> NO_OCCASION =
      Set.of(
          "codeartifact:DescribeRepository",
          "codeartifact:GetDomainPermissionsPolicy",
          "codecommit:ListAssociatedApprovalRuleTemplatesForRepository",
          "cloudfront:GetDistributionConfig",
          "ec2:DescribeDhcpOptions",
          "ecs:DescribeClusters",
          "eks:DescribeNodegroup",
          "guardduty:GetMalwareProtectionPlan",
          "guardduty:GetThreatIntelSet",
          "iam:GetRolePolicy",
          "iam:GetSAMLProvider",
          "lambda:GetCodeSigningConfig",
          "network-firewall:DescribeLoggingConfiguration",
          "network-firewall:DescribeRuleGroup",
          "network-firewall:ListRuleGroups",
          "organizations:ListAccountsForParent",
          "organizations:ListPoliciesForTarget",
          "rds:DescribeDBClusterSnapshotAttributes",
          "resiliencehub:ListAppAssessments",
          "ses:GetEmailIdentity",
          "sso:ListAccountAssignments");

  private static final ExecutorService WORKERS = Executors.newFixedThreadPool(4);

  @SuppressWarnings("NullAway.Init")
  private static AwsAccounts accounts;

  @SuppressWarnings("NullAway.Init")
  private static AwsAccount account;

  private static final Map<ServiceCollector, Seen> IN_FULL = new HashMap<>();
  private static final Map<ServiceCollector, Set<String>> CALLS = new HashMap<>();

  @BeforeAll
  static void readInFull() throws InterruptedException {
    AwsConfig config = AwsConfig.replay(AwsConfig.SAMPLE);
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    accounts =
        AwsAccounts.open(config, ReplayHttpClient.open(AwsConfig.SAMPLE, clock), new Random(1));
    account = accounts.all().get(0);
    for (ServiceCollector collector : AwsServices.ALL) {
      Denial.of(null);
      IN_FULL.put(collector, read(collector));
      CALLS.put(collector, Denial.made());
    }
  }

  @AfterAll
  static void close() {
    Denial.of(null);
    accounts.close();
    WORKERS.shutdownNow();
  }

  @Test
  void everyCallIsDeclaredByTheCollectorThatMakesIt() {
    for (ServiceCollector collector : AwsServices.ALL) {
      assertThat(declared(collector))
          .as(collector.getClass().getSimpleName())
          .containsAll(calls(collector));
    }
  }

  @Test
  void everyDeclaredCallIsMadeSomewhere() {
    Set<String> made =
        CALLS.values().stream().flatMap(Set::stream).collect(Collectors.toCollection(TreeSet::new));
    Set<String> declared =
        AwsServices.ALL.stream()
            .flatMap(collector -> declared(collector).stream())
            .collect(Collectors.toCollection(TreeSet::new));
    declared.removeAll(made);
    assertThat(declared).containsExactlyInAnyOrderElementsOf(NO_OCCASION);
  }

  @TestFactory
  Stream<DynamicTest> withoutOneRightExactlyTheChecksThatNeedItAreUnknown() {
    return AwsServices.ALL.stream()
        .flatMap(
            collector ->
                new TreeSet<>(calls(collector))
                    .stream()
                        .map(
                            call ->
                                DynamicTest.dynamicTest(
                                    collector.getClass().getSimpleName() + " without " + call,
                                    () -> without(collector, call))));
  }

  private static void without(ServiceCollector collector, String call) throws InterruptedException {
    Denial.of(call);
    Seen denied = read(collector);
    Denial.of(null);
    Set<String> needing =
        collector.types().stream()
            .filter(type -> type.calls().contains(call))
            .map(ResourceType::name)
            .collect(Collectors.toSet());
    Set<String> incomplete =
        denied.enumerations().values().stream()
            .filter(one -> !one.complete())
            .map(Enumeration::type)
            .collect(Collectors.toSet());
    assertThat(needing).as("types that are not listed").containsAll(incomplete);
    boolean blind = denied.resources().stream().anyMatch(one -> !one.blind().isEmpty());
    assertThat(blind || !incomplete.isEmpty()).as("whether it shows").isTrue();

    Map<String, Verdict> before = verdicts(Objects.requireNonNull(IN_FULL.get(collector)));
    Map<String, Verdict> after = verdicts(denied);
    assertThat(before.keySet()).containsAll(after.keySet());
    before.forEach(
        (key, verdict) -> {
          String type = key.substring(0, key.indexOf(' '));
          Verdict now = after.get(key);
          if (now == null) {
            assertThat(incomplete).as(key).contains(type);
          } else if (!now.equals(verdict)) {
            assertThat(now.status()).as(key).isEqualTo(Status.UNKNOWN);
            assertThat(now.reason()).as(key).contains(UnknownReason.ACCESS_DENIED);
            assertThat(needing).as(key).contains(type);
          }
        });
  }

  private static Seen read(ServiceCollector collector) throws InterruptedException {
    Seen seen = new Seen();
    boolean global = collector.placement() == Placement.GLOBAL;
    Region region = global ? account.globalRegion() : Region.of(REGION);
    String unit = "aws:" + account.id() + ":" + (global ? "global" : REGION);
    new UnitScan(unit, account.clients(), region, seen, WORKERS).run(collector);
    return seen;
  }

  private static Set<String> calls(ServiceCollector collector) {
    return CALLS.getOrDefault(collector, Set.of());
  }

  private static Set<String> declared(ServiceCollector collector) {
    return collector.types().stream()
        .flatMap(type -> type.calls().stream())
        .collect(Collectors.toSet());
  }

  /** By type, check and resource. */
  private static Map<String, Verdict> verdicts(Seen seen) {
    Map<String, Verdict> verdicts = new TreeMap<>();
    for (Resource resource : seen.resources()) {
      List<CheckProgram> programs = ENGINE.programs(resource.identity().type());
      for (CheckProgram program : programs) {
        verdicts.put(
            resource.identity().type()
                + " "
                + program.check().id()
                + " "
                + resource.identity().id(),
            program.judge(program.project(resource.document(), resource.blind()), NOW));
      }
    }
    return verdicts;
  }
}
