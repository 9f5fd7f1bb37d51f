package io.attestream.agent.aws.logs;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.REGIONAL;

import io.attestream.agent.aws.scan.Listing;
import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.UnitScan;
import java.util.List;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsResponse;

/** Log groups; what is logged in them is not read. */
public final class LogGroupCollector implements ServiceCollector {
  private static final ResourceType LOG_GROUP =
      new ResourceType("aws.logs.log-group", "logs:DescribeLogGroups");

  @Override
  public Placement placement() {
    return REGIONAL;
  }

  @Override
  public List<ResourceType> types() {
    return List.of(LOG_GROUP);
  }

  @Override
  public void collect(UnitScan scan) throws InterruptedException {
    CloudWatchLogsClient logs =
        scan.client(CloudWatchLogsClient.class, CloudWatchLogsClient::builder);
    try (Listing groups = scan.listing(LOG_GROUP)) {
      groups.forEach(
          logs.describeLogGroupsPaginator(),
          DescribeLogGroupsResponse::logGroups,
          group ->
              groups
                  .draft(
                      scan.arn("logs", "log-group:" + group.logGroupName()),
                      group.logGroupName(),
                      group)
                  .without("storedBytes", "metricFilterCount")
                  .emit());
    }
  }
}
