package io.attestream.agent.aws.eventbridge;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.REGIONAL;

import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.TokenPages;
import io.attestream.agent.aws.scan.UnitScan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.ListRulesResponse;
import software.amazon.awssdk.services.eventbridge.model.Rule;

/**
 * Where a region's security events go. Member {@code SecurityRules}: the rules of the default event
 * bus that look for GuardDuty or Security Hub, with state and number of targets.
 */
public final class RuleCollector implements ServiceCollector {
  private static final ResourceType REGION =
      new ResourceType("aws.events.region", "events:ListRules", "events:ListTargetsByRule");

  @Override
  public Placement placement() {
    return REGIONAL;
  }

  @Override
  public List<ResourceType> types() {
    return List.of(REGION);
  }

  @Override
  public void collect(UnitScan scan) throws InterruptedException {
    EventBridgeClient events = scan.client(EventBridgeClient.class, EventBridgeClient::builder);
    scan.ofRegion(
        REGION,
        scan.arn("events", "region"),
        draft ->
            draft
                .put("RegionName", scan.region())
                .attempt("events:ListRules", "SecurityRules", () -> rules(events))
                .emit());
  }

  private static List<Object> rules(EventBridgeClient events) {
    List<Object> rules = new ArrayList<>();
    for (ListRulesResponse page :
        new TokenPages<ListRulesResponse>(
            token -> events.listRules(r -> r.limit(100).nextToken(token)),
            ListRulesResponse::nextToken)) {
      for (Rule rule : page.rules()) {
        String pattern = rule.eventPattern();
        if (pattern != null
            && (pattern.contains("aws.guardduty") || pattern.contains("aws.securityhub"))) {
          long targets = events.listTargetsByRule(r -> r.rule(rule.name())).targets().size();
          rules.add(
              Map.of("Name", rule.name(), "State", rule.stateAsString(), "TargetCount", targets));
        }
      }
    }
    return rules;
  }
}
