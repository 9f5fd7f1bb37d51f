package io.attestream.agent.aws.config;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.REGIONAL;

import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.UnitScan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.config.ConfigClient;
import software.amazon.awssdk.services.config.model.ComplianceType;
import software.amazon.awssdk.services.config.model.DescribeConfigRulesResponse;
import software.amazon.awssdk.services.config.model.DescribeConfigurationAggregatorsResponse;

/**
 * AWS Config in a region. Members: {@code ConfigurationRecorders}, {@code
 * ConfigurationRecordersStatus}, {@code DeliveryChannels}, {@code ConfigRules}, {@code
 * ConfigurationAggregators}, {@code NonCompliant}: of up to fifty rules with noncompliant resources the
 * time of the oldest result.
 */
public final class ConfigCollector implements ServiceCollector {
  private static final ResourceType REGION =
      new ResourceType(
          "aws.config.region",
          "config:DescribeConfigurationRecorders",
          "config:DescribeConfigurationRecorderStatus",
          "config:DescribeDeliveryChannels",
          "config:DescribeConfigRules",
          "config:DescribeConfigurationAggregators",
          "config:DescribeComplianceByConfigRule",
          "config:GetComplianceDetailsByConfigRule");

  private static final int MAX_RULES = 50;

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
    ConfigClient config = scan.client(ConfigClient.class, ConfigClient::builder);
    scan.ofRegion(
        REGION,
        scan.arn("config", "region"),
        draft ->
            draft
                .put("RegionName", scan.region())
                .all(
                    "config:DescribeConfigurationRecorders",
                    "ConfigurationRecorders",
                    () -> List.of(config.describeConfigurationRecorders()),
                    page -> page.configurationRecorders())
                .all(
                    "config:DescribeConfigurationRecorderStatus",
                    "ConfigurationRecordersStatus",
                    () -> List.of(config.describeConfigurationRecorderStatus()),
                    page -> page.configurationRecordersStatus())
                .all(
                    "config:DescribeDeliveryChannels",
                    "DeliveryChannels",
                    () -> List.of(config.describeDeliveryChannels()),
                    page -> page.deliveryChannels())
                .all(
                    "config:DescribeConfigRules",
                    "ConfigRules",
                    config::describeConfigRulesPaginator,
                    DescribeConfigRulesResponse::configRules)
                .all(
                    "config:DescribeConfigurationAggregators",
                    "ConfigurationAggregators",
                    config::describeConfigurationAggregatorsPaginator,
                    DescribeConfigurationAggregatorsResponse::configurationAggregators)
                .attempt(
                    "config:DescribeComplianceByConfigRule",
                    "NonCompliant",
                    () -> nonCompliant(config))
                .emit());
  }

  private static List<Object> nonCompliant(ConfigClient config) {
    List<Object> rules = new ArrayList<>();
    config
        .describeComplianceByConfigRulePaginator(
            r -> r.complianceTypes(ComplianceType.NON_COMPLIANT))
        .stream()
        .flatMap(page -> page.complianceByConfigRules().stream())
        .map(one -> one.configRuleName())
        .limit(MAX_RULES)
        .forEach(
            name ->
                oldest(config, name)
                    .ifPresent(
                        time ->
                            rules.add(
                                Map.of(
                                    "ConfigRuleName", name, "OldestResultTime", time.toString()))));
    return rules;
  }

  private static Optional<Instant> oldest(ConfigClient config, String rule) {
    return config
        .getComplianceDetailsByConfigRule(
            r -> r.configRuleName(rule).complianceTypes(ComplianceType.NON_COMPLIANT).limit(100))
        .evaluationResults()
        .stream()
        .map(result -> result.resultRecordedTime())
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder());
  }
}
