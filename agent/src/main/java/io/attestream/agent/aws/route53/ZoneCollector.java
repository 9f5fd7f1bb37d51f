package io.attestream.agent.aws.route53;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.GLOBAL;

import io.attestream.agent.aws.scan.Listing;
import io.attestream.agent.aws.scan.Once;
import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.UnitScan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.HostedZone;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Public hosted zones. Member {@code BucketRecords}: records that point to a website bucket, each with
 * whether the account holds a bucket of that name. A record whose bucket is gone can be taken over by whoever makes it.
 */
public final class ZoneCollector implements ServiceCollector {
  private static final ResourceType ZONE =
      new ResourceType(
          "aws.route53.hosted-zone",
          "route53:ListHostedZones",
          "route53:ListResourceRecordSets",
          "s3:ListBuckets");

  @Override
  public Placement placement() {
    return GLOBAL;
  }

  @Override
  public List<ResourceType> types() {
    return List.of(ZONE);
  }

  @Override
  public void collect(UnitScan scan) throws InterruptedException {
    Route53Client route53 = scan.client(Route53Client.class, Route53Client::builder);
    S3Client s3 =
        scan.client(
            S3Client.class,
            () -> S3Client.builder().forcePathStyle(scan.endpoint().isPresent()),
            scan.mainRegion());
    Once<Set<String>> buckets =
        new Once<>(
            () ->
                s3.listBucketsPaginator(r -> {}).buckets().stream()
                    .map(bucket -> bucket.name())
                    .collect(Collectors.toSet()));
    try (Listing zones = scan.listing(ZONE)) {
      zones.forEach(
          route53.listHostedZonesPaginator(r -> {}),
          page -> page.hostedZones().stream().filter(ZoneCollector::open).toList(),
          zone ->
              zones
                  .draft(
                      "arn:" + scan.partition() + ":route53:::" + zone.id().substring(1),
                      zone.name())
                  .put("Name", zone.name())
                  .attempt(
                      "route53:ListResourceRecordSets",
                      "BucketRecords",
                      () -> records(route53, zone.id(), buckets.get()))
                  .emit());
    }
  }

  private static boolean open(HostedZone zone) {
    return zone.config() == null || !Boolean.TRUE.equals(zone.config().privateZone());
  }

  private static List<Object> records(Route53Client route53, String zone, Set<String> buckets) {
    List<Object> records = new ArrayList<>();
    route53.listResourceRecordSetsPaginator(r -> r.hostedZoneId(zone)).stream()
        .flatMap(page -> page.resourceRecordSets().stream())
        .filter(ZoneCollector::pointsToBucket)
        .forEach(
            record -> {
              String name = record.name().replaceAll("\\.$", "");
              records.add(Map.of("Name", name, "BucketHeld", buckets.contains(name)));
            });
    return records;
  }

  /** A website bucket is addressed by a name of {@code s3-website} and must be called as the record is. */
  private static boolean pointsToBucket(ResourceRecordSet record) {
    if (record.aliasTarget() != null) {
      return record.aliasTarget().dnsName().contains("s3-website");
    }
    return record.resourceRecords().stream().anyMatch(one -> one.value().contains("s3-website"));
  }
}
