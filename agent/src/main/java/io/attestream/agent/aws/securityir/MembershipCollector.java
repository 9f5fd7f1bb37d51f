package io.attestream.agent.aws.securityir;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.GLOBAL;

import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.UnitScan;
import java.util.List;
import software.amazon.awssdk.services.securityir.SecurityIrClient;

/**
 * Memberships of Security Incident Response. Member {@code Memberships}: the status of each.
 */
public final class MembershipCollector implements ServiceCollector {
  private static final ResourceType ACCOUNT =
      new ResourceType("aws.securityir.account", "security-ir:ListMemberships");

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
    SecurityIrClient response =
        scan.client(SecurityIrClient.class, SecurityIrClient::builder, scan.mainRegion());
    scan.ofAccount(
        ACCOUNT,
        scan.accountArn("security-ir", "account"),
        draft ->
            draft
                .attempt(
                    "security-ir:ListMemberships",
                    "Memberships",
                    () ->
                        response.listMembershipsPaginator(r -> {}).items().stream()
                            .map(one -> one.membershipStatusAsString())
                            .toList())
                .emit());
  }
}
