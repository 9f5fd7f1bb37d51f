package io.attestream.agent.aws.autoscaling;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.REGIONAL;

import io.attestream.agent.aws.scan.Listing;
import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.UnitScan;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingGroupsResponse;

/**
 * Groups of EC2 Auto Scaling. Added: {@code PolicyTypes}, the types of the policies that scale the
 * group.
 */
public final class GroupCollector implements ServiceCollector {
  private static final ResourceType GROUP =
      new ResourceType(
          "aws.autoscaling.group",
          "autoscaling:DescribeAutoScalingGroups",
          "autoscaling:DescribePolicies");

  @Override
  public Placement placement() {
    return REGIONAL;
  }

  @Override
  public List<ResourceType> types() {
    return List.of(GROUP);
  }

  @Override
  public void collect(UnitScan scan) throws InterruptedException {
    AutoScalingClient autoscaling =
        scan.client(AutoScalingClient.class, AutoScalingClient::builder);
    try (Listing groups = scan.listing(GROUP)) {
      groups.forEach(
          autoscaling.describeAutoScalingGroupsPaginator(),
          DescribeAutoScalingGroupsResponse::autoScalingGroups,
          group ->
              groups
                  .draft(group.autoScalingGroupARN(), group.autoScalingGroupName(), group)
                  .without(
                      "Instances", "DesiredCapacity", "PredictedCapacity", "WarmPoolSize", "Status")
                  .attempt(
                      "autoscaling:DescribePolicies",
                      "PolicyTypes",
                      () -> policies(autoscaling, group.autoScalingGroupName()))
                  .emit());
    }
  }

  private static List<String> policies(AutoScalingClient autoscaling, String group) {
    return autoscaling.describePoliciesPaginator(r -> r.autoScalingGroupName(group)).stream()
        .flatMap(page -> page.scalingPolicies().stream())
        .map(policy -> Objects.requireNonNullElse(policy.policyType(), "SimpleScaling"))
        .distinct()
        .sorted()
        .toList();
  }
}
