package io.attestream.agent.aws.ec2;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.REGIONAL;

import io.attestream.agent.aws.scan.Listing;
import io.attestream.agent.aws.scan.PojoDocument;
import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.UnitScan;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeFlowLogsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcEndpointsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcPeeringConnectionsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ec2.model.VpcPeeringConnection;
import software.amazon.awssdk.services.ec2.model.VpcPeeringConnectionVpcInfo;

/**
 * Security groups, VPCs (with {@code FlowLogs}, {@code DhcpConfigurations} and {@code
 * EndpointServices}, the service names of its endpoints), subnets (with the {@code RouteTable} that
 * is in force), VPC endpoints and peering connections (with {@code RequesterVpcTags} and {@code
 * AccepterVpcTags} where the VPC is in this account and region).
 */
public final class NetworkCollector implements ServiceCollector {
  private static final ResourceType SECURITY_GROUP =
      new ResourceType("aws.ec2.security-group", "ec2:DescribeSecurityGroups");
  private static final ResourceType VPC =
      new ResourceType(
          "aws.ec2.vpc",
          "ec2:DescribeVpcs",
          "ec2:DescribeFlowLogs",
          "ec2:DescribeDhcpOptions",
          "ec2:DescribeVpcEndpoints");
  private static final ResourceType SUBNET =
      new ResourceType("aws.ec2.subnet", "ec2:DescribeSubnets", "ec2:DescribeRouteTables");
  private static final ResourceType ENDPOINT =
      new ResourceType("aws.ec2.vpc-endpoint", "ec2:DescribeVpcEndpoints");
  private static final ResourceType PEERING =
      new ResourceType(
          "aws.ec2.vpc-peering-connection",
          "ec2:DescribeVpcPeeringConnections",
          "ec2:DescribeVpcs");

  @Override
  public Placement placement() {
    return REGIONAL;
  }

  @Override
  public List<ResourceType> types() {
    return List.of(SECURITY_GROUP, VPC, SUBNET, ENDPOINT, PEERING);
  }

  @Override
  public void collect(UnitScan scan) throws InterruptedException {
    Ec2Client ec2 = scan.client(Ec2Client.class, Ec2Client::builder);
    try (Listing groups = scan.listing(SECURITY_GROUP)) {
      groups.forEach(
          ec2.describeSecurityGroupsPaginator(),
          DescribeSecurityGroupsResponse::securityGroups,
          group ->
              groups
                  .draft(
                      scan.arn("ec2", "security-group/" + group.groupId()),
                      group.groupName(),
                      group)
                  .emit());
    }
    try (Listing vpcs = scan.listing(VPC)) {
      vpcs.forEach(
          ec2.describeVpcsPaginator(),
          DescribeVpcsResponse::vpcs,
          vpc -> vpc(scan, vpcs, ec2, vpc));
    }
    try (Listing subnets = scan.listing(SUBNET)) {
      subnets.forEach(
          ec2.describeSubnetsPaginator(),
          DescribeSubnetsResponse::subnets,
          subnet -> subnet(subnets, ec2, subnet));
    }
    try (Listing endpoints = scan.listing(ENDPOINT)) {
      endpoints.forEach(
          ec2.describeVpcEndpointsPaginator(),
          DescribeVpcEndpointsResponse::vpcEndpoints,
          endpoint ->
              endpoints
                  .draft(
                      scan.arn("ec2", "vpc-endpoint/" + endpoint.vpcEndpointId()),
                      Names.of(endpoint.tags(), endpoint.vpcEndpointId()),
                      endpoint)
                  .emit());
    }
    try (Listing peerings = scan.listing(PEERING)) {
      peerings.forEach(
          ec2.describeVpcPeeringConnectionsPaginator(),
          DescribeVpcPeeringConnectionsResponse::vpcPeeringConnections,
          peering -> peering(scan, peerings, ec2, peering));
    }
  }

  private void vpc(UnitScan scan, Listing vpcs, Ec2Client ec2, Vpc vpc) {
    Filter inVpc = filter("vpc-id", vpc.vpcId());
    vpcs.draft(scan.arn("ec2", "vpc/" + vpc.vpcId()), Names.of(vpc.tags(), vpc.vpcId()), vpc)
        .all(
            "ec2:DescribeFlowLogs",
            "FlowLogs",
            () -> ec2.describeFlowLogsPaginator(r -> r.filter(filter("resource-id", vpc.vpcId()))),
            DescribeFlowLogsResponse::flowLogs)
        .attempt(
            "ec2:DescribeDhcpOptions", "DhcpConfigurations", () -> dhcp(ec2, vpc.dhcpOptionsId()))
        .all(
            "ec2:DescribeVpcEndpoints",
            "EndpointServices",
            () -> ec2.describeVpcEndpointsPaginator(r -> r.filters(inVpc)),
            page -> page.vpcEndpoints().stream().map(one -> one.serviceName()).toList())
        .emit();
  }

  /** The options called {@code default} set nothing (EC2 API reference, DhcpOptions). */
  private static @Nullable Object dhcp(Ec2Client ec2, @Nullable String id) {
    if (id == null || id.equals("default")) {
      return List.of();
    }
    return ec2.describeDhcpOptions(r -> r.dhcpOptionsIds(id)).dhcpOptions().stream()
        .findFirst()
        .map(options -> options.dhcpConfigurations().stream().map(PojoDocument::of).toList())
        .orElse(null);
  }

  private void subnet(Listing subnets, Ec2Client ec2, Subnet subnet) {
    subnets
        .draft(subnet.subnetArn(), Names.of(subnet.tags(), subnet.subnetId()), subnet)
        .attempt("ec2:DescribeRouteTables", "RouteTable", () -> routes(ec2, subnet))
        .emit();
  }

  /** The table associated with the subnet, or else the main table of its VPC. */
  private static @Nullable Object routes(Ec2Client ec2, Subnet subnet) {
    return Stream.of(
            List.of(filter("association.subnet-id", subnet.subnetId())),
            List.of(filter("vpc-id", subnet.vpcId()), filter("association.main", "true")))
        .flatMap(filters -> tables(ec2, filters).stream())
        .findFirst()
        .map(PojoDocument::of)
        .orElse(null);
  }

  private static List<RouteTable> tables(Ec2Client ec2, List<Filter> filters) {
    return ec2.describeRouteTables(r -> r.filters(filters)).routeTables();
  }

  private void peering(UnitScan scan, Listing peerings, Ec2Client ec2, VpcPeeringConnection one) {
    peerings
        .draft(
            scan.arn("ec2", "vpc-peering-connection/" + one.vpcPeeringConnectionId()),
            Names.of(one.tags(), one.vpcPeeringConnectionId()),
            one)
        .attempt(
            "ec2:DescribeVpcs",
            "RequesterVpcTags",
            () -> tags(scan, ec2, one.requesterVpcInfo()),
            "InvalidVpcID.NotFound"::equals)
        .attempt(
            "ec2:DescribeVpcs",
            "AccepterVpcTags",
            () -> tags(scan, ec2, one.accepterVpcInfo()),
            "InvalidVpcID.NotFound"::equals)
        .emit();
  }

  private static @Nullable Object tags(
      UnitScan scan, Ec2Client ec2, @Nullable VpcPeeringConnectionVpcInfo side) {
    if (side == null
        || !scan.account().equals(side.ownerId())
        || !scan.region().equals(side.region())) {
      return null;
    }
    return ec2.describeVpcs(r -> r.vpcIds(side.vpcId())).vpcs().stream()
        .findFirst()
        .map(vpc -> vpc.tags().stream().map(PojoDocument::of).toList())
        .orElse(null);
  }

  private static Filter filter(String name, String value) {
    return Filter.builder().name(name).values(value).build();
  }
}
