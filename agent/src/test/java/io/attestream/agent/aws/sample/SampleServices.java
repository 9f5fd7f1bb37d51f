package io.attestream.agent.aws.sample;

import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.config.ConfigClient;
import software.amazon.awssdk.services.guardduty.GuardDutyClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.securityhub.SecurityHubClient;

/** Keys, logs, databases and detection of the sample estate's main region. */
final class SampleServices {
  private static final String REGION = "eu-central-1";

  private final EstateClients clients;

  private SampleServices(EstateClients clients) {
    this.clients = clients;
  }

  static void create(EstateClients clients) {
    SampleServices services = new SampleServices(clients);
    services.keys();
    services.trail();
    services.databases();
    services.detection();
  }

  private void keys() {
    KmsClient kms = clients.in(REGION, KmsClient.builder());
    String data = kms.createKey(r -> r.description("customer data")).keyMetadata().keyId();
    kms.enableKeyRotation(r -> r.keyId(data));
    kms.createKey(r -> r.description("old backups"));
    kms.createKey(
        r ->
            r.description("partner exchange")
                .policy(
                    """
                    {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*",\
                    "Action":"kms:*","Resource":"*"}]}"""));
  }

  private void trail() {
    CloudWatchLogsClient logs = clients.in(REGION, CloudWatchLogsClient.builder());
    CloudWatchClient cloudwatch = clients.in(REGION, CloudWatchClient.builder());
    CloudTrailClient cloudtrail = clients.in(REGION, CloudTrailClient.builder());
    logs.createLogGroup(r -> r.logGroupName("audit-trail"));
    logs.putRetentionPolicy(r -> r.logGroupName("audit-trail").retentionInDays(365));
    logs.createLogGroup(r -> r.logGroupName("/app/orders"));
    logs.createLogGroup(r -> r.logGroupName("/app/payments"));
    logs.putRetentionPolicy(r -> r.logGroupName("/app/payments").retentionInDays(7));
    logs.putMetricFilter(
        r ->
            r.logGroupName("audit-trail")
                .filterName("root-use")
                .filterPattern("{ $.userIdentity.type = \"Root\" }")
                .metricTransformations(
                    t -> t.metricName("RootUse").metricNamespace("Audit").metricValue("1")));
    alarm(
        cloudwatch, "root-use", "Audit", "RootUse", "arn:aws:sns:eu-central-1:123456789012:alerts");
    alarm(cloudwatch, "cpu-high", "AWS/EC2", "CPUUtilization", "");
    cloudtrail.createTrail(
        r ->
            r.name("main")
                .s3BucketName("audit-logs")
                .isMultiRegionTrail(true)
                .enableLogFileValidation(true)
                .cloudWatchLogsLogGroupArn(
                    "arn:aws:logs:eu-central-1:123456789012:log-group:audit-trail:*")
                .cloudWatchLogsRoleArn("arn:aws:iam::123456789012:role/app"));
    cloudtrail.startLogging(r -> r.name("main"));
  }

  private static void alarm(
      CloudWatchClient cloudwatch, String name, String namespace, String metric, String action) {
    cloudwatch.putMetricAlarm(
        r -> {
          r.alarmName(name)
              .namespace(namespace)
              .metricName(metric)
              .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
              .evaluationPeriods(1)
              .period(300)
              .threshold(0.0)
              .statistic(Statistic.SUM);
          if (!action.isEmpty()) {
            r.alarmActions(action);
          }
        });
  }

  private void databases() {
    RdsClient rds = clients.in(REGION, RdsClient.builder());
    rds.createDBInstance(
        r ->
            r.dbInstanceIdentifier("orders")
                .engine("postgres")
                .dbInstanceClass("db.m7g.large")
                .allocatedStorage(100)
                .masterUsername("main")
                .manageMasterUserPassword(true)
                .storageEncrypted(true)
                .multiAZ(true)
                .publiclyAccessible(false)
                .backupRetentionPeriod(30)
                .deletionProtection(true)
                .autoMinorVersionUpgrade(true)
                .enableCloudwatchLogsExports("postgresql"));
    rds.createDBInstance(
        r ->
            r.dbInstanceIdentifier("legacy-crm")
                .engine("mysql")
                .dbInstanceClass("db.t3.medium")
                .allocatedStorage(20)
                .masterUsername("main")
                .masterUserPassword("not-a-secret-1")
                .storageEncrypted(false)
                .publiclyAccessible(true)
                .autoMinorVersionUpgrade(false)
                .backupRetentionPeriod(1));
    rds.createDBSnapshot(
        r -> r.dbInstanceIdentifier("orders").dbSnapshotIdentifier("orders-before-upgrade"));
    rds.createDBSnapshot(
        r -> r.dbInstanceIdentifier("legacy-crm").dbSnapshotIdentifier("crm-for-agency"));
    rds.modifyDBSnapshotAttribute(
        r ->
            r.dbSnapshotIdentifier("crm-for-agency")
                .attributeName("restore")
                .valuesToAdd("210987654321"));
  }

  private void detection() {
    ConfigClient config = clients.in(REGION, ConfigClient.builder());
    config.putConfigurationRecorder(
        r ->
            r.configurationRecorder(
                c ->
                    c.name("default")
                        .roleARN("arn:aws:iam::123456789012:role/app")
                        .recordingGroup(
                            g -> g.allSupported(true).includeGlobalResourceTypes(true))));
    config.putDeliveryChannel(
        r -> r.deliveryChannel(c -> c.name("default").s3BucketName("audit-logs")));
    config.startConfigurationRecorder(r -> r.configurationRecorderName("default"));
    clients.in(REGION, GuardDutyClient.builder()).createDetector(r -> r.enable(true));
    clients.in(REGION, SecurityHubClient.builder()).enableSecurityHub(r -> {});
  }
}
