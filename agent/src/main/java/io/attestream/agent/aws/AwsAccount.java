package io.attestream.agent.aws;

import io.attestream.agent.aws.scan.Clients;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.account.AccountClient;
import software.amazon.awssdk.services.account.model.RegionOptStatus;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** One account that is scanned, with its clients. */
record AwsAccount(String id, Clients clients) {
  private static final Logger LOG = LoggerFactory.getLogger(AwsAccount.class);

  /** The API actions that finding regions takes, beside what the collectors declare. */
  static final List<String> CALLS =
      List.of("account:ListRegions", "ec2:DescribeRegions", "sts:GetCallerIdentity");

  /**
   * The regions that the account has enabled, by EC2 or else by the account service.
   *
   * @throws SdkException when neither answers
   */
  Set<String> enabledRegions() {
    try {
      Set<String> regions = new TreeSet<>();
      clients
          .get(Ec2Client.class, Ec2Client::builder, Region.of(clients.mainRegion()))
          .describeRegions()
          .regions()
          .forEach(region -> regions.add(region.regionName()));
      return regions;
    } catch (SdkException e) {
      LOG.info("ec2:DescribeRegions gave no answer for {}, asking account:ListRegions", id);
      return regionsByAccountService();
    }
  }

  private Set<String> regionsByAccountService() {
    Set<String> regions = new TreeSet<>();
    clients
        .get(AccountClient.class, AccountClient::builder, globalRegion())
        .listRegionsPaginator(
            request ->
                request.regionOptStatusContains(
                    RegionOptStatus.ENABLED, RegionOptStatus.ENABLED_BY_DEFAULT))
        .regions()
        .forEach(region -> regions.add(region.regionName()));
    return regions;
  }

  /** The pseudo region under which the partition's account-wide services are addressed. */
  Region globalRegion() {
    return switch (clients.partition()) {
      case "aws-cn" -> Region.AWS_CN_GLOBAL;
      case "aws-us-gov" -> Region.AWS_US_GOV_GLOBAL;
      default -> Region.AWS_GLOBAL;
    };
  }
}
