package io.attestream.agent.aws.wellarchitected;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.REGIONAL;

import io.attestream.agent.aws.scan.Listing;
import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.UnitScan;
import java.util.List;
import software.amazon.awssdk.services.wellarchitected.WellArchitectedClient;
import software.amazon.awssdk.services.wellarchitected.model.ListWorkloadsResponse;

/**
 * Workloads of the Well-Architected Tool. Answers are not read.
 */
public final class WorkloadCollector implements ServiceCollector {
  private static final ResourceType WORKLOAD =
      new ResourceType("aws.wellarchitected.workload", "wellarchitected:ListWorkloads");

  @Override
  public Placement placement() {
    return REGIONAL;
  }

  @Override
  public List<ResourceType> types() {
    return List.of(WORKLOAD);
  }

  @Override
  public void collect(UnitScan scan) throws InterruptedException {
    WellArchitectedClient tool =
        scan.client(WellArchitectedClient.class, WellArchitectedClient::builder);
    try (Listing workloads = scan.listing(WORKLOAD)) {
      workloads.forEach(
          tool.listWorkloadsPaginator(r -> {}),
          ListWorkloadsResponse::workloadSummaries,
          one -> workloads.draft(one.workloadArn(), one.workloadName(), one).emit());
    }
  }
}
