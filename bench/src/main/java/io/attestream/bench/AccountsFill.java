package io.attestream.bench;

import io.attestream.agent.aws.AwsConfig.AssumedRole;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * Puts the same few resources into every account and region of a local implementation of the AWS
 * APIs: options {@code endpoint=} and {@code accounts=}. The first account is that of the credentials.
 */
final class AccountsFill implements Measurement {
  private static final int AT_ONCE = 4;

  @Override
  public List<String> run(Map<String, String> options) throws Exception {
    int accounts = Integer.parseInt(options.getOrDefault("accounts", "50"));
    URI endpoint = URI.create(options.getOrDefault("endpoint", ""));
    AwsCredentialsProvider own =
        StaticCredentialsProvider.create(AwsBasicCredentials.create("testing", "testing"));
    List<Callable<Void>> fills = new ArrayList<>();
    for (int i = 0; i < accounts; i++) {
      int number = i;
      fills.add(
          () -> {
            new Account(number, endpoint, number == 0 ? own : assumed(number, endpoint, own))
                .fill();
            return null;
          });
    }
    ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
    try {
      for (Future<Void> one : pool.invokeAll(fills)) {
        one.get();
      }
    } finally {
      pool.shutdownNow();
    }
    return List.of("%d accounts in %d regions".formatted(accounts, EstateScan.REGIONS.size()));
  }

  private static AwsCredentialsProvider assumed(
      int account, URI endpoint, AwsCredentialsProvider own) {
    AssumedRole role = EstateScan.role(account);
    try (StsClient sts =
        StsClient.builder()
            .endpointOverride(endpoint)
            .credentialsProvider(own)
            .region(Region.US_EAST_1)
            .build()) {
      var given =
          sts.assumeRole(r -> r.roleArn(role.roleArn()).roleSessionName("bench")).credentials();
      return StaticCredentialsProvider.create(
          AwsSessionCredentials.create(
              given.accessKeyId(), given.secretAccessKey(), given.sessionToken()));
    }
  }

  private record Account(int number, URI endpoint, AwsCredentialsProvider credentials) {
    void fill() {
      try (IamClient iam = client(IamClient.builder(), "us-east-1");
          S3Client s3 = client(S3Client.builder().forcePathStyle(true), "us-east-1")) {
        for (int i = 0; i < 4; i++) {
          String name = "one-" + i;
          iam.createUser(r -> r.userName(name));
          String bucket = "bench-%d-%d".formatted(number, i);
          s3.createBucket(r -> r.bucket(bucket));
        }
      }
      EstateScan.REGIONS.forEach(this::fill);
    }

    private void fill(String region) {
      try (Ec2Client ec2 = client(Ec2Client.builder(), region);
          KmsClient kms = client(KmsClient.builder(), region);
          SnsClient sns = client(SnsClient.builder(), region);
          SqsClient sqs = client(SqsClient.builder(), region);
          DynamoDbClient tables = client(DynamoDbClient.builder(), region)) {
        kms.createKey();
        for (int i = 0; i < 4; i++) {
          String name = "one-" + i;
          ec2.createSecurityGroup(r -> r.groupName(name).description(name));
          sns.createTopic(r -> r.name(name));
          sqs.createQueue(r -> r.queueName(name));
          tables.createTable(
              r ->
                  r.tableName(name)
                      .billingMode(BillingMode.PAY_PER_REQUEST)
                      .attributeDefinitions(
                          a -> a.attributeName("id").attributeType(ScalarAttributeType.S))
                      .keySchema(k -> k.attributeName("id").keyType(KeyType.HASH)));
        }
      }
    }

    private <B extends AwsClientBuilder<B, C>, C> C client(B builder, String region) {
      return builder
          .endpointOverride(endpoint)
          .credentialsProvider(credentials)
          .region(Region.of(region))
          .build();
    }
  }
}
