package io.attestream.e2e.aws;

import java.util.List;
import software.amazon.awssdk.services.accessanalyzer.AccessAnalyzerClient;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.apigatewayv2.model.AuthorizationType;
import software.amazon.awssdk.services.apigatewayv2.model.ProtocolType;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudfront.CloudFrontClient;
import software.amazon.awssdk.services.cloudfront.model.MinimumProtocolVersion;
import software.amazon.awssdk.services.cloudfront.model.Origin;
import software.amazon.awssdk.services.cloudfront.model.OriginProtocolPolicy;
import software.amazon.awssdk.services.cloudfront.model.ViewerProtocolPolicy;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.ActionCategory;
import software.amazon.awssdk.services.codepipeline.model.ActionDeclaration;
import software.amazon.awssdk.services.codepipeline.model.ActionOwner;
import software.amazon.awssdk.services.codepipeline.model.ArtifactStoreType;
import software.amazon.awssdk.services.codepipeline.model.StageDeclaration;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kafka.KafkaClient;
import software.amazon.awssdk.services.kafka.model.ClientBroker;
import software.amazon.awssdk.services.macie2.Macie2Client;
import software.amazon.awssdk.services.ram.RamClient;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.ssoadmin.SsoAdminClient;
import software.amazon.awssdk.services.transfer.TransferClient;
import software.amazon.awssdk.services.transfer.model.Protocol;

/** Entry points, identities and pipelines, a good and a bad one of each. */
record EdgeServices(Estate estate) {
  void create() {
    distributions();
    apis();
    pools();
    shares();
    pipelines();
    events();
    mail();
    streams();
    transfers();
    permissionSets();
    stacks();
    detection();
  }

  private void distributions() {
    CloudFrontClient cloudfront = estate.client(CloudFrontClient.builder());
    for (String name : List.of("good", "bad")) {
      boolean good = name.equals("good");
      cloudfront.createDistribution(
          r ->
              r.distributionConfig(
                  c ->
                      c.callerReference(name)
                          .comment(name)
                          .enabled(true)
                          .webACLId(good ? "arn:aws:wafv2:us-east-1:123456789012:global/webacl/a/1" : "")
                          .viewerCertificate(
                              v ->
                                  v.cloudFrontDefaultCertificate(false)
                                      .minimumProtocolVersion(
                                          good
                                              ? MinimumProtocolVersion.TLS_V1_2_2021
                                              : MinimumProtocolVersion.TLS_V1))
                          .defaultCacheBehavior(
                              b ->
                                  b.targetOriginId("site")
                                      .viewerProtocolPolicy(
                                          good
                                              ? ViewerProtocolPolicy.REDIRECT_TO_HTTPS
                                              : ViewerProtocolPolicy.ALLOW_ALL))
                          .origins(
                              o ->
                                  o.quantity(1)
                                      .items(
                                          Origin.builder()
                                              .id("site")
                                              .domainName(name + ".example.com")
                                              .customOriginConfig(
                                                  p ->
                                                      p.httpPort(80)
                                                          .httpsPort(443)
                                                          .originProtocolPolicy(
                                                              OriginProtocolPolicy.HTTPS_ONLY))
                                              .build()))));
    }
  }

  private void apis() {
    ApiGatewayClient rest = estate.client(ApiGatewayClient.builder());
    for (String name : List.of("good", "bad")) {
      String api = rest.createRestApi(r -> r.name(name)).id();
      String root = rest.getResources(r -> r.restApiId(api)).items().get(0).id();
      rest.putMethod(
          r ->
              r.restApiId(api)
                  .resourceId(root)
                  .httpMethod("GET")
                  .authorizationType(name.equals("good") ? "AWS_IAM" : "NONE"));
    }
    ApiGatewayV2Client http = estate.client(ApiGatewayV2Client.builder());
    for (String name : List.of("good-http", "bad-http")) {
      String api = http.createApi(r -> r.name(name).protocolType(ProtocolType.HTTP)).apiId();
      http.createRoute(
          r ->
              r.apiId(api)
                  .routeKey("GET /orders")
                  .authorizationType(
                      name.startsWith("good")
                          ? AuthorizationType.AWS_IAM
                          : AuthorizationType.NONE));
    }
  }

  private void pools() {
    CognitoIdentityProviderClient cognito = estate.client(CognitoIdentityProviderClient.builder());
    cognito.createUserPool(
        r ->
            r.poolName("good")
                .mfaConfiguration("ON")
                .policies(p -> p.passwordPolicy(w -> w.minimumLength(14))));
    cognito.createUserPool(
        r ->
            r.poolName("bad")
                .mfaConfiguration("OFF")
                .policies(p -> p.passwordPolicy(w -> w.minimumLength(6))));
  }

  private void shares() {
    RamClient ram = estate.client(RamClient.builder());
    ram.createResourceShare(r -> r.name("good").allowExternalPrincipals(false));
    ram.createResourceShare(
        r -> r.name("bad").allowExternalPrincipals(true).principals(Estate.OTHER_ACCOUNT));
  }

  private void pipelines() {
    estate
        .client(IamClient.builder())
        .createRole(
            r ->
                r.roleName("pipeline")
                    .assumeRolePolicyDocument(
                        """
                        {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
                        "Principal":{"Service":"codepipeline.amazonaws.com"},"Action":"sts:AssumeRole"}]}"""));
    pipeline("good", ActionCategory.TEST, ActionCategory.APPROVAL, ActionCategory.DEPLOY);
    pipeline("bad", ActionCategory.DEPLOY);
  }

  private void pipeline(String name, ActionCategory... categories) {
    List<StageDeclaration> stages =
        new java.util.ArrayList<>(List.of(stage("source", ActionCategory.SOURCE)));
    for (ActionCategory category : categories) {
      stages.add(stage(category.toString(), category));
    }
    estate
        .client(CodePipelineClient.builder())
        .createPipeline(
            r ->
                r.pipeline(
                    p ->
                        p.name(name)
                            .roleArn("arn:aws:iam::123456789012:role/pipeline")
                            .artifactStore(s -> s.type(ArtifactStoreType.S3).location("artifacts"))
                            .stages(stages)));
  }

  private static StageDeclaration stage(String name, ActionCategory category) {
    return StageDeclaration.builder()
        .name(name)
        .actions(
            ActionDeclaration.builder()
                .name(name)
                .actionTypeId(
                    t -> t.category(category).owner(ActionOwner.AWS).provider("S3").version("1"))
                .build())
        .build();
  }

  private void events() {
    EventBridgeClient events = estate.client(EventBridgeClient.builder());
    events.putRule(r -> r.name("findings").eventPattern("{\"source\":[\"aws.guardduty\"]}"));
    events.putTargets(
        r ->
            r.rule("findings")
                .targets(t -> t.id("1").arn("arn:aws:sns:us-east-1:123456789012:good")));
  }

  private void mail() {
    SesV2Client ses = estate.client(SesV2Client.builder());
    ses.createConfigurationSet(
        r -> r.configurationSetName("good").deliveryOptions(d -> d.tlsPolicy("REQUIRE")));
    ses.createConfigurationSet(
        r -> r.configurationSetName("bad").deliveryOptions(d -> d.tlsPolicy("OPTIONAL")));
  }

  private void streams() {
    KafkaClient kafka = estate.client(KafkaClient.builder());
    for (String name : List.of("good", "bad")) {
      kafka.createClusterV2(
          r ->
              r.clusterName(name)
                  .provisioned(
                      p ->
                          p.kafkaVersion("3.7.x")
                              .numberOfBrokerNodes(2)
                              .brokerNodeGroupInfo(
                                  b ->
                                      b.instanceType("kafka.m7g.large")
                                          .clientSubnets("subnet-a", "subnet-b"))
                              .encryptionInfo(
                                  e ->
                                      e.encryptionInTransit(
                                          t ->
                                              t.clientBroker(
                                                  name.equals("good")
                                                      ? ClientBroker.TLS
                                                      : ClientBroker.TLS_PLAINTEXT)))));
    }
  }

  private void transfers() {
    TransferClient transfer = estate.client(TransferClient.builder());
    transfer.createServer(
        r ->
            r.protocols(Protocol.SFTP)
                .structuredLogDestinations("arn:aws:logs:us-east-1:123456789012:log-group:t:*"));
    transfer.createServer(r -> r.protocols(Protocol.SFTP, Protocol.FTP));
  }

  private void permissionSets() {
    SsoAdminClient sso = estate.client(SsoAdminClient.builder());
    String instance = sso.listInstances(r -> {}).instances().get(0).instanceArn();
    String administrators =
        sso.createPermissionSet(
                r -> r.instanceArn(instance).name("administrators").sessionDuration("PT12H"))
            .permissionSet()
            .permissionSetArn();
    sso.attachManagedPolicyToPermissionSet(
        r ->
            r.instanceArn(instance)
                .permissionSetArn(administrators)
                .managedPolicyArn("arn:aws:iam::aws:policy/AdministratorAccess"));
    sso.createPermissionSet(
        r -> r.instanceArn(instance).name("readers").sessionDuration("PT8H"));
  }

  private void stacks() {
    estate
        .client(CloudFormationClient.builder())
        .createStack(
            r ->
                r.stackName("main")
                    .templateBody(
                        """
                        {"Resources":{"Alarms":{"Type":"AWS::SNS::Topic","Properties":{"TopicName":"alarms"}}}}"""));
  }

  private void detection() {
    estate.client(Macie2Client.builder()).enableMacie(r -> {});
    estate
        .client(AccessAnalyzerClient.builder())
        .createAnalyzer(r -> r.analyzerName("main").type("ACCOUNT"));
  }
}
