package io.attestream.agent.aws.opensearch;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.REGIONAL;

import io.attestream.agent.aws.scan.Listing;
import io.attestream.agent.aws.scan.PojoDocument;
import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.UnitScan;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.opensearch.OpenSearchClient;
import software.amazon.awssdk.services.opensearch.model.ListDomainNamesResponse;

/**
 * OpenSearch domains. Member {@code DomainStatus}; what is stored is not read.
 */
public final class DomainCollector implements ServiceCollector {
  private static final ResourceType DOMAIN =
      new ResourceType("aws.opensearch.domain", "es:ListDomainNames", "es:DescribeDomain");

  @Override
  public Placement placement() {
    return REGIONAL;
  }

  @Override
  public List<ResourceType> types() {
    return List.of(DOMAIN);
  }

  private static final Set<String> KEPT =
      Set.of(
          "EngineVersion",
          "AccessPolicies",
          "VPCOptions",
          "EncryptionAtRestOptions",
          "NodeToNodeEncryptionOptions",
          "DomainEndpointOptions",
          "AdvancedSecurityOptions",
          "ClusterConfig",
          "LogPublishingOptions",
          "SoftwareUpdateOptions");

  @Override
  public void collect(UnitScan scan) throws InterruptedException {
    OpenSearchClient opensearch = scan.client(OpenSearchClient.class, OpenSearchClient::builder);
    try (Listing domains = scan.listing(DOMAIN)) {
      domains.forEach(
          () -> List.of(opensearch.listDomainNames(r -> {})).iterator(),
          ListDomainNamesResponse::domainNames,
          domain ->
              domains
                  .draft(scan.arn("es", "domain/" + domain.domainName()), domain.domainName())
                  .attempt(
                      "es:DescribeDomain",
                      "DomainStatus",
                      () -> kept(opensearch, domain.domainName()))
                  .emit());
    }
  }

  private static Map<String, Object> kept(OpenSearchClient opensearch, String name) {
    Map<String, Object> status =
        PojoDocument.of(opensearch.describeDomain(r -> r.domainName(name)).domainStatus());
    status.keySet().retainAll(KEPT);
    return status;
  }
}
