package io.attestream.agent.aws.elasticache;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.REGIONAL;

import io.attestream.agent.aws.scan.Listing;
import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.UnitScan;
import java.util.List;
import software.amazon.awssdk.services.elasticache.ElastiCacheClient;
import software.amazon.awssdk.services.elasticache.model.DescribeReplicationGroupsResponse;

/**
 * Replication groups of ElastiCache.
 */
public final class ReplicationGroupCollector implements ServiceCollector {
  private static final ResourceType GROUP =
      new ResourceType(
          "aws.elasticache.replication-group", "elasticache:DescribeReplicationGroups");

  @Override
  public Placement placement() {
    return REGIONAL;
  }

  @Override
  public List<ResourceType> types() {
    return List.of(GROUP);
  }

  @Override
  public void collect(UnitScan scan) throws InterruptedException {
    ElastiCacheClient cache = scan.client(ElastiCacheClient.class, ElastiCacheClient::builder);
    try (Listing groups = scan.listing(GROUP)) {
      groups.forEach(
          cache.describeReplicationGroupsPaginator(),
          DescribeReplicationGroupsResponse::replicationGroups,
          group ->
              groups
                  .draft(
                      scan.arn("elasticache", "replicationgroup:" + group.replicationGroupId()),
                      group.replicationGroupId(),
                      group)
                  .without("NodeGroups", "MemberClusters", "PendingModifiedValues")
                  .emit());
    }
  }
}
