package io.attestream.agent.aws.macie;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.REGIONAL;

import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.UnitScan;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.macie2.Macie2Client;
import software.amazon.awssdk.services.macie2.model.AccessDeniedException;
import software.amazon.awssdk.services.macie2.model.CriterionAdditionalProperties;

/**
 * Amazon Macie in a region. Members: {@code status} of the session ({@code DISABLED} when it was never
 * enabled), {@code AutomatedDiscovery}, {@code SensitiveFindings} and {@code PublicFindings}: up to fifty findings of
 * sensitive data that nobody archived, in all buckets and in public ones. What was found is not read.
 */
public final class MacieCollector implements ServiceCollector {
  private static final ResourceType REGION =
      new ResourceType(
          "aws.macie.region",
          "macie2:GetMacieSession",
          "macie2:GetAutomatedDiscoveryConfiguration",
          "macie2:ListFindings");

  @Override
  public Placement placement() {
    return REGIONAL;
  }

  @Override
  public List<ResourceType> types() {
    return List.of(REGION);
  }

  private static final String PUBLIC =
      "resourcesAffected.s3Bucket.publicAccess.effectivePermission";

  @Override
  public void collect(UnitScan scan) throws InterruptedException {
    Macie2Client macie = scan.client(Macie2Client.class, Macie2Client::builder);
    scan.ofRegion(
        REGION,
        scan.arn("macie2", "region"),
        draft -> {
          draft
              .put("RegionName", scan.region())
              .put("AccountId", scan.account())
              .attempt("macie2:GetMacieSession", "status", () -> status(macie));
          if ("ENABLED".equals(draft.get("status"))) {
            draft
                .attempt(
                    "macie2:GetAutomatedDiscoveryConfiguration",
                    "AutomatedDiscovery",
                    () -> macie.getAutomatedDiscoveryConfiguration(r -> {}).statusAsString())
                .attempt("macie2:ListFindings", "SensitiveFindings", () -> findings(macie, false))
                .attempt("macie2:ListFindings", "PublicFindings", () -> findings(macie, true));
          }
          draft.emit();
        });
  }

  /**
   * The code AccessDeniedException stands for "not enabled" and for missing rights; only the message
   * tells them apart (Macie API reference, GetMacieSession).
   */
  private static String status(Macie2Client macie) {
    try {
      return macie.getMacieSession(r -> {}).statusAsString();
    } catch (AccessDeniedException e) {
      if (String.valueOf(e.getMessage()).contains("Macie is not enabled")) {
        return "DISABLED";
      }
      throw e;
    }
  }

  private static List<String> findings(Macie2Client macie, boolean onlyPublic) {
    Map<String, CriterionAdditionalProperties> criteria = new TreeMap<>();
    criteria.put("archived", equal("false"));
    criteria.put("category", equal("CLASSIFICATION"));
    if (onlyPublic) {
      criteria.put(PUBLIC, equal("PUBLIC"));
    }
    return macie
        .listFindings(r -> r.maxResults(50).findingCriteria(c -> c.criterion(criteria)))
        .findingIds();
  }

  private static CriterionAdditionalProperties equal(String value) {
    return CriterionAdditionalProperties.builder().eq(value).build();
  }
}
