package io.attestream.agent.aws.artifact;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.GLOBAL;

import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.UnitScan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.artifact.ArtifactClient;

/**
 * What the provider assures and what was agreed with it. Members: {@code Reports} (name, category and period of
 * each report) and {@code Agreements} (name and state). Reports themselves are not read.
 */
public final class ArtifactCollector implements ServiceCollector {
  private static final ResourceType ACCOUNT =
      new ResourceType(
          "aws.artifact.account", "artifact:ListReports", "artifact:ListCustomerAgreements");

  @Override
  public Placement placement() {
    return GLOBAL;
  }

  @Override
  public List<ResourceType> types() {
    return List.of(ACCOUNT);
  }

  @Override
  public void collect(UnitScan scan) throws InterruptedException {
    ArtifactClient artifact =
        scan.client(ArtifactClient.class, ArtifactClient::builder, scan.mainRegion());
    scan.ofAccount(
        ACCOUNT,
        scan.accountArn("artifact", "account"),
        draft ->
            draft
                .attempt("artifact:ListReports", "Reports", () -> reports(artifact))
                .attempt(
                    "artifact:ListCustomerAgreements", "Agreements", () -> agreements(artifact))
                .emit());
  }

  private static List<Object> reports(ArtifactClient artifact) {
    List<Object> reports = new ArrayList<>();
    artifact.listReportsPaginator(r -> {}).reports().stream()
        .filter(report -> report.periodEnd() != null)
        .forEach(
            report ->
                reports.add(
                    Map.of(
                        "name", report.name(),
                        "category", Objects.requireNonNullElse(report.category(), ""),
                        "periodEnd", report.periodEnd().toString())));
    return reports;
  }

  private static List<Object> agreements(ArtifactClient artifact) {
    List<Object> agreements = new ArrayList<>();
    artifact
        .listCustomerAgreementsPaginator(r -> {})
        .customerAgreements()
        .forEach(one -> agreements.add(Map.of("name", one.name(), "state", one.stateAsString())));
    return agreements;
  }
}
