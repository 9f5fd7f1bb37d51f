package io.attestream.agent.aws.sample;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Answers in JSON, written by hand in the form that the API references give, for services that moto does
 * not know or knows in part. In each pair of a service the main region is good in part and bad in part,
 * and the other region is empty.
 */
final class AuthoredServices {
  /** By text of the call; the first that a call contains counts. */
  static final Map<String, String> JSON = new LinkedHashMap<>();

  static {
    analysis();
    assurance();
    backups();
    detection();
    compute();
    development();
    management();
  }

  private AuthoredServices() {}

  private static void analysis() {
    main(
        "access-analyzer",
        "GET /analyzer",
        "{\"analyzers\":[{\"arn\":\"arn:aws:access-analyzer:eu-central-1:123456789012:analyzer/main\",\"name\":\"main\",\"type\":\"ACCOUNT\",\"status\":\"ACTIVE\",\"createdAt\":\"{{-300d}}\"}]}",
        "{\"analyzers\":[]}");
    JSON.put(
        "POST /findingv2",
        "{\"findings\":[{\"id\":\"6f1c\",\"resource\":\"arn:aws:s3:::marketing-site\",\"resourceType\":\"AWS::S3::Bucket\",\"resourceOwnerAccount\":\"123456789012\",\"status\":\"ACTIVE\",\"findingType\":\"ExternalAccess\",\"createdAt\":\"{{-75d}}\",\"analyzedAt\":\"{{-1d}}\",\"updatedAt\":\"{{-75d}}\"}]}");
    main(
        "config",
        "StarlingDoveService.DescribeComplianceByConfigRule",
        "{\"ComplianceByConfigRules\":[{\"ConfigRuleName\":\"encrypted-volumes\",\"Compliance\":{\"ComplianceType\":\"NON_COMPLIANT\"}}]}",
        "{\"ComplianceByConfigRules\":[]}");
    JSON.put(
        "StarlingDoveService.GetComplianceDetailsByConfigRule",
        "{\"EvaluationResults\":[{\"ComplianceType\":\"NON_COMPLIANT\",\"ResultRecordedTime\":{{-90d:s}}}]}");
  }

  private static void assurance() {
    JSON.put(
        "GET /v1/report/list",
        "{\"reports\":[{\"id\":\"report-1\",\"name\":\"Service Organization Controls (SOC) 2 Report\",\"category\":\"Certifications and Attestations\",\"periodStart\":\"{{-420d}}\",\"periodEnd\":\"{{-60d}}\",\"version\":1}]}");
    JSON.put(
        "GET /v1/customer-agreement/list",
        "{\"customerAgreements\":[{\"id\":\"customer-agreement-1\",\"name\":\"AWS Business Associate Addendum\",\"state\":\"ACTIVE\",\"type\":\"DEFAULT\"}]}");
    JSON.put(
        "AWSHealth_20160804.DescribeEvents",
        "{\"events\":[{\"arn\":\"arn:aws:health:eu-central-1::event/RDS/AWS_RDS_PLANNED_LIFECYCLE_EVENT/1\",\"service\":\"RDS\",\"eventTypeCode\":\"AWS_RDS_PLANNED_LIFECYCLE_EVENT\",\"eventTypeCategory\":\"scheduledChange\",\"region\":\"eu-central-1\",\"startTime\":{{-40d:s}},\"statusCode\":\"open\"}]}");
    JSON.put("security-ir us-east-1 POST", "{\"items\":[]}");
    main(
        "license-manager",
        "AWSLicenseManager.ListLicenseConfigurations",
        "{\"LicenseConfigurations\":[{\"LicenseConfigurationArn\":\"arn:aws:license-manager:eu-central-1:123456789012:license-configuration:lic-1\",\"Name\":\"database-cores\",\"LicenseCount\":16,\"ConsumedLicenses\":20,\"Status\":\"AVAILABLE\"}]}",
        "{\"LicenseConfigurations\":[]}");
  }

  private static void backups() {
    main(
        "backup",
        "GET /backup-jobs/",
        "{\"BackupJobs\":[{\"BackupJobId\":\"j2\",\"State\":\"FAILED\",\"ResourceArn\":\"arn:aws:rds:eu-central-1:123456789012:db:legacy-crm\",\"CreationDate\":{{-1d:s}}},{\"BackupJobId\":\"j1\",\"State\":\"FAILED\",\"ResourceArn\":\"arn:aws:rds:eu-central-1:123456789012:db:legacy-crm\",\"CreationDate\":{{-2d:s}}},{\"BackupJobId\":\"j3\",\"State\":\"COMPLETED\",\"ResourceArn\":\"arn:aws:rds:eu-central-1:123456789012:db:orders\",\"CreationDate\":{{-1d:s}}}]}",
        "{\"BackupJobs\":[]}");
    main(
        "backup",
        "GET /resources/",
        "{\"Results\":[{\"ResourceArn\":\"arn:aws:rds:eu-central-1:123456789012:db:orders\",\"ResourceName\":\"orders\",\"ResourceType\":\"RDS\",\"LastBackupTime\":{{-5h:s}}},{\"ResourceArn\":\"arn:aws:rds:eu-central-1:123456789012:db:legacy-crm\",\"ResourceName\":\"legacy-crm\",\"ResourceType\":\"RDS\",\"LastBackupTime\":{{-9d:s}}}]}",
        "{\"Results\":[]}");
    JSON.put(
        "/recovery-points/",
        "{\"RecoveryPoints\":[{\"RecoveryPointArn\":\"arn:aws:rds:eu-central-1:123456789012:snapshot:1\",\"IsEncrypted\":true},{\"RecoveryPointArn\":\"arn:aws:rds:eu-central-1:123456789012:snapshot:2\",\"IsEncrypted\":false}]}");
    main(
        "backup",
        "GET /restore-jobs/",
        "{\"RestoreJobs\":[{\"RestoreJobId\":\"r1\",\"Status\":\"COMPLETED\",\"CreationDate\":{{-200d:s}},\"CompletionDate\":{{-200d:s}},\"ValidationStatus\":\"SUCCESSFUL\"}]}",
        "{\"RestoreJobs\":[]}");
    main(
        "backup",
        "GET /restore-testing/plans",
        "{\"RestoreTestingPlans\":[{\"RestoreTestingPlanName\":\"quarterly\",\"RestoreTestingPlanArn\":\"arn:aws:backup:eu-central-1:123456789012:restore-testing-plan:quarterly\",\"CreationTime\":{{-400d:s}},\"ScheduleExpression\":\"cron(0 5 1 */3 ? *)\"}]}",
        "{\"RestoreTestingPlans\":[]}");
  }

  private static void detection() {
    main(
        "inspector2",
        "POST /status/batch/get",
        "{\"accounts\":[{\"accountId\":\"123456789012\",\"state\":{\"status\":\"ENABLED\",\"errorCode\":\"ALREADY_ENABLED\",\"errorMessage\":\"\"},\"resourceState\":{\"ec2\":{\"status\":\"ENABLED\"},\"ecr\":{\"status\":\"ENABLED\"},\"lambda\":{\"status\":\"DISABLED\"}}}],\"failedAccounts\":[]}",
        "{\"accounts\":[{\"accountId\":\"123456789012\",\"state\":{\"status\":\"DISABLED\",\"errorCode\":\"ACCESS_DENIED\",\"errorMessage\":\"\"},\"resourceState\":{\"ec2\":{\"status\":\"DISABLED\"},\"ecr\":{\"status\":\"DISABLED\"}}}],\"failedAccounts\":[]}");
    main(
        "inspector2",
        "POST /coverage/statistics/list",
        "{\"totalCounts\":20,\"countsByGroup\":[{\"groupKey\":\"ACTIVE\",\"count\":17},{\"groupKey\":\"INACTIVE\",\"count\":3}]}",
        "{\"totalCounts\":0,\"countsByGroup\":[]}");
    JSON.put("inspector2 us-east-1 POST /findings/list", "{\"findings\":[]}");
    JSON.put("\"exploitAvailable\":[", finding("{{-9d:s}}"));
    JSON.put("inspector2 eu-central-1 POST /findings/list", finding("{{-40d:s}}"));
    main(
        "macie2",
        "GET /macie",
        "{\"status\":\"ENABLED\",\"findingPublishingFrequency\":\"SIX_HOURS\",\"createdAt\":\"{{-200d}}\",\"updatedAt\":\"{{-200d}}\"}",
        "{\"status\":\"PAUSED\",\"createdAt\":\"{{-200d}}\",\"updatedAt\":\"{{-200d}}\"}");
    JSON.put("GET /automated-discovery/configuration", "{\"status\":\"DISABLED\"}");
    JSON.put("macie2 eu-central-1 POST /findings", "{\"findingIds\":[\"a1\"]}");
    JSON.put("/threatintelset", "{\"threatIntelSetIds\":[]}");
    JSON.put("GET /malware-protection-plan", "{\"malwareProtectionPlans\":[]}");
    JSON.put(
        "Route53Resolver.ListFirewallRuleGroupAssociations",
        "{\"FirewallRuleGroupAssociations\":[]}");
  }

  private static String finding(String since) {
    return "{\"findings\":[{\"findingArn\":\"arn:aws:inspector2:eu-central-1:123456789012:finding/f1\",\"awsAccountId\":\"123456789012\",\"type\":\"PACKAGE_VULNERABILITY\",\"description\":\"\",\"remediation\":{},\"severity\":\"CRITICAL\",\"status\":\"ACTIVE\",\"firstObservedAt\":"
        + since
        + ",\"lastObservedAt\":{{-1d:s}},\"resources\":[{\"type\":\"AWS_EC2_INSTANCE\",\"id\":\"i-0f00f00f00f00f00f\"}]}]}";
  }

  private static void compute() {
    JSON.put(
        "GET /cluster-versions",
        "{\"clusterVersions\":[{\"clusterVersion\":\"1.34\",\"versionStatus\":\"STANDARD_SUPPORT\"},{\"clusterVersion\":\"1.27\",\"versionStatus\":\"UNSUPPORTED\"}]}");
    JSON.put(
        "/access-policies",
        "{\"clusterName\":\"shop\",\"associatedAccessPolicies\":[{\"policyArn\":\"arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy\",\"accessScope\":{\"type\":\"cluster\"}}]}");
    JSON.put("/access-entries", "{\"accessEntries\":[\"arn:aws:iam::123456789012:role/app\"]}");
    JSON.put(
        "/functions/mailer/urls",
        "{\"FunctionUrlConfigs\":[{\"FunctionUrl\":\"https://a1.lambda-url.eu-central-1.on.aws/\",\"FunctionArn\":\"arn:aws:lambda:eu-central-1:123456789012:function:mailer\",\"AuthType\":\"NONE\",\"CreationTime\":\"{{-90d}}\",\"LastModifiedTime\":\"{{-90d}}\"}]}");
    JSON.put("/urls", "{\"FunctionUrlConfigs\":[]}");
    JSON.put("GET /signing-profiles", "{\"profiles\":[]}");
  }

  private static void development() {
    main(
        "codepipeline",
        "CodePipeline_20150709.ListPipelines",
        "{\"pipelines\":[{\"name\":\"shop\",\"version\":7},{\"name\":\"hotfix\",\"version\":2}]}",
        "{\"pipelines\":[]}");
    JSON.put("GetPipeline {\"name\":\"shop\"", pipeline("shop", "Test", "Approval", "Deploy"));
    JSON.put("GetPipeline {\"name\":\"hotfix\"", pipeline("hotfix", "Deploy"));
    main(
        "kafka",
        "GET /api/v2/clusters",
        "{\"clusterInfoList\":[{\"clusterType\":\"PROVISIONED\",\"clusterArn\":\"arn:aws:kafka:eu-central-1:123456789012:cluster/events/1\",\"clusterName\":\"events\",\"state\":\"ACTIVE\",\"creationTime\":\"{{-300d}}\",\"provisioned\":{\"encryptionInfo\":{\"encryptionInTransit\":{\"clientBroker\":\"TLS_PLAINTEXT\",\"inCluster\":true}},\"brokerNodeGroupInfo\":{\"clientSubnets\":[\"subnet-a\"],\"instanceType\":\"kafka.m7g.large\",\"connectivityInfo\":{\"publicAccess\":{\"type\":\"DISABLED\"}}},\"numberOfBrokerNodes\":2}}]}",
        "{\"clusterInfoList\":[]}");
    main(
        "ses",
        "GET /v2/email/configuration-sets/orders",
        "{\"ConfigurationSetName\":\"orders\",\"DeliveryOptions\":{\"TlsPolicy\":\"REQUIRE\"}}",
        "{}");
    JSON.put(
        "GET /v2/email/configuration-sets/newsletter",
        "{\"ConfigurationSetName\":\"newsletter\",\"DeliveryOptions\":{\"TlsPolicy\":\"OPTIONAL\"}}");
    main(
        "ses",
        "GET /v2/email/configuration-sets",
        "{\"ConfigurationSets\":[\"orders\",\"newsletter\"]}",
        "{\"ConfigurationSets\":[]}");
    JSON.put("POST /v1/domains", "{\"domains\":[]}");
    JSON.put("POST /v1/repositories", "{\"repositories\":[]}");
    JSON.put("CodeCommit_20150413.ListRepositories", "{\"repositories\":[]}");
    JSON.put("POST /workloadsSummaries", "{\"WorkloadSummaries\":[]}");
  }

  private static String pipeline(String name, String... categories) {
    StringBuilder stages = new StringBuilder(stage("Source"));
    for (String category : categories) {
      stages.append(',').append(stage(category));
    }
    return "{\"pipeline\":{\"name\":\"%s\",\"roleArn\":\"arn:aws:iam::123456789012:role/app\",\"stages\":[%s],\"version\":1}}"
        .formatted(name, stages);
  }

  private static String stage(String category) {
    return "{\"name\":\"%1$s\",\"actions\":[{\"name\":\"%1$s\",\"actionTypeId\":{\"category\":\"%1$s\",\"owner\":\"AWS\",\"provider\":\"CodeBuild\",\"version\":\"1\"},\"runOrder\":1}]}"
        .formatted(category);
  }

  private static void management() {
    main(
        "tagging",
        "ResourceGroupsTaggingAPI_20170126.GetResources",
        "{\"PaginationToken\":\"\",\"ResourceTagMappingList\":[{\"ResourceARN\":\"arn:aws:rds:eu-central-1:123456789012:db:orders\",\"Tags\":[{\"Key\":\"Owner\",\"Value\":\"shop\"},{\"Key\":\"environment\",\"Value\":\"prod\"}]},{\"ResourceARN\":\"arn:aws:rds:eu-central-1:123456789012:db:legacy-crm\",\"Tags\":[{\"Key\":\"Owner\",\"Value\":\"sales\"}]}]}",
        "{\"PaginationToken\":\"\",\"ResourceTagMappingList\":[]}");
    main(
        "ssm",
        "AmazonSSM.DescribeInstanceInformation",
        "{\"InstanceInformationList\":[{\"InstanceId\":\"i-0a11a11a11a11a11a\",\"PingStatus\":\"Online\",\"PlatformType\":\"Linux\",\"AgentVersion\":\"3.3.1\"}]}",
        "{\"InstanceInformationList\":[]}");
    JSON.put(
        "AmazonSSM.DescribeInstancePatchStates",
        "{\"InstancePatchStates\":[{\"InstanceId\":\"i-0a11a11a11a11a11a\",\"PatchGroup\":\"\",\"BaselineId\":\"pb-1\",\"CriticalNonCompliantCount\":2,\"OperationStartTime\":{{-3d:s}},\"OperationEndTime\":{{-3d:s}},\"Operation\":\"Scan\"}]}");
    JSON.put("AmazonSSM.ListAssociations", "{\"Associations\":[]}");
    JSON.put(
        "AWSOrganizationsV20161128.DescribeEffectivePolicy",
        "{\"EffectivePolicy\":{\"PolicyContent\":\"{\\\"tags\\\":{\\\"owner\\\":{\\\"tag_key\\\":\\\"Owner\\\"}}}\",\"TargetId\":\"123456789012\",\"PolicyType\":\"TAG_POLICY\",\"LastUpdatedTimestamp\":{{-50d:s}}}}");
  }

  /** The answer of the main region, and of every other one. */
  private static void main(String service, String call, String main, String other) {
    JSON.put(service + " eu-central-1 " + method(call), main);
    JSON.put(service + " us-east-1 " + method(call), other);
  }

  /** The query and JSON protocols post to the root; their operation is named after it. */
  private static String method(String call) {
    return call.startsWith("GET ") || call.startsWith("POST ") ? call : "POST / " + call;
  }
}
