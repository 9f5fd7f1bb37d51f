package io.attestream.agent.aws.ec2;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.REGIONAL;

import io.attestream.agent.aws.scan.Listing;
import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.UnitScan;
import java.util.List;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeClientVpnEndpointsResponse;
import software.amazon.awssdk.services.ec2.model.Placement;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/**
 * Endpoints of Client VPN.
 */
public final class ClientVpnCollector implements ServiceCollector {
  private static final ResourceType ENDPOINT =
      new ResourceType("aws.ec2.client-vpn-endpoint", "ec2:DescribeClientVpnEndpoints");

  @Override
  public Placement placement() {
    return REGIONAL;
  }

  @Override
  public List<ResourceType> types() {
    return List.of(ENDPOINT);
  }

  @Override
  public void collect(UnitScan scan) throws InterruptedException {
    Ec2Client ec2 = scan.client(Ec2Client.class, Ec2Client::builder);
    try (Listing endpoints = scan.listing(ENDPOINT)) {
      endpoints.forEach(
          ec2.describeClientVpnEndpointsPaginator(r -> {}),
          DescribeClientVpnEndpointsResponse::clientVpnEndpoints,
          one ->
              endpoints
                  .draft(
                      scan.arn("ec2", "client-vpn-endpoint/" + one.clientVpnEndpointId()),
                      Names.of(one.tags(), one.clientVpnEndpointId()),
                      one)
                  .emit());
    }
  }
}
