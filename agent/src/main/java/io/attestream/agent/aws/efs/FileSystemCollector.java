package io.attestream.agent.aws.efs;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.REGIONAL;

import io.attestream.agent.aws.scan.Listing;
import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.UnitScan;
import java.util.List;
import software.amazon.awssdk.services.efs.EfsClient;
import software.amazon.awssdk.services.efs.model.DescribeFileSystemsResponse;

/**
 * File systems. Added: {@code BackupPolicy} (absent when there is none) and {@code Policy} (JSON text;
 * absent when there is none).
 */
public final class FileSystemCollector implements ServiceCollector {
  private static final ResourceType FILES =
      new ResourceType(
          "aws.efs.file-system",
          "elasticfilesystem:DescribeFileSystems",
          "elasticfilesystem:DescribeBackupPolicy",
          "elasticfilesystem:DescribeFileSystemPolicy");

  @Override
  public Placement placement() {
    return REGIONAL;
  }

  @Override
  public List<ResourceType> types() {
    return List.of(FILES);
  }

  @Override
  public void collect(UnitScan scan) throws InterruptedException {
    EfsClient efs = scan.client(EfsClient.class, EfsClient::builder);
    try (Listing files = scan.listing(FILES)) {
      files.forEach(
          efs.describeFileSystemsPaginator(),
          DescribeFileSystemsResponse::fileSystems,
          one -> {
            String id = one.fileSystemId();
            files
                .draft(
                    scan.arn("elasticfilesystem", "file-system/" + id),
                    one.name() == null || one.name().isBlank() ? id : one.name(),
                    one)
                .without("SizeInBytes", "NumberOfMountTargets", "CreationToken")
                .member(
                    "elasticfilesystem:DescribeBackupPolicy",
                    "BackupPolicy",
                    () -> efs.describeBackupPolicy(r -> r.fileSystemId(id)),
                    "PolicyNotFound")
                .member(
                    "elasticfilesystem:DescribeFileSystemPolicy",
                    "Policy",
                    () -> efs.describeFileSystemPolicy(r -> r.fileSystemId(id)),
                    "PolicyNotFound")
                .emit();
          });
    }
  }
}
