package io.attestream.agent.aws.sns;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.REGIONAL;

import io.attestream.agent.aws.scan.Listing;
import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.UnitScan;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.ListTopicsResponse;

/**
 * Topics. Member {@code Attributes}: the topic's policy, encryption and how many subscriptions were
 * confirmed. Who subscribed is not read.
 */
public final class TopicCollector implements ServiceCollector {
  private static final ResourceType TOPIC =
      new ResourceType("aws.sns.topic", "sns:ListTopics", "sns:GetTopicAttributes");

  @Override
  public Placement placement() {
    return REGIONAL;
  }

  @Override
  public List<ResourceType> types() {
    return List.of(TOPIC);
  }

  private static final Set<String> KEPT =
      Set.of("Policy", "KmsMasterKeyId", "SubscriptionsConfirmed", "TopicArn");

  @Override
  public void collect(UnitScan scan) throws InterruptedException {
    SnsClient sns = scan.client(SnsClient.class, SnsClient::builder);
    try (Listing topics = scan.listing(TOPIC)) {
      topics.forEach(
          sns.listTopicsPaginator(),
          ListTopicsResponse::topics,
          topic -> {
            String arn = topic.topicArn();
            topics
                .draft(arn, arn.substring(arn.lastIndexOf(':') + 1))
                .attempt("sns:GetTopicAttributes", "Attributes", () -> kept(sns, arn))
                .emit();
          });
    }
  }

  private static Map<String, String> kept(SnsClient sns, String arn) {
    Map<String, String> attributes =
        new TreeMap<>(sns.getTopicAttributes(r -> r.topicArn(arn)).attributes());
    attributes.keySet().retainAll(KEPT);
    return attributes;
  }
}
