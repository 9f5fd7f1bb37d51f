package io.attestream.agent.aws.securityhub;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.REGIONAL;

import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.UnitScan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.securityhub.SecurityHubClient;
import software.amazon.awssdk.services.securityhub.model.AwsSecurityFindingFilters;
import software.amazon.awssdk.services.securityhub.model.GetEnabledStandardsResponse;
import software.amazon.awssdk.services.securityhub.model.InvalidAccessException;
import software.amazon.awssdk.services.securityhub.model.SortOrder;
import software.amazon.awssdk.services.securityhub.model.StringFilter;
import software.amazon.awssdk.services.securityhub.model.StringFilterComparison;

/**
 * Security Hub in a region. Members: {@code HubArn} (absent when the account is not subscribed),
 * {@code StandardsSubscriptions}, {@code OpenFindings}: the hundred oldest active findings of
 * severity critical or high whose workflow status is NEW, each with id, label and time.
 */
public final class SecurityHubCollector implements ServiceCollector {
  private static final ResourceType REGION =
      new ResourceType(
          "aws.securityhub.region",
          "securityhub:DescribeHub",
          "securityhub:GetEnabledStandards",
          "securityhub:GetFindings");

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
    SecurityHubClient hub = scan.client(SecurityHubClient.class, SecurityHubClient::builder);
    scan.ofRegion(
        REGION,
        scan.arn("securityhub", "region"),
        draft -> {
          draft
              .put("RegionName", scan.region())
              .attempt(
                  "securityhub:DescribeHub",
                  "HubArn",
                  () -> arn(hub),
                  "ResourceNotFoundException"::equals);
          if (draft.get("HubArn") != null) {
            draft
                .all(
                    "securityhub:GetEnabledStandards",
                    "StandardsSubscriptions",
                    () -> hub.getEnabledStandardsPaginator(r -> {}),
                    GetEnabledStandardsResponse::standardsSubscriptions)
                .attempt("securityhub:GetFindings", "OpenFindings", () -> findings(hub));
          }
          draft.emit();
        });
  }

  /**
   * The code InvalidAccessException stands for "not subscribed" and for missing rights; only the
   * message tells them apart (Security Hub API reference, common errors).
   */
  private static @Nullable Object arn(SecurityHubClient hub) {
    try {
      return hub.describeHub(r -> {}).hubArn();
    } catch (InvalidAccessException e) {
      if (String.valueOf(e.getMessage()).contains("not subscribed")) {
        return null;
      }
      throw e;
    }
  }

  private static List<Object> findings(SecurityHubClient hub) {
    AwsSecurityFindingFilters filters =
        AwsSecurityFindingFilters.builder()
            .severityLabel(equal("CRITICAL"), equal("HIGH"))
            .workflowStatus(equal("NEW"))
            .recordState(equal("ACTIVE"))
            .build();
    List<Object> findings = new ArrayList<>();
    hub.getFindings(
            r ->
                r.filters(filters)
                    .maxResults(100)
                    .sortCriteria(s -> s.field("CreatedAt").sortOrder(SortOrder.ASC)))
        .findings()
        .forEach(
            finding ->
                findings.add(
                    Map.of(
                        "Id", finding.id(),
                        "Label", finding.severity().labelAsString(),
                        "CreatedAt", finding.createdAt())));
    return findings;
  }

  private static StringFilter equal(String value) {
    return StringFilter.builder().value(value).comparison(StringFilterComparison.EQUALS).build();
  }
}
