package io.attestream.agent.aws.ses;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.REGIONAL;

import io.attestream.agent.aws.scan.Listing;
import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.UnitScan;
import java.util.List;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.DkimAttributes;
import software.amazon.awssdk.services.sesv2.model.ListConfigurationSetsResponse;
import software.amazon.awssdk.services.sesv2.model.ListEmailIdentitiesResponse;
import software.amazon.awssdk.services.sesv2.model.ResourceType;

/**
 * Configuration sets and identities of Simple Email Service. Added to a configuration set: {@code
 * DeliveryOptions}; to an identity: {@code DkimStatus}.
 */
public final class MailCollector implements ServiceCollector {
  private static final ResourceType SET =
      new ResourceType(
          "aws.ses.configuration-set", "ses:ListConfigurationSets", "ses:GetConfigurationSet");
  private static final ResourceType IDENTITY =
      new ResourceType("aws.ses.identity", "ses:ListEmailIdentities", "ses:GetEmailIdentity");

  @Override
  public Placement placement() {
    return REGIONAL;
  }

  @Override
  public List<ResourceType> types() {
    return List.of(SET, IDENTITY);
  }

  @Override
  public void collect(UnitScan scan) throws InterruptedException {
    SesV2Client ses = scan.client(SesV2Client.class, SesV2Client::builder);
    try (Listing sets = scan.listing(SET)) {
      sets.forEach(
          ses.listConfigurationSetsPaginator(r -> {}),
          ListConfigurationSetsResponse::configurationSets,
          name ->
              sets.draft(scan.arn("ses", "configuration-set/" + name), name)
                  .member(
                      "ses:GetConfigurationSet",
                      "DeliveryOptions",
                      () -> ses.getConfigurationSet(r -> r.configurationSetName(name)))
                  .emit());
    }
    try (Listing identities = scan.listing(IDENTITY)) {
      identities.forEach(
          ses.listEmailIdentitiesPaginator(r -> {}),
          ListEmailIdentitiesResponse::emailIdentities,
          one -> {
            String name = one.identityName();
            identities
                .draft(scan.arn("ses", "identity/" + name), name, one)
                .attempt(
                    "ses:GetEmailIdentity",
                    "DkimStatus",
                    () -> {
                      DkimAttributes dkim =
                          ses.getEmailIdentity(r -> r.emailIdentity(name)).dkimAttributes();
                      return dkim == null ? null : dkim.statusAsString();
                    })
                .emit();
          });
    }
  }
}
