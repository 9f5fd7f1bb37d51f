package io.attestream.agent.aws.redshift;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.REGIONAL;

import io.attestream.agent.aws.scan.Listing;
import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.UnitScan;
import java.util.List;
import software.amazon.awssdk.services.redshift.RedshiftClient;
import software.amazon.awssdk.services.redshift.model.DescribeClustersResponse;

/**
 * Redshift clusters. Added: {@code LoggingEnabled}.
 */
public final class RedshiftCollector implements ServiceCollector {
  private static final ResourceType CLUSTER =
      new ResourceType(
          "aws.redshift.cluster", "redshift:DescribeClusters", "redshift:DescribeLoggingStatus");

  @Override
  public Placement placement() {
    return REGIONAL;
  }

  @Override
  public List<ResourceType> types() {
    return List.of(CLUSTER);
  }

  @Override
  public void collect(UnitScan scan) throws InterruptedException {
    RedshiftClient redshift = scan.client(RedshiftClient.class, RedshiftClient::builder);
    try (Listing clusters = scan.listing(CLUSTER)) {
      clusters.forEach(
          redshift.describeClustersPaginator(),
          DescribeClustersResponse::clusters,
          cluster ->
              clusters
                  .draft(
                      scan.arn("redshift", "cluster:" + cluster.clusterIdentifier()),
                      cluster.clusterIdentifier(),
                      cluster)
                  .without(
                      "ClusterNodes",
                      "PendingModifiedValues",
                      "MasterUsername",
                      "ClusterPublicKey",
                      "NextMaintenanceWindowStartTime",
                      "ExpectedNextSnapshotScheduleTime",
                      "TotalStorageCapacityInMegaBytes")
                  .member(
                      "redshift:DescribeLoggingStatus",
                      "LoggingEnabled",
                      () ->
                          redshift.describeLoggingStatus(
                              r -> r.clusterIdentifier(cluster.clusterIdentifier())))
                  .emit());
    }
  }
}
