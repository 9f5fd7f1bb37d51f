package io.attestream.agent.aws.networkfirewall;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.REGIONAL;

import io.attestream.agent.aws.scan.Listing;
import io.attestream.agent.aws.scan.Once;
import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.UnitScan;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.networkfirewall.NetworkFirewallClient;
import software.amazon.awssdk.services.networkfirewall.model.GeneratedRulesType;
import software.amazon.awssdk.services.networkfirewall.model.ListFirewallsResponse;
import software.amazon.awssdk.services.networkfirewall.model.LoggingConfiguration;
import software.amazon.awssdk.services.networkfirewall.model.RuleGroup;

/**
 * Firewalls of Network Firewall. Added: {@code LogDestinations} (types of log that go somewhere) and
 * {@code DomainAllowLists} (names of rule groups of the region that let only listed domains through).
 */
public final class FirewallCollector implements ServiceCollector {
  private static final ResourceType FIREWALL =
      new ResourceType(
          "aws.networkfirewall.firewall",
          "network-firewall:ListFirewalls",
          "network-firewall:DescribeLoggingConfiguration",
          "network-firewall:ListRuleGroups",
          "network-firewall:DescribeRuleGroup");

  @Override
  public Placement placement() {
    return REGIONAL;
  }

  @Override
  public List<ResourceType> types() {
    return List.of(FIREWALL);
  }

  @Override
  public void collect(UnitScan scan) throws InterruptedException {
    NetworkFirewallClient client =
        scan.client(NetworkFirewallClient.class, NetworkFirewallClient::builder);
    Once<List<String>> allowLists = new Once<>(() -> allowLists(client));
    try (Listing firewalls = scan.listing(FIREWALL)) {
      firewalls.forEach(
          client.listFirewallsPaginator(r -> {}),
          ListFirewallsResponse::firewalls,
          firewall ->
              firewalls
                  .draft(firewall.firewallArn(), firewall.firewallName(), firewall)
                  .attempt(
                      "network-firewall:DescribeLoggingConfiguration",
                      "LogDestinations",
                      () -> destinations(client, firewall.firewallArn()))
                  .attempt(
                      "network-firewall:DescribeRuleGroup", "DomainAllowLists", allowLists::get)
                  .emit());
    }
  }

  private static List<String> destinations(NetworkFirewallClient client, String firewall) {
    LoggingConfiguration logging =
        client.describeLoggingConfiguration(r -> r.firewallArn(firewall)).loggingConfiguration();
    return logging == null
        ? List.of()
        : logging.logDestinationConfigs().stream()
            .map(one -> one.logTypeAsString())
            .sorted()
            .toList();
  }

  private static List<String> allowLists(NetworkFirewallClient client) {
    List<String> names = new ArrayList<>();
    client.listRuleGroupsPaginator(r -> {}).stream()
        .flatMap(page -> page.ruleGroups().stream())
        .forEach(
            group -> {
              RuleGroup rules =
                  client.describeRuleGroup(r -> r.ruleGroupArn(group.arn())).ruleGroup();
              if (rules != null
                  && rules.rulesSource() != null
                  && rules.rulesSource().rulesSourceList() != null
                  && rules.rulesSource().rulesSourceList().generatedRulesType()
                      == GeneratedRulesType.ALLOWLIST) {
                names.add(group.name());
              }
            });
    return names;
  }
}
