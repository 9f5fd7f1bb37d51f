package io.attestream.agent.aws.licensemanager;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.REGIONAL;

import io.attestream.agent.aws.scan.Listing;
import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.TokenPages;
import io.attestream.agent.aws.scan.UnitScan;
import java.util.List;
import software.amazon.awssdk.services.licensemanager.LicenseManagerClient;
import software.amazon.awssdk.services.licensemanager.model.ListLicenseConfigurationsResponse;
import software.amazon.awssdk.services.licensemanager.model.ResourceType;

/**
 * License configurations.
 */
public final class LicenseCollector implements ServiceCollector {
  private static final ResourceType LICENSE =
      new ResourceType(
          "aws.licensemanager.configuration", "license-manager:ListLicenseConfigurations");

  @Override
  public Placement placement() {
    return REGIONAL;
  }

  @Override
  public List<ResourceType> types() {
    return List.of(LICENSE);
  }

  @Override
  public void collect(UnitScan scan) throws InterruptedException {
    LicenseManagerClient manager =
        scan.client(LicenseManagerClient.class, LicenseManagerClient::builder);
    try (Listing licenses = scan.listing(LICENSE)) {
      licenses.forEach(
          new TokenPages<ListLicenseConfigurationsResponse>(
              token -> manager.listLicenseConfigurations(r -> r.maxResults(100).nextToken(token)),
              ListLicenseConfigurationsResponse::nextToken),
          ListLicenseConfigurationsResponse::licenseConfigurations,
          one ->
              licenses
                  .draft(one.licenseConfigurationArn(), one.name(), one)
                  .without("ConsumedLicenseSummaryList", "ManagedResourceSummaryList")
                  .emit());
    }
  }
}
