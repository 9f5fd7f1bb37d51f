package io.attestream.agent.aws.ec2;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.REGIONAL;

import io.attestream.agent.aws.scan.Listing;
import io.attestream.agent.aws.scan.Once;
import io.attestream.agent.aws.scan.PojoDocument;
import io.attestream.agent.aws.scan.SecretPatterns;
import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.UnitScan;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceAttributeName;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * Instances that are not terminated. Added: {@code Image} ({@code CreationDate}, {@code OwnerId} and
 * others of the image; absent when it is gone), {@code UserData} ({@code Present} and {@code
 * SecretKinds}; the text itself stays in the agent), {@code PingStatus} of Systems Manager's agent (absent
 * where there is none).
 */
public final class InstanceCollector implements ServiceCollector {
  private static final ResourceType INSTANCE =
      new ResourceType(
          "aws.ec2.instance",
          "ec2:DescribeInstances",
          "ec2:DescribeImages",
          "ec2:DescribeInstanceAttribute",
          "ssm:DescribeInstanceInformation");
  private static final Filter ALIVE =
      Filter.builder()
          .name("instance-state-name")
          .values("pending", "running", "stopping", "stopped")
          .build();

  @Override
  public Placement placement() {
    return REGIONAL;
  }

  @Override
  public List<ResourceType> types() {
    return List.of(INSTANCE);
  }

  @Override
  public void collect(UnitScan scan) throws InterruptedException {
    Ec2Client ec2 = scan.client(Ec2Client.class, Ec2Client::builder);
    Once<Map<String, String>> managed = new Once<>(() -> managed(scan));
    try (Listing instances = scan.listing(INSTANCE)) {
      instances.forEach(
          ec2.describeInstancesPaginator(r -> r.filters(ALIVE)),
          page -> page.reservations().stream().flatMap(r -> r.instances().stream()).toList(),
          instance -> instance(scan, instances, ec2, managed, instance));
    }
  }

  private void instance(
      UnitScan scan,
      Listing instances,
      Ec2Client ec2,
      Once<Map<String, String>> managed,
      Instance instance) {
    instances
        .draft(scan.arn("ec2", "instance/" + instance.instanceId()), Names.of(instance), instance)
        .attempt("ec2:DescribeImages", "Image", () -> image(ec2, instance), Ec2Absence::image)
        .attempt(
            "ec2:DescribeInstanceAttribute", "UserData", () -> userData(ec2, instance.instanceId()))
        .attempt(
            "ssm:DescribeInstanceInformation",
            "PingStatus",
            () -> managed.get().get(instance.instanceId()))
        .emit();
  }

  private static @Nullable Object image(Ec2Client ec2, Instance instance) {
    return ec2.describeImages(r -> r.imageIds(instance.imageId())).images().stream()
        .findFirst()
        .map(PojoDocument::of)
        .map(InstanceCollector::facts)
        .orElse(null);
  }

  private static Map<String, Object> facts(Map<String, Object> image) {
    image
        .keySet()
        .retainAll(
            Stream.of("ImageId", "Name", "CreationDate", "DeprecationTime", "OwnerId", "Public")
                .toList());
    return image;
  }

  private static Map<String, Object> userData(Ec2Client ec2, String id) {
    var attribute =
        ec2.describeInstanceAttribute(
            r -> r.instanceId(id).attribute(InstanceAttributeName.USER_DATA));
    String encoded = attribute.userData() == null ? null : attribute.userData().value();
    if (encoded == null || encoded.isEmpty()) {
      return Map.of("Present", false, "SecretKinds", List.of());
    }
    String text = new String(Base64.getMimeDecoder().decode(encoded), StandardCharsets.UTF_8);
    return Map.of("Present", true, "SecretKinds", SecretPatterns.kinds(text));
  }

  private static Map<String, String> managed(UnitScan scan) {
    SsmClient ssm = scan.client(SsmClient.class, SsmClient::builder);
    Map<String, String> status = new HashMap<>();
    ssm.describeInstanceInformationPaginator()
        .instanceInformationList()
        .forEach(one -> status.put(one.instanceId(), one.pingStatusAsString()));
    return status;
  }
}
