package io.attestream.agent.aws.guardduty;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.REGIONAL;

import io.attestream.agent.aws.scan.PojoDocument;
import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.UnitScan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.guardduty.GuardDutyClient;
import software.amazon.awssdk.services.guardduty.model.Condition;
import software.amazon.awssdk.services.guardduty.model.OrderBy;

/**
 * GuardDuty in a region. Members: {@code Detectors} (empty when GuardDuty was never enabled) and
 * {@code HighFindings}: the fifty oldest findings of severity 7 and above that nobody archived, each
 * with id, type, severity and times; {@code ThreatIntelSets} (status of each) and {@code MalwarePlans} (bucket and
 * status of each plan of Malware Protection for S3).
 */
public final class GuardDutyCollector implements ServiceCollector {
  private static final ResourceType REGION =
      new ResourceType(
          "aws.guardduty.region",
          "guardduty:ListDetectors",
          "guardduty:GetDetector",
          "guardduty:ListFindings",
          "guardduty:GetFindings",
          "guardduty:ListThreatIntelSets",
          "guardduty:GetThreatIntelSet",
          "guardduty:ListMalwareProtectionPlans",
          "guardduty:GetMalwareProtectionPlan");

  /** Sorted, so that the request is the same text each time. */
  private static final Map<String, Condition> OPEN_AND_HIGH =
      new TreeMap<>(
          Map.of(
              "service.archived", Condition.builder().equalsValue("false").build(),
              "severity", Condition.builder().greaterThanOrEqual(7L).build()));

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
    GuardDutyClient guardduty = scan.client(GuardDutyClient.class, GuardDutyClient::builder);
    scan.ofRegion(
        REGION,
        scan.arn("guardduty", "region"),
        draft ->
            draft
                .put("RegionName", scan.region())
                .attempt("guardduty:GetDetector", "Detectors", () -> detectors(guardduty))
                .attempt("guardduty:ListFindings", "HighFindings", () -> findings(guardduty))
                .attempt(
                    "guardduty:ListThreatIntelSets",
                    "ThreatIntelSets",
                    () -> threatLists(guardduty))
                .attempt(
                    "guardduty:ListMalwareProtectionPlans",
                    "MalwarePlans",
                    () -> malwarePlans(guardduty))
                .emit());
  }

  private static List<Object> detectors(GuardDutyClient guardduty) {
    List<Object> detectors = new ArrayList<>();
    for (String id : guardduty.listDetectorsPaginator().detectorIds()) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("DetectorId", id);
      document.putAll(PojoDocument.of(guardduty.getDetector(r -> r.detectorId(id))));
      detectors.add(document);
    }
    return detectors;
  }

  private static List<Object> threatLists(GuardDutyClient guardduty) {
    List<Object> lists = new ArrayList<>();
    for (String detector : guardduty.listDetectorsPaginator().detectorIds()) {
      for (String id :
          guardduty.listThreatIntelSetsPaginator(r -> r.detectorId(detector)).threatIntelSetIds()) {
        lists.add(
            Map.of(
                "Status",
                guardduty
                    .getThreatIntelSet(r -> r.detectorId(detector).threatIntelSetId(id))
                    .statusAsString()));
      }
    }
    return lists;
  }

  /** The first page, of up to a hundred plans. */
  private static List<Object> malwarePlans(GuardDutyClient guardduty) {
    List<Object> plans = new ArrayList<>();
    for (var summary : guardduty.listMalwareProtectionPlans(r -> {}).malwareProtectionPlans()) {
      var plan =
          guardduty.getMalwareProtectionPlan(
              r -> r.malwareProtectionPlanId(summary.malwareProtectionPlanId()));
      if (plan.protectedResource() != null && plan.protectedResource().s3Bucket() != null) {
        plans.add(
            Map.of(
                "BucketName", plan.protectedResource().s3Bucket().bucketName(),
                "Status", plan.statusAsString()));
      }
    }
    return plans;
  }

  private static List<Object> findings(GuardDutyClient guardduty) {
    List<Object> findings = new ArrayList<>();
    for (String detector : guardduty.listDetectorsPaginator().detectorIds()) {
      List<String> ids =
          guardduty
              .listFindings(
                  r ->
                      r.detectorId(detector)
                          .maxResults(50)
                          .findingCriteria(c -> c.criterion(OPEN_AND_HIGH))
                          .sortCriteria(s -> s.attributeName("createdAt").orderBy(OrderBy.ASC)))
              .findingIds();
      if (!ids.isEmpty()) {
        guardduty
            .getFindings(r -> r.detectorId(detector).findingIds(ids))
            .findings()
            .forEach(
                finding ->
                    findings.add(
                        Map.of(
                            "Id", finding.id(),
                            "Type", finding.type(),
                            "Severity", String.valueOf(finding.severity()),
                            "CreatedAt", finding.createdAt(),
                            "UpdatedAt", finding.updatedAt())));
      }
    }
    return findings;
  }
}
