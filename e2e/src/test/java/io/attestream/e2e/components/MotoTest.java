package io.attestream.e2e.components;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;

@RequiresComponent("moto")
class MotoTest {
  private static Moto moto;

  @BeforeAll
  static void start() {
    moto = Moto.start();
  }

  @AfterAll
  static void stop() {
    moto.close();
  }

  @Test
  void keepsABucketUntilItIsReset() {
    try (S3Client s3 = s3()) {
      s3.createBucket(request -> request.bucket("evidence"));
      assertThat(s3.listBuckets().buckets()).extracting(Bucket::name).containsExactly("evidence");
      s3.putBucketVersioning(
          request ->
              request
                  .bucket("evidence")
                  .versioningConfiguration(versioning -> versioning.status("Enabled")));
      assertThat(s3.getBucketVersioning(request -> request.bucket("evidence")).statusAsString())
          .isEqualTo("Enabled");

      moto.reset();
      assertThat(s3.listBuckets().buckets()).isEmpty();
    }
  }

  private static S3Client s3() {
    var environment = moto.environment();
    var credentials =
        AwsBasicCredentials.create(
            environment.getOrDefault("AWS_ACCESS_KEY_ID", ""),
            environment.getOrDefault("AWS_SECRET_ACCESS_KEY", ""));
    return S3Client.builder()
        .endpointOverride(moto.endpoint())
        .region(Region.US_EAST_1)
        .credentialsProvider(StaticCredentialsProvider.create(credentials))
        .forcePathStyle(true)
        .build();
  }
}
