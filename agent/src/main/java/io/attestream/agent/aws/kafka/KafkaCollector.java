package io.attestream.agent.aws.kafka;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.REGIONAL;

import io.attestream.agent.aws.scan.Listing;
import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.UnitScan;
import java.util.List;
import software.amazon.awssdk.services.kafka.KafkaClient;
import software.amazon.awssdk.services.kafka.model.ListClustersV2Response;

/**
 * Clusters of Managed Streaming for Apache Kafka, with {@code provisioned} settings (absent for serverless
 * ones).
 */
public final class KafkaCollector implements ServiceCollector {
  private static final ResourceType CLUSTER =
      new ResourceType("aws.kafka.cluster", "kafka:ListClustersV2");

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
    KafkaClient kafka = scan.client(KafkaClient.class, KafkaClient::builder);
    try (Listing clusters = scan.listing(CLUSTER)) {
      clusters.forEach(
          kafka.listClustersV2Paginator(r -> {}),
          ListClustersV2Response::clusterInfoList,
          cluster ->
              clusters
                  .draft(cluster.clusterArn(), cluster.clusterName(), cluster)
                  .without("ActiveOperationArn", "CurrentVersion", "StateInfo")
                  .emit());
    }
  }
}
