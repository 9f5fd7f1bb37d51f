package io.attestream.agent.aws.cloudfront;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.GLOBAL;

import io.attestream.agent.aws.scan.Listing;
import io.attestream.agent.aws.scan.PojoDocument;
import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.TokenPages;
import io.attestream.agent.aws.scan.UnitScan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudfront.CloudFrontClient;
import software.amazon.awssdk.services.cloudfront.model.DistributionConfig;
import software.amazon.awssdk.services.cloudfront.model.GetDistributionConfigResponse;
import software.amazon.awssdk.services.cloudfront.model.ListDistributionsResponse;
import software.amazon.awssdk.services.cloudfront.model.Origin;

/**
 * Distributions. Member {@code DistributionConfig}: how viewers and origins are spoken to, who logs
 * and who filters. Headers that are added for origins may be secrets and stay in the agent.
 */
public final class DistributionCollector implements ServiceCollector {
  private static final ResourceType DISTRIBUTION =
      new ResourceType(
          "aws.cloudfront.distribution",
          "cloudfront:ListDistributions",
          "cloudfront:GetDistributionConfig");

  @Override
  public Placement placement() {
    return GLOBAL;
  }

  @Override
  public List<ResourceType> types() {
    return List.of(DISTRIBUTION);
  }

  private static final Set<String> KEPT =
      Set.of("Enabled", "ViewerCertificate", "WebACLId", "Logging", "DefaultRootObject");

  @Override
  public void collect(UnitScan scan) throws InterruptedException {
    CloudFrontClient cloudfront = scan.client(CloudFrontClient.class, CloudFrontClient::builder);
    try (Listing distributions = scan.listing(DISTRIBUTION)) {
      distributions.forEach(
          new TokenPages<ListDistributionsResponse>(
              token -> cloudfront.listDistributions(r -> r.marker(token)),
              page ->
                  page.distributionList() == null ? null : page.distributionList().nextMarker()),
          page -> page.distributionList() == null ? List.of() : page.distributionList().items(),
          one ->
              distributions
                  .draft(one.arn(), one.domainName())
                  .attempt(
                      "cloudfront:GetDistributionConfig",
                      "DistributionConfig",
                      () -> facts(cloudfront.getDistributionConfig(r -> r.id(one.id()))))
                  .emit());
    }
  }

  private static Map<String, Object> facts(GetDistributionConfigResponse answer) {
    DistributionConfig config = answer.distributionConfig();
    Map<String, Object> facts = PojoDocument.of(config);
    facts.keySet().retainAll(KEPT);
    List<Object> viewers = new ArrayList<>();
    viewers.add(config.defaultCacheBehavior().viewerProtocolPolicyAsString());
    if (config.cacheBehaviors() != null) {
      config
          .cacheBehaviors()
          .items()
          .forEach(behavior -> viewers.add(behavior.viewerProtocolPolicyAsString()));
    }
    facts.put("ViewerProtocolPolicies", viewers);
    facts.put(
        "Origins", config.origins().items().stream().map(DistributionCollector::facts).toList());
    return facts;
  }

  private static Map<String, Object> facts(Origin origin) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("Id", origin.id());
    facts.put("DomainName", origin.domainName());
    if (origin.customOriginConfig() != null) {
      facts.put("OriginProtocolPolicy", origin.customOriginConfig().originProtocolPolicyAsString());
    }
    facts.put(
        "AccessControlled",
        given(origin.originAccessControlId())
            || (origin.s3OriginConfig() != null
                && given(origin.s3OriginConfig().originAccessIdentity())));
    return facts;
  }

  private static boolean given(@Nullable String text) {
    return text != null && !text.isEmpty();
  }
}
