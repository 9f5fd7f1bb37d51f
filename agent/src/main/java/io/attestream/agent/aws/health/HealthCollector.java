package io.attestream.agent.aws.health;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.GLOBAL;

import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.UnitScan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.health.HealthClient;
import software.amazon.awssdk.services.health.model.EventStatusCode;

/**
 * What AWS tells the account of its resources. Member {@code OpenEvents}: up to a hundred events that are
 * open, with category and times. The API takes a support plan; without one it answers {@code SubscriptionRequiredException}.
 */
public final class HealthCollector implements ServiceCollector {
  private static final ResourceType ACCOUNT =
      new ResourceType("aws.health.account", "health:DescribeEvents");

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
    HealthClient health = scan.client(HealthClient.class, HealthClient::builder, scan.mainRegion());
    scan.ofAccount(
        ACCOUNT,
        scan.accountArn("health", "account"),
        draft -> draft.attempt("health:DescribeEvents", "OpenEvents", () -> open(health)).emit());
  }

  private static List<Object> open(HealthClient health) {
    List<Object> events = new ArrayList<>();
    health
        .describeEvents(
            r -> r.maxResults(100).filter(f -> f.eventStatusCodes(EventStatusCode.OPEN)))
        .events()
        .stream()
        .filter(event -> event.startTime() != null)
        .forEach(
            event ->
                events.add(
                    Map.of(
                        "Arn", event.arn(),
                        "EventTypeCategory", event.eventTypeCategoryAsString(),
                        "StartTime", event.startTime().toString())));
    return events;
  }
}
