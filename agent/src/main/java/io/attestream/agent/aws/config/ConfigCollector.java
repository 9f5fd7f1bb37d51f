package io.attestream.agent.aws.config;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.REGIONAL;

import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.UnitScan;
import java.util.List;
import software.amazon.awssdk.services.config.ConfigClient;
import software.amazon.awssdk.services.config.model.DescribeConfigRulesResponse;
import software.amazon.awssdk.services.config.model.DescribeConfigurationAggregatorsResponse;

/**
 * AWS Config in a region. Members: {@code ConfigurationRecorders}, {@code
 * ConfigurationRecordersStatus}, {@code DeliveryChannels}, {@code ConfigRules}, {@code
 * ConfigurationAggregators}.
 */
public final class ConfigCollector implements ServiceCollector {
  private static final ResourceType REGION =
      new ResourceType(
          "aws.config.region",
          "config:DescribeConfigurationRecorders",
          "config:DescribeConfigurationRecorderStatus",
          "config:DescribeDeliveryChannels",
          "config:DescribeConfigRules",
          "config:DescribeConfigurationAggregators");

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
    scan.single(
        REGION,
        "ec2:DescribeRegions",
        scan.arn("config", "region"),
        scan.region(),
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
                .emit());
  }
}
