package io.attestream.e2e.aws;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.backup.model.BackupRuleInput;
import software.amazon.awssdk.services.backup.model.CopyAction;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.efs.EfsClient;
import software.amazon.awssdk.services.elasticache.ElastiCacheClient;
import software.amazon.awssdk.services.opensearch.OpenSearchClient;
import software.amazon.awssdk.services.redshift.RedshiftClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** Stores, queues, secrets and backups, a good and a bad one of each. */
record DataServices(Estate estate) {
  /** Each makes the resources of one service. */
  List<Runnable> steps() {
    return List.of(
        this::tables,
        this::messages,
        this::secrets,
        this::caches,
        this::warehouses,
        this::files,
        this::domains,
        this::backups);
  }

  private void tables() {
    DynamoDbClient dynamo = estate.client(DynamoDbClient.builder());
    for (String name : new String[] {"good", "bad"}) {
      dynamo.createTable(
          r ->
              r.tableName(name)
                  .billingMode(BillingMode.PAY_PER_REQUEST)
                  .deletionProtectionEnabled(name.equals("good"))
                  .keySchema(k -> k.attributeName("id").keyType(KeyType.HASH))
                  .attributeDefinitions(
                      a -> a.attributeName("id").attributeType(ScalarAttributeType.S)));
    }
    dynamo.updateContinuousBackups(
        r ->
            r.tableName("good")
                .pointInTimeRecoverySpecification(p -> p.pointInTimeRecoveryEnabled(true)));
  }

  private void messages() {
    SqsClient sqs = estate.client(SqsClient.builder());
    sqs.createQueue(
        r ->
            r.queueName("good")
                .attributes(Map.of(QueueAttributeName.SQS_MANAGED_SSE_ENABLED, "true")));
    sqs.createQueue(
        r ->
            r.queueName("bad")
                .attributes(
                    Map.of(
                        QueueAttributeName.SQS_MANAGED_SSE_ENABLED,
                        "false",
                        QueueAttributeName.POLICY,
                        Estate.OPEN)));
    SnsClient sns = estate.client(SnsClient.builder());
    sns.createTopic(r -> r.name("good").attributes(Map.of("KmsMasterKeyId", "alias/aws/sns")));
    String bad = sns.createTopic(r -> r.name("bad")).topicArn();
    sns.setTopicAttributes(
        r -> r.topicArn(bad).attributeName("Policy").attributeValue(Estate.OPEN));
  }

  private void secrets() {
    SecretsManagerClient secrets = estate.client(SecretsManagerClient.builder());
    secrets.createSecret(r -> r.name("good").secretString("x"));
    secrets.createSecret(r -> r.name("bad").secretString("x"));
    secrets.putResourcePolicy(r -> r.secretId("bad").resourcePolicy(Estate.OPEN));
    SsmClient ssm = estate.client(SsmClient.builder());
    ssm.putParameter(
        r -> r.name("/app/good/password").type(ParameterType.SECURE_STRING).value("x"));
    ssm.putParameter(r -> r.name("/app/bad/password").type(ParameterType.STRING).value("x"));
    ssm.putParameter(r -> r.name("/app/host").type(ParameterType.STRING).value("x"));
  }

  private void caches() {
    ElastiCacheClient cache = estate.client(ElastiCacheClient.builder());
    cache.createReplicationGroup(
        r ->
            r.replicationGroupId("good")
                .replicationGroupDescription("good")
                .cacheNodeType("cache.t3.micro")
                .engine("redis")
                .transitEncryptionEnabled(true)
                .atRestEncryptionEnabled(true)
                .authToken("0123456789abcdef")
                .automaticFailoverEnabled(true)
                .numCacheClusters(2));
    cache.createReplicationGroup(
        r ->
            r.replicationGroupId("bad")
                .replicationGroupDescription("bad")
                .cacheNodeType("cache.t3.micro")
                .engine("redis"));
  }

  private void warehouses() {
    RedshiftClient redshift = estate.client(RedshiftClient.builder());
    for (String name : new String[] {"good", "bad"}) {
      redshift.createCluster(
          r ->
              r.clusterIdentifier(name)
                  .nodeType("ra3.large")
                  .masterUsername("main")
                  .masterUserPassword("Not-A-Secret-1")
                  .encrypted(name.equals("good"))
                  .publiclyAccessible(name.equals("bad")));
    }
  }

  private void files() {
    EfsClient efs = estate.client(EfsClient.builder());
    for (String name : new String[] {"good", "bad"}) {
      boolean good = name.equals("good");
      efs.createFileSystem(
          r ->
              r.creationToken(name)
                  .encrypted(good)
                  .backup(good)
                  .tags(t -> t.key("Name").value(name)));
    }
  }

  private void domains() {
    OpenSearchClient opensearch = estate.client(OpenSearchClient.builder());
    opensearch.createDomain(
        r ->
            r.domainName("good")
                .encryptionAtRestOptions(e -> e.enabled(true))
                .nodeToNodeEncryptionOptions(e -> e.enabled(true))
                .domainEndpointOptions(
                    e -> e.enforceHTTPS(true).tlsSecurityPolicy("Policy-Min-TLS-1-2-2019-07"))
                .advancedSecurityOptions(e -> e.enabled(true)));
    opensearch.createDomain(
        r ->
            r.domainName("bad")
                .accessPolicies(Estate.OPEN)
                .encryptionAtRestOptions(e -> e.enabled(false))
                .domainEndpointOptions(
                    e -> e.enforceHTTPS(false).tlsSecurityPolicy("Policy-Min-TLS-1-0-2019-07")));
  }

  private void backups() {
    BackupClient backup = estate.client(BackupClient.builder());
    backup.createBackupVault(r -> r.backupVaultName("good"));
    backup.putBackupVaultLockConfiguration(
        r -> r.backupVaultName("good").minRetentionDays(35L).changeableForDays(3L));
    backup.createBackupVault(r -> r.backupVaultName("bad"));
    backup.createBackupPlan(
        r ->
            r.backupPlan(
                p ->
                    p.backupPlanName("good")
                        .rules(
                            BackupRuleInput.builder()
                                .ruleName("daily")
                                .targetBackupVaultName("good")
                                .copyActions(
                                    CopyAction.builder()
                                        .destinationBackupVaultArn(
                                            "arn:aws:backup:us-east-1:210987654321:backup-vault:safe")
                                        .build())
                                .build())));
    backup.createBackupPlan(
        r ->
            r.backupPlan(
                p ->
                    p.backupPlanName("bad")
                        .rules(
                            BackupRuleInput.builder()
                                .ruleName("daily")
                                .targetBackupVaultName("bad")
                                .build())));
  }
}
