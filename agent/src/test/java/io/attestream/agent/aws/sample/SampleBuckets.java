package io.attestream.agent.aws.sample;

import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketCannedACL;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ObjectLockEnabled;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/** The buckets of the sample estate: three that are kept well and three that are not. */
final class SampleBuckets {
  private final S3Client s3;

  private SampleBuckets(S3Client s3) {
    this.s3 = s3;
  }

  static void create(EstateClients clients) {
    new SampleBuckets(clients.in("eu-central-1", S3Client.builder().forcePathStyle(true))).create();
  }

  private void create() {
    good("audit-logs", true);
    good("finance-records", true);
    good("customer-data", false);
    bucket("marketing-site", false);
    s3.putBucketPolicy(
        r ->
            r.bucket("marketing-site")
                .policy(
                    """
                    {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*",\
                    "Action":"s3:GetObject","Resource":"arn:aws:s3:::marketing-site/*"}]}"""));
    bucket("old-exports", false);
    s3.putBucketAcl(r -> r.bucket("old-exports").acl(BucketCannedACL.PUBLIC_READ));
    bucket("scratch", false);
  }

  private void bucket(String name, boolean lock) {
    s3.createBucket(
        r ->
            r.bucket(name)
                .objectLockEnabledForBucket(lock)
                .createBucketConfiguration(c -> c.locationConstraint("eu-central-1")));
  }

  private void good(String name, boolean lock) {
    bucket(name, lock);
    s3.putPublicAccessBlock(
        r ->
            r.bucket(name)
                .publicAccessBlockConfiguration(
                    b ->
                        b.blockPublicAcls(true)
                            .ignorePublicAcls(true)
                            .blockPublicPolicy(true)
                            .restrictPublicBuckets(true)));
    s3.putBucketVersioning(
        r -> r.bucket(name).versioningConfiguration(v -> v.status(BucketVersioningStatus.ENABLED)));
    s3.putBucketEncryption(
        r ->
            r.bucket(name)
                .serverSideEncryptionConfiguration(
                    c ->
                        c.rules(
                            rule ->
                                rule.applyServerSideEncryptionByDefault(
                                    d ->
                                        d.sseAlgorithm(ServerSideEncryption.AWS_KMS)
                                            .kmsMasterKeyID("alias/data")))));
    s3.putBucketOwnershipControls(
        r ->
            r.bucket(name)
                .ownershipControls(
                    c ->
                        c.rules(
                            rule -> rule.objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED))));
    s3.putBucketPolicy(
        r ->
            r.bucket(name)
                .policy(
                    """
                    {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*",\
                    "Resource":["arn:aws:s3:::%s","arn:aws:s3:::%s/*"],\
                    "Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}"""
                        .formatted(name, name)));
    if (lock) {
      s3.putObjectLockConfiguration(
          r ->
              r.bucket(name)
                  .objectLockConfiguration(
                      c ->
                          c.objectLockEnabled(ObjectLockEnabled.ENABLED)
                              .rule(
                                  rule ->
                                      rule.defaultRetention(
                                          d ->
                                              d.mode(ObjectLockRetentionMode.COMPLIANCE)
                                                  .days(400)))));
    }
  }
}
