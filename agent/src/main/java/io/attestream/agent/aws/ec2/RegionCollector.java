package io.attestream.agent.aws.ec2;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.REGIONAL;

import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.UnitScan;
import java.util.List;
import software.amazon.awssdk.services.ec2.Ec2Client;

/**
 * EC2's own settings in a region. Members: {@code EbsEncryptionByDefault}, {@code
 * SerialConsoleAccessEnabled}, {@code ImageBlockPublicAccessState}, {@code
 * SnapshotBlockPublicAccess} and {@code AllowedImagesSettings} (each with {@code State}).
 */
public final class RegionCollector implements ServiceCollector {
  private static final ResourceType REGION =
      new ResourceType(
          "aws.ec2.region",
          "ec2:GetEbsEncryptionByDefault",
          "ec2:GetSerialConsoleAccessStatus",
          "ec2:GetImageBlockPublicAccessState",
          "ec2:GetSnapshotBlockPublicAccessState",
          "ec2:GetAllowedImagesSettings");

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
    Ec2Client ec2 = scan.client(Ec2Client.class, Ec2Client::builder);
    scan.ofRegion(
        REGION,
        scan.arn("ec2", "region"),
        draft ->
            draft
                .put("RegionName", scan.region())
                .member(
                    "ec2:GetEbsEncryptionByDefault",
                    "EbsEncryptionByDefault",
                    () -> ec2.getEbsEncryptionByDefault(r -> {}))
                .member(
                    "ec2:GetSerialConsoleAccessStatus",
                    "SerialConsoleAccessEnabled",
                    () -> ec2.getSerialConsoleAccessStatus(r -> {}))
                .member(
                    "ec2:GetImageBlockPublicAccessState",
                    "ImageBlockPublicAccessState",
                    () -> ec2.getImageBlockPublicAccessState(r -> {}))
                .whole(
                    "ec2:GetSnapshotBlockPublicAccessState",
                    "SnapshotBlockPublicAccess",
                    () -> ec2.getSnapshotBlockPublicAccessState(r -> {}))
                .whole(
                    "ec2:GetAllowedImagesSettings",
                    "AllowedImagesSettings",
                    () -> ec2.getAllowedImagesSettings(r -> {}))
                .emit());
  }
}
