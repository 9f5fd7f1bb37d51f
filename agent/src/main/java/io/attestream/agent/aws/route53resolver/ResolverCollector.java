package io.attestream.agent.aws.route53resolver;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.REGIONAL;

import io.attestream.agent.aws.scan.Listing;
import io.attestream.agent.aws.scan.Once;
import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.UnitScan;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsResponse;
import software.amazon.awssdk.services.ec2.model.Placement;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.route53resolver.Route53ResolverClient;

/**
 * How a VPC resolves names. Members: {@code VpcId}, {@code FirewallRuleGroups} (status of each rule
 * group of DNS Firewall that is associated), {@code QueryLogs} (status of each query log that is associated).
 */
public final class ResolverCollector implements ServiceCollector {
  private static final ResourceType VPC =
      new ResourceType(
          "aws.route53resolver.vpc",
          "ec2:DescribeVpcs",
          "route53resolver:ListFirewallRuleGroupAssociations",
          "route53resolver:ListResolverQueryLogConfigAssociations");

  @Override
  public Placement placement() {
    return REGIONAL;
  }

  @Override
  public List<ResourceType> types() {
    return List.of(VPC);
  }

  @Override
  public void collect(UnitScan scan) throws InterruptedException {
    Ec2Client ec2 = scan.client(Ec2Client.class, Ec2Client::builder);
    Route53ResolverClient resolver =
        scan.client(Route53ResolverClient.class, Route53ResolverClient::builder);
    Once<Map<String, List<String>>> firewalls = new Once<>(() -> firewalls(resolver));
    Once<Map<String, List<String>>> logs = new Once<>(() -> logs(resolver));
    try (Listing vpcs = scan.listing(VPC)) {
      vpcs.forEach(
          ec2.describeVpcsPaginator(),
          DescribeVpcsResponse::vpcs,
          vpc ->
              vpcs.draft(scan.arn("route53resolver", "vpc/" + vpc.vpcId()), vpc.vpcId())
                  .put("VpcId", vpc.vpcId())
                  .attempt(
                      "route53resolver:ListFirewallRuleGroupAssociations",
                      "FirewallRuleGroups",
                      () -> firewalls.get().getOrDefault(vpc.vpcId(), List.of()))
                  .attempt(
                      "route53resolver:ListResolverQueryLogConfigAssociations",
                      "QueryLogs",
                      () -> logs.get().getOrDefault(vpc.vpcId(), List.of()))
                  .emit());
    }
  }

  private static Map<String, List<String>> firewalls(Route53ResolverClient resolver) {
    return resolver.listFirewallRuleGroupAssociationsPaginator(r -> {}).stream()
        .flatMap(page -> page.firewallRuleGroupAssociations().stream())
        .collect(
            Collectors.groupingBy(
                one -> one.vpcId(),
                Collectors.mapping(one -> one.statusAsString(), Collectors.toList())));
  }

  private static Map<String, List<String>> logs(Route53ResolverClient resolver) {
    return resolver.listResolverQueryLogConfigAssociationsPaginator(r -> {}).stream()
        .flatMap(page -> page.resolverQueryLogConfigAssociations().stream())
        .collect(
            Collectors.groupingBy(
                one -> one.resourceId(),
                Collectors.mapping(one -> one.statusAsString(), Collectors.toList())));
  }
}
