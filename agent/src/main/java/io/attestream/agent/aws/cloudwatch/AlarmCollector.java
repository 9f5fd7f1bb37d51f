package io.attestream.agent.aws.cloudwatch;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.REGIONAL;

import io.attestream.agent.aws.scan.Listing;
import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.UnitScan;
import java.util.List;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;

/** Metric alarms. */
public final class AlarmCollector implements ServiceCollector {
  private static final ResourceType ALARM =
      new ResourceType("aws.cloudwatch.alarm", "cloudwatch:DescribeAlarms");

  @Override
  public Placement placement() {
    return REGIONAL;
  }

  @Override
  public List<ResourceType> types() {
    return List.of(ALARM);
  }

  @Override
  public void collect(UnitScan scan) throws InterruptedException {
    CloudWatchClient cloudwatch = scan.client(CloudWatchClient.class, CloudWatchClient::builder);
    try (Listing alarms = scan.listing(ALARM)) {
      alarms.forEach(
          cloudwatch.describeAlarmsPaginator(r -> r.alarmTypes(AlarmType.METRIC_ALARM)),
          DescribeAlarmsResponse::metricAlarms,
          alarm -> alarms.draft(alarm.alarmArn(), alarm.alarmName(), alarm).emit());
    }
  }
}
