package io.attestream.agent.aws.s3;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.GLOBAL;

import io.attestream.agent.aws.scan.ApiFailure;
import io.attestream.agent.aws.scan.Listing;
import io.attestream.agent.aws.scan.PojoDocument;
import io.attestream.agent.aws.scan.ResourceDraft;
import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.UnitScan;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;
import software.amazon.awssdk.services.s3control.model.GetPublicAccessBlockResponse;

/**
 * Buckets, each read in its own region. Added to the listed members: {@code Region}, {@code
 * PublicAccessBlockConfiguration}, {@code AccountPublicAccessBlockConfiguration} (the account's, which
 * S3 applies on top of the bucket's), {@code Policy} (JSON text), {@code PolicyStatus}, {@code Grants}
 * (of the ACL), {@code ServerSideEncryptionConfiguration}, {@code Versioning}, {@code
 * OwnershipControls}, {@code LoggingEnabled}, {@code ObjectLockConfiguration}, {@code
 * LifecycleConfiguration}, {@code ReplicationConfiguration}, {@code TagSet}. No object is read.
 */
public final class S3Collector implements ServiceCollector {
  private static final ResourceType BUCKET =
      new ResourceType(
          "aws.s3.bucket",
          "s3:ListBuckets",
          "s3:GetBucketLocation",
          "s3:GetPublicAccessBlock",
          "s3:GetBucketPolicy",
          "s3:GetBucketPolicyStatus",
          "s3:GetBucketAcl",
          "s3:GetBucketEncryption",
          "s3:GetBucketVersioning",
          "s3:GetBucketOwnershipControls",
          "s3:GetBucketLogging",
          "s3:GetObjectLockConfiguration",
          "s3:GetBucketLifecycleConfiguration",
          "s3:GetBucketReplication",
          "s3:GetBucketTagging",
          "s3control:GetPublicAccessBlock");

  @Override
  public Placement placement() {
    return GLOBAL;
  }

  @Override
  public List<ResourceType> types() {
    return List.of(BUCKET);
  }

  @Override
  public void collect(UnitScan scan) throws InterruptedException {
    S3Client s3 = client(scan, scan.mainRegion());
    Supplier<GetPublicAccessBlockResponse> account = AccountBlock.readOnce(scan);
    try (Listing buckets = scan.listing(BUCKET)) {
      buckets.forEach(
          s3.listBucketsPaginator(r -> r.maxBuckets(1000)),
          ListBucketsResponse::buckets,
          bucket -> bucket(scan, buckets, s3, bucket, account));
    }
  }

  private void bucket(
      UnitScan scan,
      Listing buckets,
      S3Client main,
      Bucket bucket,
      Supplier<GetPublicAccessBlockResponse> account) {
    String name = bucket.name();
    ResourceDraft draft =
        buckets
            .draft("arn:" + scan.partition() + ":s3:::" + name, name)
            .put("Name", name)
            .put("CreationDate", bucket.creationDate().toString());
    try {
      String region = region(main, bucket);
      draft.put("Region", region);
      details(draft, client(scan, region), name);
      draft.attempt(
          "s3control:GetPublicAccessBlock",
          "AccountPublicAccessBlockConfiguration",
          () -> PojoDocument.of(account.get()).get("PublicAccessBlockConfiguration"),
          "NoSuchPublicAccessBlockConfiguration"::equals);
    } catch (SdkException e) {
      draft.blind(ApiFailure.of(e).at("", "s3:GetBucketLocation"));
    }
    draft.emit();
  }

  private void details(ResourceDraft draft, S3Client s3, String name) {
    draft
        .member(
            "s3:GetPublicAccessBlock",
            "PublicAccessBlockConfiguration",
            () -> s3.getPublicAccessBlock(r -> r.bucket(name)),
            "NoSuchPublicAccessBlockConfiguration")
        .member(
            "s3:GetBucketPolicy",
            "Policy",
            () -> s3.getBucketPolicy(r -> r.bucket(name)),
            "NoSuchBucketPolicy")
        .member(
            "s3:GetBucketPolicyStatus",
            "PolicyStatus",
            () -> s3.getBucketPolicyStatus(r -> r.bucket(name)),
            "NoSuchBucketPolicy")
        .member("s3:GetBucketAcl", "Grants", () -> s3.getBucketAcl(r -> r.bucket(name)))
        .member(
            "s3:GetBucketEncryption",
            "ServerSideEncryptionConfiguration",
            () -> s3.getBucketEncryption(r -> r.bucket(name)),
            "ServerSideEncryptionConfigurationNotFoundError")
        .whole(
            "s3:GetBucketVersioning",
            "Versioning",
            () -> s3.getBucketVersioning(r -> r.bucket(name)))
        .member(
            "s3:GetBucketOwnershipControls",
            "OwnershipControls",
            () -> s3.getBucketOwnershipControls(r -> r.bucket(name)),
            "OwnershipControlsNotFoundError")
        .member(
            "s3:GetBucketLogging", "LoggingEnabled", () -> s3.getBucketLogging(r -> r.bucket(name)))
        .member(
            "s3:GetObjectLockConfiguration",
            "ObjectLockConfiguration",
            () -> s3.getObjectLockConfiguration(r -> r.bucket(name)),
            "ObjectLockConfigurationNotFoundError")
        .whole(
            "s3:GetBucketLifecycleConfiguration",
            "LifecycleConfiguration",
            () -> s3.getBucketLifecycleConfiguration(r -> r.bucket(name)),
            "NoSuchLifecycleConfiguration")
        .member(
            "s3:GetBucketReplication",
            "ReplicationConfiguration",
            () -> s3.getBucketReplication(r -> r.bucket(name)),
            "ReplicationConfigurationNotFoundError")
        .member(
            "s3:GetBucketTagging",
            "TagSet",
            () -> s3.getBucketTagging(r -> r.bucket(name)),
            "NoSuchTagSet");
  }

  /** An empty location is us-east-1, and EU is eu-west-1 (S3 API reference, GetBucketLocation). */
  private static String region(S3Client s3, Bucket bucket) {
    if (bucket.bucketRegion() != null) {
      return bucket.bucketRegion();
    }
    String location =
        s3.getBucketLocation(r -> r.bucket(bucket.name())).locationConstraintAsString();
    if (location == null || location.isEmpty()) {
      return "us-east-1";
    }
    return location.equals("EU") ? "eu-west-1" : location;
  }

  private static S3Client client(UnitScan scan, String region) {
    return scan.client(
        S3Client.class,
        () -> S3Client.builder().forcePathStyle(scan.endpoint().isPresent()),
        region);
  }
}
