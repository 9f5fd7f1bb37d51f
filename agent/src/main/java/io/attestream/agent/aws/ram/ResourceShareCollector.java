package io.attestream.agent.aws.ram;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.REGIONAL;

import io.attestream.agent.aws.scan.Listing;
import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.UnitScan;
import java.util.List;
import software.amazon.awssdk.services.ram.RamClient;
import software.amazon.awssdk.services.ram.model.GetResourceSharesResponse;
import software.amazon.awssdk.services.ram.model.ResourceOwner;
import software.amazon.awssdk.services.ram.model.ResourceShareAssociationType;
import software.amazon.awssdk.services.ram.model.ResourceShareStatus;

/**
 * Resource shares that the account owns. Added: {@code ExternalPrincipals}, those outside of the
 * organisation.
 */
public final class ResourceShareCollector implements ServiceCollector {
  private static final ResourceType SHARE =
      new ResourceType(
          "aws.ram.resource-share", "ram:GetResourceShares", "ram:GetResourceShareAssociations");

  @Override
  public Placement placement() {
    return REGIONAL;
  }

  @Override
  public List<ResourceType> types() {
    return List.of(SHARE);
  }

  @Override
  public void collect(UnitScan scan) throws InterruptedException {
    RamClient ram = scan.client(RamClient.class, RamClient::builder);
    try (Listing shares = scan.listing(SHARE)) {
      shares.forEach(
          ram.getResourceSharesPaginator(
              r ->
                  r.resourceOwner(ResourceOwner.SELF)
                      .resourceShareStatus(ResourceShareStatus.ACTIVE)),
          GetResourceSharesResponse::resourceShares,
          share ->
              shares
                  .draft(share.resourceShareArn(), share.name(), share)
                  .attempt(
                      "ram:GetResourceShareAssociations",
                      "ExternalPrincipals",
                      () -> external(ram, share.resourceShareArn()))
                  .emit());
    }
  }

  private static List<String> external(RamClient ram, String share) {
    return ram
        .getResourceShareAssociationsPaginator(
            r -> r.associationType(ResourceShareAssociationType.PRINCIPAL).resourceShareArns(share))
        .stream()
        .flatMap(page -> page.resourceShareAssociations().stream())
        .filter(one -> Boolean.TRUE.equals(one.external()))
        .map(one -> one.associatedEntity())
        .sorted()
        .toList();
  }
}
