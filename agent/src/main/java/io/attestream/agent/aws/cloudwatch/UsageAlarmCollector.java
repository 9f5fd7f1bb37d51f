package io.attestream.agent.aws.cloudwatch;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.REGIONAL;

import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.UnitScan;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;

/**
 * Alarms on the use of service quotas in a region. Member {@code UsageAlarms}: the alarms on metrics
 * of the namespace {@code AWS/Usage}, with whether they act.
 */
public final class UsageAlarmCollector implements ServiceCollector {
  private static final ResourceType REGION =
      new ResourceType("aws.cloudwatch.region", "cloudwatch:DescribeAlarms");

  @Override
  public Placement placement() {
    return REGIONAL;
  }

  @Override
  public List<ResourceType> types() {
    return List.of(REGION);
  }

  private static final String USAGE = "AWS/Usage";

  @Override
  public void collect(UnitScan scan) throws InterruptedException {
    CloudWatchClient cloudwatch = scan.client(CloudWatchClient.class, CloudWatchClient::builder);
    scan.ofRegion(
        REGION,
        scan.arn("cloudwatch", "region"),
        draft ->
            draft
                .put("RegionName", scan.region())
                .attempt("cloudwatch:DescribeAlarms", "UsageAlarms", () -> alarms(cloudwatch))
                .emit());
  }

  private static List<Object> alarms(CloudWatchClient cloudwatch) {
    return cloudwatch.describeAlarmsPaginator(r -> r.alarmTypes(AlarmType.METRIC_ALARM)).stream()
        .flatMap(page -> page.metricAlarms().stream())
        .filter(UsageAlarmCollector::watchesUsage)
        .map(
            alarm ->
                (Object)
                    Map.of(
                        "AlarmName",
                        alarm.alarmName(),
                        "Acts",
                        Boolean.TRUE.equals(alarm.actionsEnabled())
                            && !alarm.alarmActions().isEmpty()))
        .toList();
  }

  private static boolean watchesUsage(MetricAlarm alarm) {
    return USAGE.equals(alarm.namespace())
        || alarm.metrics().stream()
            .anyMatch(
                query ->
                    query.metricStat() != null
                        && query.metricStat().metric() != null
                        && USAGE.equals(query.metricStat().metric().namespace()));
  }
}
