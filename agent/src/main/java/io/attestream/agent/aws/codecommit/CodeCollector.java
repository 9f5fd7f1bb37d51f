package io.attestream.agent.aws.codecommit;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.REGIONAL;

import io.attestream.agent.aws.scan.Listing;
import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.UnitScan;
import java.util.List;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;
import software.amazon.awssdk.services.codecommit.model.ListRepositoriesResponse;

/**
 * Repositories of CodeCommit. Added: {@code ApprovalRuleTemplates}, the names of those that are
 * associated. Code is not read.
 */
public final class CodeCollector implements ServiceCollector {
  private static final ResourceType REPOSITORY =
      new ResourceType(
          "aws.codecommit.repository",
          "codecommit:ListRepositories",
          "codecommit:ListAssociatedApprovalRuleTemplatesForRepository");

  @Override
  public Placement placement() {
    return REGIONAL;
  }

  @Override
  public List<ResourceType> types() {
    return List.of(REPOSITORY);
  }

  @Override
  public void collect(UnitScan scan) throws InterruptedException {
    CodeCommitClient codecommit = scan.client(CodeCommitClient.class, CodeCommitClient::builder);
    try (Listing repositories = scan.listing(REPOSITORY)) {
      repositories.forEach(
          codecommit.listRepositoriesPaginator(r -> {}),
          ListRepositoriesResponse::repositories,
          one ->
              repositories
                  .draft(scan.arn("codecommit", one.repositoryName()), one.repositoryName())
                  .attempt(
                      "codecommit:ListAssociatedApprovalRuleTemplatesForRepository",
                      "ApprovalRuleTemplates",
                      () ->
                          codecommit
                              .listAssociatedApprovalRuleTemplatesForRepositoryPaginator(
                                  r -> r.repositoryName(one.repositoryName()))
                              .stream()
                              .flatMap(page -> page.approvalRuleTemplateNames().stream())
                              .toList())
                  .emit());
    }
  }
}
