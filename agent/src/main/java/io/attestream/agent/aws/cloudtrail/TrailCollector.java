package io.attestream.agent.aws.cloudtrail;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.REGIONAL;

import io.attestream.agent.aws.scan.Listing;
import io.attestream.agent.aws.scan.PojoDocument;
import io.attestream.agent.aws.scan.ResourceDraft;
import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.UnitScan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.DescribeTrailsResponse;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttributeKey;
import software.amazon.awssdk.services.cloudtrail.model.Trail;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.MetricFilter;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Trails at home in the region. Added: {@code Status}, {@code EventSelectors}, {@code
 * AdvancedEventSelectors}, {@code BucketInThisAccount}, {@code BucketObjectLock} (of the log bucket;
 * absent when it has none), {@code metricFilters} of the trail's log group, each with {@code
 * alarmed}: whether an alarm with an enabled action watches its metric.
 *
 * <p>And one resource a region with the {@code TamperingEvents} of the last 90 days: calls that
 * stop or delete logging and detection.
 */
public final class TrailCollector implements ServiceCollector {
  private static final ResourceType TRAIL =
      new ResourceType(
          "aws.cloudtrail.trail",
          "cloudtrail:DescribeTrails",
          "cloudtrail:GetTrailStatus",
          "cloudtrail:GetEventSelectors",
          "s3:ListBuckets",
          "s3:GetObjectLockConfiguration",
          "logs:DescribeMetricFilters",
          "cloudwatch:DescribeAlarmsForMetric");
  private static final ResourceType REGION =
      new ResourceType("aws.cloudtrail.region", "cloudtrail:LookupEvents");
  private static final List<String> TAMPERING =
      List.of(
          "DeleteDetector",
          "DeleteFlowLogs",
          "DeleteTrail",
          "DisableSecurityHub",
          "StopConfigurationRecorder",
          "StopLogging");

  @Override
  public Placement placement() {
    return REGIONAL;
  }

  @Override
  public List<ResourceType> types() {
    return List.of(TRAIL, REGION);
  }

  @Override
  public void collect(UnitScan scan) throws InterruptedException {
    CloudTrailClient cloudtrail = scan.client(CloudTrailClient.class, CloudTrailClient::builder);
    try (Listing trails = scan.listing(TRAIL)) {
      trails.forEach(
          () -> List.of(cloudtrail.describeTrails(r -> r.includeShadowTrails(false))).iterator(),
          DescribeTrailsResponse::trailList,
          trail -> trail(scan, trails, cloudtrail, trail));
    }
    scan.ofRegion(
        REGION,
        scan.arn("cloudtrail", "region"),
        draft ->
            draft
                .put("RegionName", scan.region())
                .attempt("cloudtrail:LookupEvents", "TamperingEvents", () -> tampering(cloudtrail))
                .emit());
  }

  private void trail(UnitScan scan, Listing trails, CloudTrailClient cloudtrail, Trail trail) {
    ResourceDraft draft =
        trails
            .draft(trail.trailARN(), trail.name(), trail)
            .whole(
                "cloudtrail:GetTrailStatus",
                "Status",
                () -> cloudtrail.getTrailStatus(r -> r.name(trail.trailARN())))
            .whole(
                "cloudtrail:GetEventSelectors",
                "Selectors",
                () -> cloudtrail.getEventSelectors(r -> r.trailName(trail.trailARN())))
            .hoist("Selectors", "EventSelectors", "AdvancedEventSelectors");
    S3Client s3 =
        scan.client(
            S3Client.class,
            () -> S3Client.builder().forcePathStyle(scan.endpoint().isPresent()),
            scan.region());
    draft
        .attempt(
            "s3:ListBuckets",
            "BucketInThisAccount",
            () ->
                s3.listBuckets(r -> r.prefix(trail.s3BucketName())).buckets().stream()
                    .anyMatch(bucket -> bucket.name().equals(trail.s3BucketName())))
        .attempt(
            "s3:GetObjectLockConfiguration",
            "BucketObjectLock",
            () ->
                PojoDocument.of(
                    s3.getObjectLockConfiguration(r -> r.bucket(trail.s3BucketName()))
                        .objectLockConfiguration()),
            "ObjectLockConfigurationNotFoundError"::equals)
        .attempt(
            "logs:DescribeMetricFilters",
            "metricFilters",
            () -> filters(scan, trail.cloudWatchLogsLogGroupArn()),
            "ResourceNotFoundException"::equals)
        .emit();
  }

  /** {@code arn:aws:logs:<region>:<account>:log-group:<name>:*}. */
  private static Object filters(UnitScan scan, @Nullable String logGroupArn) {
    String[] parts = logGroupArn == null ? new String[0] : logGroupArn.split(":", -1);
    if (parts.length < 7) {
      return List.of();
    }
    CloudWatchLogsClient logs =
        scan.client(CloudWatchLogsClient.class, CloudWatchLogsClient::builder, parts[3]);
    CloudWatchClient cloudwatch =
        scan.client(CloudWatchClient.class, CloudWatchClient::builder, parts[3]);
    List<Object> filters = new ArrayList<>();
    for (MetricFilter filter :
        logs.describeMetricFiltersPaginator(r -> r.logGroupName(parts[6])).metricFilters()) {
      Map<String, Object> document = new LinkedHashMap<>(PojoDocument.of(filter));
      document.put("alarmed", alarmed(cloudwatch, filter));
      filters.add(document);
    }
    return filters;
  }

  private static boolean alarmed(CloudWatchClient cloudwatch, MetricFilter filter) {
    return filter.metricTransformations().stream()
        .flatMap(
            to ->
                cloudwatch
                    .describeAlarmsForMetric(
                        r -> r.metricName(to.metricName()).namespace(to.metricNamespace()))
                    .metricAlarms()
                    .stream())
        .anyMatch(TrailCollector::tells);
  }

  private static boolean tells(MetricAlarm alarm) {
    return Boolean.TRUE.equals(alarm.actionsEnabled()) && !alarm.alarmActions().isEmpty();
  }

  /** The newest fifty of each kind; who did it is in CloudTrail and stays there. */
  private static Object tampering(CloudTrailClient cloudtrail) {
    List<Object> events = new ArrayList<>();
    for (String name : TAMPERING) {
      cloudtrail
          .lookupEvents(
              r ->
                  r.maxResults(50)
                      .lookupAttributes(
                          a -> a.attributeKey(LookupAttributeKey.EVENT_NAME).attributeValue(name)))
          .events()
          .forEach(
              event ->
                  events.add(
                      Map.of(
                          "EventName", name,
                          "EventId", event.eventId(),
                          "EventTime", event.eventTime().toString())));
    }
    return events;
  }
}
