package io.attestream.e2e.story;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;

/** An administrator at work in an AWS account. */
final class Account {
  private static final AwsCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("testing", "testing"));
  private static final Region REGION = Region.EU_CENTRAL_1;

  private final S3Client s3;
  private final IamClient iam;
  private final Ec2Client ec2;

  Account(URI endpoint) {
    s3 =
        S3Client.builder()
            .endpointOverride(endpoint)
            .forcePathStyle(true)
            .credentialsProvider(CREDENTIALS)
            .region(REGION)
            .build();
    iam =
        IamClient.builder()
            .endpointOverride(endpoint)
            .credentialsProvider(CREDENTIALS)
            .region(Region.AWS_GLOBAL)
            .build();
    ec2 =
        Ec2Client.builder()
            .endpointOverride(endpoint)
            .credentialsProvider(CREDENTIALS)
            .region(REGION)
            .build();
  }

  void createPublicBucket(String name) {
    s3.createBucket(
        b -> b.bucket(name).createBucketConfiguration(c -> c.locationConstraint(REGION.id())));
    s3.deletePublicAccessBlock(b -> b.bucket(name));
    s3.putBucketPolicy(
        b ->
            b.bucket(name)
                .policy(
                    """
                    {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*",
                    "Action":"s3:GetObject","Resource":"arn:aws:s3:::%s/*"}]}
                    """
                        .formatted(name)));
  }

  void blockPublicAccess(String name) {
    s3.deleteBucketPolicy(b -> b.bucket(name));
    s3.putPublicAccessBlock(
        b ->
            b.bucket(name)
                .publicAccessBlockConfiguration(
                    c ->
                        c.blockPublicAcls(true)
                            .blockPublicPolicy(true)
                            .ignorePublicAcls(true)
                            .restrictPublicBuckets(true)));
  }

  void createConsoleUserWithoutMfa(String name) {
    iam.createUser(b -> b.userName(name));
    iam.createLoginProfile(b -> b.userName(name).password("Correct-horse-battery-1"));
  }

  void giveMfa(String name) {
    String serial =
        iam.createVirtualMFADevice(b -> b.virtualMFADeviceName(name))
            .virtualMFADevice()
            .serialNumber();
    iam.enableMFADevice(
        b ->
            b.userName(name)
                .serialNumber(serial)
                .authenticationCode1("123456")
                .authenticationCode2("654321"));
  }

  void openAdminPort(String name) {
    ec2.createSecurityGroup(b -> b.groupName(name).description("administration"));
    ec2.authorizeSecurityGroupIngress(b -> b.groupName(name).ipPermissions(ssh()));
  }

  void closeAdminPort(String name) {
    ec2.revokeSecurityGroupIngress(b -> b.groupName(name).ipPermissions(ssh()));
  }

  private static IpPermission ssh() {
    return IpPermission.builder()
        .ipProtocol("tcp")
        .fromPort(22)
        .toPort(22)
        .ipRanges(r -> r.cidrIp("0.0.0.0/0"))
        .build();
  }
}
