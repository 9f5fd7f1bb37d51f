package io.attestream.e2e.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attestream.agent.aws.AwsConfig;
import io.attestream.agent.aws.AwsConfig.AssumedRole;
import io.attestream.agent.aws.AwsSource;
import io.attestream.agent.resource.Enumeration;
import io.attestream.agent.resource.SourceException;
import io.attestream.e2e.components.Moto;
import io.attestream.e2e.components.RequiresComponent;
import io.attestream.evidence.model.BlindSpot;
import io.attestream.evidence.model.ScopeUnit;
import io.attestream.evidence.model.Status;
import io.attestream.evidence.model.UnknownReason;
import io.attestream.evidence.model.Verdict;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;

@RequiresComponent("moto")
class AwsSourceTest {
  private static final String PUBLIC_BLOCK = "aws.s3.bucket.public-access-blocked";
  private static final String MFA = "aws.iam.user.console-access-needs-mfa";
  private static final String ADMIN_PORTS = "aws.ec2.security-group.no-world-admin-ports";

  @SuppressWarnings("NullAway.Init")
  private static Moto moto;

  @SuppressWarnings("NullAway.Init")
  private static DenyingProxy proxy;

  @BeforeAll
  static void start() throws IOException {
    System.setProperty("aws.accessKeyId", "testing");
    System.setProperty("aws.secretAccessKey", "testing");
    moto = Moto.start();
    proxy = new DenyingProxy(moto.endpoint());
  }

  @AfterAll
  static void stop() {
    proxy.close();
    moto.close();
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
  }

  @BeforeEach
  void empty() {
    moto.reset();
    proxy.allowAll();
  }

  @Test
  void aPublicBucketFailsUntilItIsBlocked() throws InterruptedException {
    S3Client s3 = s3();
    s3.createBucket(r -> r.bucket("site"));
    s3.putBucketPolicy(
        r ->
            r.bucket("site")
                .policy(
                    """
                    {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*",
                    "Action":"s3:GetObject","Resource":"arn:aws:s3:::site/*"}]}"""));
    Scanned before = Scanned.of(config(), ":global");
    assertThat(before.verdict(PUBLIC_BLOCK, "site")).isEqualTo(Verdict.FAIL);
    assertThat(before.verdict("aws.s3.bucket.policy-allows-no-stranger", "site"))
        .isEqualTo(Verdict.FAIL);

    s3.putPublicAccessBlock(
        r ->
            r.bucket("site")
                .publicAccessBlockConfiguration(
                    b ->
                        b.blockPublicAcls(true)
                            .ignorePublicAcls(true)
                            .blockPublicPolicy(true)
                            .restrictPublicBuckets(true)));
    Scanned after = Scanned.of(config(), ":global");
    assertThat(after.verdict(PUBLIC_BLOCK, "site")).isEqualTo(Verdict.PASS);
    assertThat(after.verdict("aws.s3.bucket.policy-allows-no-stranger", "site"))
        .isEqualTo(Verdict.PASS);
  }

  @Test
  void aBucketIsReadInItsOwnRegion() throws InterruptedException {
    S3Client s3 = s3();
    s3.createBucket(
        r -> r.bucket("far").createBucketConfiguration(c -> c.locationConstraint("eu-west-1")));
    Scanned scanned = Scanned.of(config(), ":global");
    assertThat(scanned.ofType("aws.s3.bucket").get(0).document())
        .containsEntry("Region", "eu-west-1");
    assertThat(scanned.listing("aws.s3.bucket"))
        .isEqualTo(new Enumeration("aws.s3.bucket", "s3:ListBuckets", 1, 1, null));
  }

  @Test
  void aConsoleUserWithoutASecondFactorFailsUntilThereIsOne() throws InterruptedException {
    IamClient iam = iam();
    iam.createUser(r -> r.userName("bob"));
    assertThat(Scanned.of(config(), ":global").verdict(MFA, "bob"))
        .isEqualTo(Verdict.NOT_APPLICABLE);

    iam.createLoginProfile(r -> r.userName("bob").password("Not-A-Secret-1"));
    assertThat(Scanned.of(config(), ":global").verdict(MFA, "bob")).isEqualTo(Verdict.FAIL);

    String serial =
        iam.createVirtualMFADevice(r -> r.virtualMFADeviceName("bob"))
            .virtualMFADevice()
            .serialNumber();
    iam.enableMFADevice(
        r ->
            r.userName("bob")
                .serialNumber(serial)
                .authenticationCode1("123456")
                .authenticationCode2("654321"));
    assertThat(Scanned.of(config(), ":global").verdict(MFA, "bob")).isEqualTo(Verdict.PASS);
  }

  @Test
  void anOpenSecurityGroupFailsUntilItIsClosed() throws InterruptedException {
    Ec2Client ec2 = ec2();
    String vpc = ec2.createVpc(r -> r.cidrBlock("10.9.0.0/16")).vpc().vpcId();
    String group =
        ec2.createSecurityGroup(r -> r.vpcId(vpc).groupName("admin").description("admin"))
            .groupId();
    IpPermission shell =
        IpPermission.builder()
            .ipProtocol("tcp")
            .fromPort(22)
            .toPort(22)
            .ipRanges(range -> range.cidrIp("0.0.0.0/0"))
            .build();
    ec2.authorizeSecurityGroupIngress(r -> r.groupId(group).ipPermissions(shell));
    assertThat(Scanned.of(config(), ":us-east-1").verdict(ADMIN_PORTS, "admin"))
        .isEqualTo(Verdict.FAIL);

    ec2.revokeSecurityGroupIngress(r -> r.groupId(group).ipPermissions(shell));
    assertThat(Scanned.of(config(), ":us-east-1").verdict(ADMIN_PORTS, "admin"))
        .isEqualTo(Verdict.PASS);
  }

  @Test
  void aDeniedDetailIsUnknownAndNamesTheCall() throws InterruptedException {
    IamClient iam = iam();
    iam.createUser(r -> r.userName("bob"));
    iam.createLoginProfile(r -> r.userName("bob").password("Not-A-Secret-1"));
    proxy.deny("Action=ListMFADevices", "AccessDenied");
    Scanned scanned = Scanned.of(config(), ":global");
    assertThat(scanned.verdict(MFA, "bob"))
        .isEqualTo(Verdict.unknown(UnknownReason.ACCESS_DENIED, "iam:ListMFADevices AccessDenied"));
    assertThat(scanned.verdict("aws.iam.user.has-no-inline-policies", "bob"))
        .isEqualTo(Verdict.PASS);
    assertThat(scanned.listing("aws.iam.user").complete()).isTrue();
  }

  @Test
  void aDeniedPartOfABucketHidesOnlyThatPart() throws InterruptedException {
    s3().createBucket(r -> r.bucket("data"));
    proxy.deny("GET /data?publicAccessBlock", "AccessDenied");
    Scanned scanned = Scanned.of(config(), ":global");
    assertThat(scanned.verdict(PUBLIC_BLOCK, "data").reason())
        .contains(UnknownReason.ACCESS_DENIED);
    assertThat(scanned.verdict("aws.s3.bucket.versioning-is-enabled", "data"))
        .isEqualTo(Verdict.FAIL);
  }

  @Test
  void aDeniedListingIsIncompleteAndYieldsNothing() throws InterruptedException {
    iam().createUser(r -> r.userName("bob"));
    proxy.deny("Action=ListUsers", "AccessDenied");
    Scanned scanned = Scanned.of(config(), ":global");
    BlindSpot denied =
        new BlindSpot("", UnknownReason.ACCESS_DENIED, "iam:ListUsers", "AccessDenied");
    assertThat(scanned.listing("aws.iam.user").blindSpot()).contains(denied);
    assertThat(scanned.listing("aws.iam.access-key").blindSpot()).contains(denied);
    assertThat(scanned.ofType("aws.iam.user")).isEmpty();
    assertThat(scanned.listing("aws.iam.role").complete()).isTrue();
  }

  @Test
  void nothingPassesWhereEveryCallIsDenied() throws InterruptedException {
    ec2().createVpc(r -> r.cidrBlock("10.9.0.0/16"));
    // Every call of EC2, which is known by its API version. Regions are not told either, so they
    // come from the configuration.
    proxy.deny("Version=2016-11-15", "UnauthorizedOperation");
    Scanned scanned = Scanned.of(config(), ":us-east-1");
    assertThat(scanned.listing("aws.ec2.vpc").blindSpot())
        .contains(
            new BlindSpot(
                "", UnknownReason.ACCESS_DENIED, "ec2:DescribeVpcs", "UnauthorizedOperation"));
    assertThat(scanned.verdicts("aws.ec2.region", "us-east-1"))
        .isNotEmpty()
        .allMatch(verdict -> verdict.status() == Status.UNKNOWN);
  }

  @Test
  void aThrottledCallIsTriedAgain() throws InterruptedException {
    iam().createUser(r -> r.userName("bob"));
    proxy.throttle("Action=ListUsers", 1);
    assertThat(Scanned.of(config(), ":global").listing("aws.iam.user").complete()).isTrue();
  }

  @Test
  void everyTypeIsListedExactlyOnceInItsUnit() throws InterruptedException {
    try (AwsSource source = AwsSource.open(config(), Clock.systemUTC(), new Random(7))) {
      for (ScopeUnit unit : source.units()) {
        Scanned scanned = Scanned.of(config(), unit.id());
        assertThat(scanned.listings())
            .extracting(Enumeration::type)
            .containsExactlyInAnyOrderElementsOf(source.types(unit));
      }
    }
  }

  @Test
  void anotherAccountIsReadByItsRole() throws InterruptedException {
    AssumedRole role = new AssumedRole("arn:aws:iam::210987654321:role/attestream", "c-4711");
    AwsConfig both = config().withRoles(List.of(role));
    iam().createUser(r -> r.userName("bob"));
    Scanned other = Scanned.of(both, "210987654321:global");
    assertThat(other.listing("aws.iam.user").complete()).isTrue();
    assertThat(other.ofType("aws.iam.user")).isEmpty();
    assertThat(other.ofType("aws.account").get(0).identity().id())
        .isEqualTo("arn:aws:iam::210987654321:root");
  }

  @Test
  void aRoleThatCannotBeAssumedIsIncompleteInEveryType() throws InterruptedException {
    AssumedRole role = new AssumedRole("arn:aws:iam::210987654321:role/attestream", null);
    proxy.deny("Action=AssumeRole", "AccessDenied");
    Scanned other = Scanned.of(config().withRoles(List.of(role)), "210987654321:global");
    assertThat(other.listing("aws.iam.user").blindSpot())
        .contains(new BlindSpot("", UnknownReason.ACCESS_DENIED, "sts:AssumeRole", "AccessDenied"));
    assertThat(other.verdicts("aws.account", "210987654321"))
        .allMatch(
            verdict ->
                verdict.status() == Status.UNKNOWN || verdict.status() == Status.NOT_APPLICABLE);
  }

  @Test
  void withoutAnswerTheSourceSaysSo() {
    AwsConfig nowhere = AwsConfig.defaults().withEndpoint(URI.create("http://127.0.0.1:1"));
    try (AwsSource source = AwsSource.open(nowhere, Clock.systemUTC(), new Random(7))) {
      assertThatThrownBy(source::units).isInstanceOf(SourceException.class);
    }
  }

  private static AwsConfig config() {
    return AwsConfig.defaults().withEndpoint(proxy.endpoint()).withRegions(List.of("us-east-1"));
  }

  private static StaticCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create("testing", "testing"));
  }

  private static IamClient iam() {
    return IamClient.builder()
        .endpointOverride(moto.endpoint())
        .region(Region.US_EAST_1)
        .credentialsProvider(credentials())
        .build();
  }

  private static Ec2Client ec2() {
    return Ec2Client.builder()
        .endpointOverride(moto.endpoint())
        .region(Region.US_EAST_1)
        .credentialsProvider(credentials())
        .build();
  }

  private static S3Client s3() {
    return S3Client.builder()
        .endpointOverride(moto.endpoint())
        .region(Region.US_EAST_1)
        .credentialsProvider(credentials())
        .forcePathStyle(true)
        .build();
  }
}
