package io.attestream.e2e.aws;

import java.util.List;
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
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.ram.RamClient;
import software.amazon.awssdk.services.ssoadmin.SsoAdminClient;
import software.amazon.awssdk.services.transfer.TransferClient;
import software.amazon.awssdk.services.transfer.model.Protocol;

/** Entry points and identities, a good and a bad one of each. */
record EdgeServices(Estate estate) {
  /** Each makes the resources of one service. */
  List<Runnable> steps() {
    return List.of(
        this::distributions,
        this::apis,
        this::pools,
        this::shares,
        this::events,
        this::transfers,
        this::permissionSets,
        this::stacks);
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
                          .webACLId(
                              good ? "arn:aws:wafv2:us-east-1:123456789012:global/webacl/a/1" : "")
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
  }

  private void events() {
    EventBridgeClient events = estate.client(EventBridgeClient.builder());
    events.putRule(r -> r.name("findings").eventPattern("{\"source\":[\"aws.guardduty\"]}"));
    events.putTargets(
        r ->
            r.rule("findings")
                .targets(t -> t.id("1").arn("arn:aws:sns:us-east-1:123456789012:good")));
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
    sso.createPermissionSet(r -> r.instanceArn(instance).name("readers").sessionDuration("PT8H"));
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
}
