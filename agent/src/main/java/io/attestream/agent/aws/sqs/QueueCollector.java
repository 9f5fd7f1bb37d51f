package io.attestream.agent.aws.sqs;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.REGIONAL;

import io.attestream.agent.aws.scan.Listing;
import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.UnitScan;
import java.util.List;
import java.util.TreeMap;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ListQueuesResponse;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * Queues. Member {@code Attributes}: the queue's policy, encryption and dead letter settings. Messages are not
 * read.
 */
public final class QueueCollector implements ServiceCollector {
  private static final ResourceType QUEUE =
      new ResourceType("aws.sqs.queue", "sqs:ListQueues", "sqs:GetQueueAttributes");

  @Override
  public Placement placement() {
    return REGIONAL;
  }

  @Override
  public List<ResourceType> types() {
    return List.of(QUEUE);
  }

  private static final List<QueueAttributeName> ATTRIBUTES =
      List.of(
          QueueAttributeName.POLICY,
          QueueAttributeName.KMS_MASTER_KEY_ID,
          QueueAttributeName.SQS_MANAGED_SSE_ENABLED,
          QueueAttributeName.REDRIVE_POLICY);

  @Override
  public void collect(UnitScan scan) throws InterruptedException {
    SqsClient sqs = scan.client(SqsClient.class, SqsClient::builder);
    try (Listing queues = scan.listing(QUEUE)) {
      queues.forEach(
          sqs.listQueuesPaginator(r -> r.maxResults(1000)),
          ListQueuesResponse::queueUrls,
          url -> {
            String name = url.substring(url.lastIndexOf('/') + 1);
            queues
                .draft(scan.arn("sqs", name), name)
                .attempt(
                    "sqs:GetQueueAttributes",
                    "Attributes",
                    () ->
                        new TreeMap<>(
                            sqs.getQueueAttributes(r -> r.queueUrl(url).attributeNames(ATTRIBUTES))
                                .attributesAsStrings()))
                .emit();
          });
    }
  }
}
