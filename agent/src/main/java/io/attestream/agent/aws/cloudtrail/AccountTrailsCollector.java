package io.attestream.agent.aws.cloudtrail;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.GLOBAL;

import io.attestream.agent.aws.scan.PojoDocument;
import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.UnitScan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.Trail;

/**
 * All trails that cover the account, seen from the main region, where trails of every region that
 * record all regions show as shadows. Member {@code trailList}: each trail with {@code IsLogging}.
 */
public final class AccountTrailsCollector implements ServiceCollector {
  private static final ResourceType ACCOUNT =
      new ResourceType(
          "aws.cloudtrail.account", "cloudtrail:DescribeTrails", "cloudtrail:GetTrailStatus");

  @Override
  public Placement placement() {
    return GLOBAL;
  }

  @Override
  public List<ResourceType> types() {
    return List.of(ACCOUNT);
  }

  @Override
  public void collect(UnitScan scan) throws InterruptedException {
    CloudTrailClient cloudtrail =
        scan.client(CloudTrailClient.class, CloudTrailClient::builder, scan.mainRegion());
    scan.ofAccount(
        ACCOUNT,
        scan.accountArn("cloudtrail", "account"),
        draft ->
            draft
                .attempt("cloudtrail:DescribeTrails", "trailList", () -> trails(cloudtrail))
                .emit());
  }

  private static Object trails(CloudTrailClient cloudtrail) {
    List<Object> trails = new ArrayList<>();
    for (Trail trail : cloudtrail.describeTrails(r -> r.includeShadowTrails(true)).trailList()) {
      Map<String, Object> document = new LinkedHashMap<>(PojoDocument.of(trail));
      var status = cloudtrail.getTrailStatus(r -> r.name(trail.trailARN()));
      document.put("IsLogging", Boolean.TRUE.equals(status.isLogging()));
      trails.add(document);
    }
    return trails;
  }
}
