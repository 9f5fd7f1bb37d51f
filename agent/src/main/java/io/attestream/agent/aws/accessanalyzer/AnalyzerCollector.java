package io.attestream.agent.aws.accessanalyzer;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.REGIONAL;

import io.attestream.agent.aws.scan.Once;
import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.UnitScan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.accessanalyzer.AccessAnalyzerClient;
import software.amazon.awssdk.services.accessanalyzer.model.AnalyzerSummary;
import software.amazon.awssdk.services.accessanalyzer.model.Criterion;
import software.amazon.awssdk.services.accessanalyzer.model.OrderBy;
import software.amazon.awssdk.services.accessanalyzer.model.ResourceType;

/**
 * IAM Access Analyzer in a region. Members: {@code analyzers} and {@code ExternalFindings}: of each
 * active analyzer of external access the hundred oldest active findings.
 */
public final class AnalyzerCollector implements ServiceCollector {
  private static final ResourceType REGION =
      new ResourceType(
          "aws.accessanalyzer.region",
          "access-analyzer:ListAnalyzers",
          "access-analyzer:ListFindingsV2");

  @Override
  public Placement placement() {
    return REGIONAL;
  }

  @Override
  public List<ResourceType> types() {
    return List.of(REGION);
  }

  private static final Set<String> EXTERNAL = Set.of("ACCOUNT", "ORGANIZATION");

  @Override
  public void collect(UnitScan scan) throws InterruptedException {
    AccessAnalyzerClient analyzer =
        scan.client(AccessAnalyzerClient.class, AccessAnalyzerClient::builder);
    Once<List<AnalyzerSummary>> analyzers =
        new Once<>(() -> analyzer.listAnalyzersPaginator(r -> {}).analyzers().stream().toList());
    scan.ofRegion(
        REGION,
        scan.arn("access-analyzer", "region"),
        draft ->
            draft
                .put("RegionName", scan.region())
                .attempt(
                    "access-analyzer:ListAnalyzers",
                    "analyzers",
                    () ->
                        analyzers.get().stream()
                            .map(
                                one ->
                                    Map.of(
                                        "name", one.name(),
                                        "type", one.typeAsString(),
                                        "status", one.statusAsString()))
                            .toList())
                .attempt(
                    "access-analyzer:ListFindingsV2",
                    "ExternalFindings",
                    () -> findings(analyzer, analyzers.get()))
                .emit());
  }

  private static List<Object> findings(
      AccessAnalyzerClient client, List<AnalyzerSummary> analyzers) {
    List<Object> findings = new ArrayList<>();
    for (AnalyzerSummary one : analyzers) {
      if (EXTERNAL.contains(one.typeAsString()) && "ACTIVE".equals(one.statusAsString())) {
        client
            .listFindingsV2(
                r ->
                    r.analyzerArn(one.arn())
                        .filter(Map.of("status", Criterion.builder().eq("ACTIVE").build()))
                        .sort(s -> s.attributeName("createdAt").orderBy(OrderBy.ASC))
                        .maxResults(100))
            .findings()
            .forEach(
                finding -> {
                  Map<String, Object> facts = new LinkedHashMap<>();
                  facts.put("id", finding.id());
                  facts.put("createdAt", finding.createdAt().toString());
                  if (finding.resource() != null) {
                    facts.put("resource", finding.resource());
                  }
                  findings.add(facts);
                });
      }
    }
    return findings;
  }
}
