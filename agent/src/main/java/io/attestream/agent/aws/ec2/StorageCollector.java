package io.attestream.agent.aws.ec2;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.REGIONAL;

import io.attestream.agent.aws.scan.Listing;
import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.UnitScan;
import java.util.List;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesResponse;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageAttributeName;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.SnapshotAttributeName;

/**
 * Volumes, own snapshots (with {@code CreateVolumePermissions}) and own images (with {@code
 * LaunchPermissions}).
 */
public final class StorageCollector implements ServiceCollector {
  private static final ResourceType VOLUME =
      new ResourceType("aws.ec2.volume", "ec2:DescribeVolumes");
  private static final ResourceType SNAPSHOT =
      new ResourceType(
          "aws.ec2.snapshot", "ec2:DescribeSnapshots", "ec2:DescribeSnapshotAttribute");
  private static final ResourceType IMAGE =
      new ResourceType("aws.ec2.image", "ec2:DescribeImages", "ec2:DescribeImageAttribute");

  @Override
  public Placement placement() {
    return REGIONAL;
  }

  @Override
  public List<ResourceType> types() {
    return List.of(VOLUME, SNAPSHOT, IMAGE);
  }

  @Override
  public void collect(UnitScan scan) throws InterruptedException {
    Ec2Client ec2 = scan.client(Ec2Client.class, Ec2Client::builder);
    try (Listing volumes = scan.listing(VOLUME)) {
      volumes.forEach(
          ec2.describeVolumesPaginator(),
          DescribeVolumesResponse::volumes,
          volume ->
              volumes
                  .draft(
                      scan.arn("ec2", "volume/" + volume.volumeId()),
                      Names.of(volume.tags(), volume.volumeId()),
                      volume)
                  .emit());
    }
    try (Listing snapshots = scan.listing(SNAPSHOT)) {
      snapshots.forEach(
          ec2.describeSnapshotsPaginator(r -> r.ownerIds(scan.account())),
          page -> own(scan, page.snapshots()),
          snapshot -> snapshot(scan, snapshots, ec2, snapshot));
    }
    try (Listing images = scan.listing(IMAGE)) {
      images.forEach(
          ec2.describeImagesPaginator(r -> r.owners(scan.account())),
          DescribeImagesResponse::images,
          image -> image(scan, images, ec2, image));
    }
  }

  /** Not every implementation of the API honours the filter by owner. */
  private static List<Snapshot> own(UnitScan scan, List<Snapshot> snapshots) {
    return snapshots.stream().filter(one -> scan.account().equals(one.ownerId())).toList();
  }

  private void snapshot(UnitScan scan, Listing snapshots, Ec2Client ec2, Snapshot snapshot) {
    String id = snapshot.snapshotId();
    snapshots
        .draft(scan.arn("ec2", "snapshot/" + id), Names.of(snapshot.tags(), id), snapshot)
        .member(
            "ec2:DescribeSnapshotAttribute",
            "CreateVolumePermissions",
            () ->
                ec2.describeSnapshotAttribute(
                    r ->
                        r.snapshotId(id).attribute(SnapshotAttributeName.CREATE_VOLUME_PERMISSION)))
        .emit();
  }

  private void image(UnitScan scan, Listing images, Ec2Client ec2, Image image) {
    images
        .draft(scan.arn("ec2", "image/" + image.imageId()), image.name(), image)
        .member(
            "ec2:DescribeImageAttribute",
            "LaunchPermissions",
            () ->
                ec2.describeImageAttribute(
                    r ->
                        r.imageId(image.imageId()).attribute(ImageAttributeName.LAUNCH_PERMISSION)))
        .emit();
  }
}
