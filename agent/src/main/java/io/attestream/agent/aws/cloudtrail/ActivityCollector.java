package io.attestream.agent.aws.cloudtrail;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.REGIONAL;

import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.UnitScan;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.Event;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttributeKey;

/**
 * What people did in a region, from the last ninety days of CloudTrail. Members: {@code RootEvents}
 * (the newest fifty calls of the root user that changed something or signed in) and {@code
 * ConsoleWrites} (changes made in the console, among the newest five hundred changes). Who it was is
 * in CloudTrail and stays there.
 */
public final class ActivityCollector implements ServiceCollector {
  private static final ResourceType REGION =
      new ResourceType("aws.cloudtrail.activity", "cloudtrail:LookupEvents");

  @Override
  public Placement placement() {
    return REGIONAL;
  }

  @Override
  public List<ResourceType> types() {
    return List.of(REGION);
  }

  private static final int PAGES = 10;
  private static final String FROM_CONSOLE = "\"sessionCredentialFromConsole\":\"true\"";

  @Override
  public void collect(UnitScan scan) throws InterruptedException {
    CloudTrailClient cloudtrail = scan.client(CloudTrailClient.class, CloudTrailClient::builder);
    scan.ofRegion(
        REGION,
        scan.arn("cloudtrail", "activity"),
        draft ->
            draft
                .put("RegionName", scan.region())
                .put("AccountId", scan.account())
                .attempt("cloudtrail:LookupEvents", "RootEvents", () -> root(cloudtrail))
                .attempt(
                    "cloudtrail:LookupEvents", "ConsoleWrites", () -> consoleWrites(cloudtrail))
                .emit());
  }

  private static List<Object> root(CloudTrailClient cloudtrail) {
    return cloudtrail
        .lookupEvents(
            r ->
                r.maxResults(50)
                    .lookupAttributes(
                        a -> a.attributeKey(LookupAttributeKey.USERNAME).attributeValue("root")))
        .events()
        .stream()
        .filter(event -> !"true".equals(event.readOnly()))
        .map(ActivityCollector::facts)
        .toList();
  }

  private static List<Object> consoleWrites(CloudTrailClient cloudtrail) {
    return cloudtrail
        .lookupEventsPaginator(
            r ->
                r.maxResults(50)
                    .lookupAttributes(
                        a -> a.attributeKey(LookupAttributeKey.READ_ONLY).attributeValue("false")))
        .stream()
        .limit(PAGES)
        .flatMap(page -> page.events().stream())
        .filter(event -> fromConsole(event.cloudTrailEvent()))
        .map(ActivityCollector::facts)
        .toList();
  }

  private static boolean fromConsole(@Nullable String event) {
    return event != null && event.replace(" ", "").contains(FROM_CONSOLE);
  }

  private static Object facts(Event event) {
    return Map.of(
        "EventId", event.eventId(),
        "EventName", event.eventName(),
        "EventTime", event.eventTime().toString());
  }
}
