package io.attestream.agent.aws.cloudformation;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.REGIONAL;

import io.attestream.agent.aws.scan.Listing;
import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.UnitScan;
import java.util.List;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksResponse;

/**
 * Stacks that exist. Parameters, outputs and descriptions may hold secrets and stay in the agent.
 */
public final class StackCollector implements ServiceCollector {
  private static final ResourceType STACK =
      new ResourceType("aws.cloudformation.stack", "cloudformation:DescribeStacks");

  @Override
  public Placement placement() {
    return REGIONAL;
  }

  @Override
  public List<ResourceType> types() {
    return List.of(STACK);
  }

  @Override
  public void collect(UnitScan scan) throws InterruptedException {
    CloudFormationClient cloudformation =
        scan.client(CloudFormationClient.class, CloudFormationClient::builder);
    try (Listing stacks = scan.listing(STACK)) {
      stacks.forEach(
          cloudformation.describeStacksPaginator(r -> {}),
          DescribeStacksResponse::stacks,
          stack ->
              stacks
                  .draft(stack.stackId(), stack.stackName(), stack)
                  .without("Parameters", "Outputs", "Description", "StackStatusReason")
                  .emit());
    }
  }
}
