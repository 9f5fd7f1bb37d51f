package io.attestream.agent.aws.codeartifact;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.REGIONAL;

import io.attestream.agent.aws.scan.Listing;
import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.UnitScan;
import java.util.List;
import software.amazon.awssdk.services.codeartifact.CodeartifactClient;
import software.amazon.awssdk.services.codeartifact.model.ListDomainsResponse;
import software.amazon.awssdk.services.codeartifact.model.ListRepositoriesResponse;
import software.amazon.awssdk.services.codeartifact.model.ResourceType;

/**
 * Package stores. Added to a domain: {@code Policy} (JSON text; absent when there is none); to a repository: {@code
 * ExternalConnections} (names of public repositories that it fetches from).
 */
public final class ArtifactStoreCollector implements ServiceCollector {
  private static final ResourceType DOMAIN =
      new ResourceType(
          "aws.codeartifact.domain",
          "codeartifact:ListDomains",
          "codeartifact:GetDomainPermissionsPolicy");
  private static final ResourceType REPOSITORY =
      new ResourceType(
          "aws.codeartifact.repository",
          "codeartifact:ListRepositories",
          "codeartifact:DescribeRepository");

  @Override
  public Placement placement() {
    return REGIONAL;
  }

  @Override
  public List<ResourceType> types() {
    return List.of(DOMAIN, REPOSITORY);
  }

  @Override
  public void collect(UnitScan scan) throws InterruptedException {
    CodeartifactClient codeartifact =
        scan.client(CodeartifactClient.class, CodeartifactClient::builder);
    try (Listing domains = scan.listing(DOMAIN)) {
      domains.forEach(
          codeartifact.listDomainsPaginator(r -> {}),
          ListDomainsResponse::domains,
          domain ->
              domains
                  .draft(domain.arn(), domain.name(), domain)
                  .attempt(
                      "codeartifact:GetDomainPermissionsPolicy",
                      "Policy",
                      () ->
                          codeartifact
                              .getDomainPermissionsPolicy(r -> r.domain(domain.name()))
                              .policy()
                              .document(),
                      "ResourceNotFoundException"::equals)
                  .emit());
    }
    try (Listing repositories = scan.listing(REPOSITORY)) {
      repositories.forEach(
          codeartifact.listRepositoriesPaginator(r -> {}),
          ListRepositoriesResponse::repositories,
          one ->
              repositories
                  .draft(one.arn(), one.domainName() + "/" + one.name(), one)
                  .attempt(
                      "codeartifact:DescribeRepository",
                      "ExternalConnections",
                      () ->
                          codeartifact
                              .describeRepository(
                                  r -> r.domain(one.domainName()).repository(one.name()))
                              .repository()
                              .externalConnections()
                              .stream()
                              .map(connection -> connection.externalConnectionName())
                              .toList())
                  .emit());
    }
  }
}
