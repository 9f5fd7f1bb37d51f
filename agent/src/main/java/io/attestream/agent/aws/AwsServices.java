package io.attestream.agent.aws;

import io.attestream.agent.aws.account.AccountCollector;
import io.attestream.agent.aws.cloudtrail.AccountTrailsCollector;
import io.attestream.agent.aws.cloudtrail.TrailCollector;
import io.attestream.agent.aws.cloudwatch.AlarmCollector;
import io.attestream.agent.aws.config.ConfigCollector;
import io.attestream.agent.aws.ec2.InstanceCollector;
import io.attestream.agent.aws.ec2.NetworkCollector;
import io.attestream.agent.aws.ec2.RegionCollector;
import io.attestream.agent.aws.ec2.StorageCollector;
import io.attestream.agent.aws.guardduty.GuardDutyCollector;
import io.attestream.agent.aws.iam.IamCollector;
import io.attestream.agent.aws.kms.KmsCollector;
import io.attestream.agent.aws.logs.LogGroupCollector;
import io.attestream.agent.aws.organizations.OrganizationCollector;
import io.attestream.agent.aws.rds.RdsCollector;
import io.attestream.agent.aws.s3.S3Collector;
import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.ServiceCollector.Placement;
import io.attestream.agent.aws.securityhub.SecurityHubCollector;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Every AWS service that is read. A new service is one line here. */
final class AwsServices {
  static final List<ServiceCollector> ALL =
      List.of(
          new AccountCollector(),
          new IamCollector(),
          new OrganizationCollector(),
          new S3Collector(),
          new AccountTrailsCollector(),
          new TrailCollector(),
          new RegionCollector(),
          new InstanceCollector(),
          new NetworkCollector(),
          new StorageCollector(),
          new KmsCollector(),
          new RdsCollector(),
          new LogGroupCollector(),
          new AlarmCollector(),
          new ConfigCollector(),
          new GuardDutyCollector(),
          new SecurityHubCollector());

  private AwsServices() {}

  static List<ServiceCollector> placed(Placement placement) {
    return ALL.stream().filter(service -> service.placement() == placement).toList();
  }

  static Set<String> types(Placement placement) {
    Set<String> types = new TreeSet<>();
    placed(placement).forEach(service -> service.types().forEach(type -> types.add(type.name())));
    return types;
  }
}
