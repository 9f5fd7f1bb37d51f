package io.attestream.agent.aws;

import io.attestream.agent.aws.account.AccountCollector;
import io.attestream.agent.aws.iam.IamCollector;
import io.attestream.agent.aws.s3.S3Collector;
import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.ServiceCollector.Placement;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Every AWS service that is read. A new service is one line here. */
final class AwsServices {
  static final List<ServiceCollector> ALL =
      List.of(new AccountCollector(), new IamCollector(), new S3Collector());

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
