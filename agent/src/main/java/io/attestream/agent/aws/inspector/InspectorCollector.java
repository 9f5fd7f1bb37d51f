package io.attestream.agent.aws.inspector;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.REGIONAL;

import io.attestream.agent.aws.scan.PojoDocument;
import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.UnitScan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Placement;
import software.amazon.awssdk.services.inspector2.Inspector2Client;
import software.amazon.awssdk.services.inspector2.model.Counts;
import software.amazon.awssdk.services.inspector2.model.FilterCriteria;
import software.amazon.awssdk.services.inspector2.model.Finding;
import software.amazon.awssdk.services.inspector2.model.GroupKey;
import software.amazon.awssdk.services.inspector2.model.ListCoverageStatisticsResponse;
import software.amazon.awssdk.services.inspector2.model.ResourceType;
import software.amazon.awssdk.services.inspector2.model.SortField;
import software.amazon.awssdk.services.inspector2.model.SortOrder;
import software.amazon.awssdk.services.inspector2.model.StringComparison;
import software.amazon.awssdk.services.inspector2.model.StringFilter;

/**
 * Amazon Inspector in a region. Members: {@code State}, {@code ResourceState} (of each kind of
 * resource), {@code Coverage} ({@code Total} and {@code Active} resources), {@code CriticalFindings}
 * (the hundred oldest active critical findings with a fix) and {@code ExploitableFindings} (the
 * hundred oldest active ones that are known to be exploited, with whether their instance has a public address).
 */
public final class InspectorCollector implements ServiceCollector {
  private static final ResourceType REGION =
      new ResourceType(
          "aws.inspector.region",
          "inspector2:BatchGetAccountStatus",
          "inspector2:ListCoverageStatistics",
          "inspector2:ListFindings",
          "ec2:DescribeInstances");

  @Override
  public Placement placement() {
    return REGIONAL;
  }

  @Override
  public List<ResourceType> types() {
    return List.of(REGION);
  }

  @Override
  public void collect(UnitScan scan) throws InterruptedException {
    Inspector2Client inspector = scan.client(Inspector2Client.class, Inspector2Client::builder);
    scan.ofRegion(
        REGION,
        scan.arn("inspector2", "region"),
        draft ->
            draft
                .put("RegionName", scan.region())
                .attempt(
                    "inspector2:BatchGetAccountStatus", "Account", () -> account(scan, inspector))
                .hoist("Account", "State", "ResourceState")
                .attempt("inspector2:ListCoverageStatistics", "Coverage", () -> coverage(inspector))
                .attempt(
                    "inspector2:ListFindings",
                    "CriticalFindings",
                    () ->
                        oldest(
                                inspector,
                                FilterCriteria.builder()
                                    .findingStatus(equal("ACTIVE"))
                                    .severity(equal("CRITICAL"))
                                    .fixAvailable(equal("YES"))
                                    .build())
                            .stream()
                            .map(finding -> (Object) facts(finding))
                            .toList())
                .attempt(
                    "inspector2:ListFindings",
                    "ExploitableFindings",
                    () -> exploitable(scan, inspector))
                .emit());
  }

  private static @Nullable Object account(UnitScan scan, Inspector2Client inspector) {
    return inspector.batchGetAccountStatus(r -> r.accountIds(scan.account())).accounts().stream()
        .findFirst()
        .map(
            account ->
                Map.of(
                    "State", account.state().statusAsString(),
                    "ResourceState", PojoDocument.of(account.resourceState())))
        .orElse(null);
  }

  private static Map<String, Object> coverage(Inspector2Client inspector) {
    long total = 0;
    long active = 0;
    for (ListCoverageStatisticsResponse page :
        inspector.listCoverageStatisticsPaginator(r -> r.groupBy(GroupKey.SCAN_STATUS_CODE))) {
      for (Counts group : page.countsByGroup()) {
        total += group.count();
        active += "ACTIVE".equals(group.groupKeyAsString()) ? group.count() : 0;
      }
    }
    return Map.of("Total", total, "Active", active);
  }

  private static List<Finding> oldest(Inspector2Client inspector, FilterCriteria criteria) {
    return inspector
        .listFindings(
            r ->
                r.filterCriteria(criteria)
                    .maxResults(100)
                    .sortCriteria(
                        s -> s.field(SortField.FIRST_OBSERVED_AT).sortOrder(SortOrder.ASC)))
        .findings();
  }

  private static Map<String, Object> facts(Finding finding) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("FindingArn", finding.findingArn());
    facts.put("FirstObservedAt", finding.firstObservedAt().toString());
    finding.resources().stream().findFirst().ifPresent(one -> facts.put("ResourceId", one.id()));
    return facts;
  }

  private static List<Object> exploitable(UnitScan scan, Inspector2Client inspector) {
    List<Map<String, Object>> findings =
        oldest(
                inspector,
                FilterCriteria.builder()
                    .findingStatus(equal("ACTIVE"))
                    .exploitAvailable(equal("YES"))
                    .build())
            .stream()
            .map(InspectorCollector::facts)
            .toList();
    Set<String> instances = new TreeSet<>();
    findings.forEach(finding -> instances.add(String.valueOf(finding.get("ResourceId"))));
    instances.removeIf(id -> !id.startsWith("i-"));
    Set<String> reachable = reachable(scan, instances);
    List<Object> judged = new ArrayList<>();
    for (Map<String, Object> finding : findings) {
      finding.put("Public", reachable.contains(String.valueOf(finding.get("ResourceId"))));
      judged.add(finding);
    }
    return judged;
  }

  private static Set<String> reachable(UnitScan scan, Set<String> instances) {
    Set<String> reachable = new TreeSet<>();
    if (!instances.isEmpty()) {
      scan.client(Ec2Client.class, Ec2Client::builder)
          .describeInstancesPaginator(r -> r.filters(f -> f.name("instance-id").values(instances)))
          .reservations()
          .forEach(
              reservation ->
                  reservation.instances().stream()
                      .filter(instance -> instance.publicIpAddress() != null)
                      .forEach(instance -> reachable.add(instance.instanceId())));
    }
    return reachable;
  }

  private static StringFilter equal(String value) {
    return StringFilter.builder().comparison(StringComparison.EQUALS).value(value).build();
  }
}
