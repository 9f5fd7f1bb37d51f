package io.attestream.agent.aws.sample;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.backup.model.BackupRuleInput;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.ImageTagMutability;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** Functions, containers, stores and queues of the sample estate's main region. */
final class SampleApplications {
  private static final String REGION = "eu-central-1";

  private final EstateClients clients;

  private SampleApplications(EstateClients clients) {
    this.clients = clients;
  }

  static void create(EstateClients clients) {
    SampleApplications applications = new SampleApplications(clients);
    applications.functions();
    applications.containers();
    applications.stores();
    applications.secrets();
    applications.backups();
  }

  private void functions() {
    LambdaClient lambda = clients.in(REGION, LambdaClient.builder());
    for (String name : new String[] {"checkout", "mailer"}) {
      boolean good = name.equals("checkout");
      lambda.createFunction(
          r ->
              r.functionName(name)
                  .runtime(good ? "python3.13" : "nodejs14.x")
                  .role("arn:aws:iam::123456789012:role/app")
                  .handler("main.handler")
                  .code(c -> c.zipFile(SdkBytes.fromByteArray(zip())))
                  .environment(
                      e ->
                          e.variables(
                              good
                                  ? Map.of("TABLE", "orders")
                                  : Map.of("SMTP_PASSWORD", "Winter2019x"))));
    }
  }

  private static byte[] zip() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("main.py"));
      zip.write("def handler(event, context): pass".getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private void containers() {
    EcrClient ecr = clients.in(REGION, EcrClient.builder());
    ecr.createRepository(
        r ->
            r.repositoryName("shop")
                .imageTagMutability(ImageTagMutability.IMMUTABLE)
                .imageScanningConfiguration(s -> s.scanOnPush(true)));
    ecr.createRepository(r -> r.repositoryName("legacy"));
    clients
        .in(REGION, EksClient.builder())
        .createCluster(
            r ->
                r.name("shop")
                    .version("1.27")
                    .roleArn("arn:aws:iam::123456789012:role/app")
                    .resourcesVpcConfig(
                        v ->
                            v.subnetIds("subnet-0a", "subnet-0b")
                                .endpointPublicAccess(true)
                                .publicAccessCidrs("0.0.0.0/0")));
  }

  private void stores() {
    DynamoDbClient dynamo = clients.in(REGION, DynamoDbClient.builder());
    for (String name : new String[] {"orders", "carts"}) {
      dynamo.createTable(
          r ->
              r.tableName(name)
                  .billingMode(BillingMode.PAY_PER_REQUEST)
                  .deletionProtectionEnabled(name.equals("orders"))
                  .keySchema(k -> k.attributeName("id").keyType(KeyType.HASH))
                  .attributeDefinitions(
                      a -> a.attributeName("id").attributeType(ScalarAttributeType.S)));
    }
    dynamo.updateContinuousBackups(
        r ->
            r.tableName("orders")
                .pointInTimeRecoverySpecification(p -> p.pointInTimeRecoveryEnabled(true)));
    SqsClient sqs = clients.in(REGION, SqsClient.builder());
    sqs.createQueue(
        r ->
            r.queueName("orders")
                .attributes(Map.of(QueueAttributeName.SQS_MANAGED_SSE_ENABLED, "true")));
    sqs.createQueue(
        r ->
            r.queueName("partner-inbox")
                .attributes(
                    Map.of(
                        QueueAttributeName.SQS_MANAGED_SSE_ENABLED,
                        "false",
                        QueueAttributeName.POLICY,
                        """
                        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*",\
                        "Action":"sqs:SendMessage","Resource":"*"}]}""")));
    SnsClient sns = clients.in(REGION, SnsClient.builder());
    sns.createTopic(r -> r.name("alerts").attributes(Map.of("KmsMasterKeyId", "alias/aws/sns")));
  }

  private void secrets() {
    SecretsManagerClient secrets = clients.in(REGION, SecretsManagerClient.builder());
    secrets.createSecret(r -> r.name("orders-db").secretString("not-a-secret-1"));
    SsmClient ssm = clients.in(REGION, SsmClient.builder());
    ssm.putParameter(
        r -> r.name("/shop/db/password").type(ParameterType.SECURE_STRING).value("not-a-secret"));
    ssm.putParameter(
        r -> r.name("/legacy/db/password").type(ParameterType.STRING).value("not-a-secret"));
  }

  private void backups() {
    BackupClient backup = clients.in(REGION, BackupClient.builder());
    backup.createBackupVault(r -> r.backupVaultName("main"));
    backup.createBackupPlan(
        r ->
            r.backupPlan(
                p ->
                    p.backupPlanName("daily")
                        .rules(
                            BackupRuleInput.builder()
                                .ruleName("daily")
                                .targetBackupVaultName("main")
                                .build())));
  }
}
