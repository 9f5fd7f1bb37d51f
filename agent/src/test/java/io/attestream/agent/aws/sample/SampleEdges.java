package io.attestream.agent.aws.sample;

import java.util.List;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.apigatewayv2.model.AuthorizationType;
import software.amazon.awssdk.services.apigatewayv2.model.ProtocolType;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.codebuild.model.ArtifactsType;
import software.amazon.awssdk.services.codebuild.model.ComputeType;
import software.amazon.awssdk.services.codebuild.model.EnvironmentType;
import software.amazon.awssdk.services.codebuild.model.SourceType;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.efs.EfsClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.opensearch.OpenSearchClient;
import software.amazon.awssdk.services.ram.RamClient;
import software.amazon.awssdk.services.redshift.RedshiftClient;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.ssoadmin.SsoAdminClient;
import software.amazon.awssdk.services.transfer.TransferClient;
import software.amazon.awssdk.services.transfer.model.Protocol;

/** Entry points, identities, pipelines and further stores of the sample estate's main region. */
final class SampleEdges {
  private static final String REGION = "eu-central-1";

  private final EstateClients clients;

  private SampleEdges(EstateClients clients) {
    this.clients = clients;
  }

  static void create(EstateClients clients) {
    SampleEdges edges = new SampleEdges(clients);
    edges.network();
    edges.tasks();
    edges.stores();
    edges.apis();
    edges.identities();
    edges.delivery();
  }

  private void network() {
    Ec2Client ec2 = clients.in(REGION, Ec2Client.builder());
    String vpc = ec2.createVpc(r -> r.cidrBlock("10.60.0.0/16")).vpc().vpcId();
    List<String> subnets =
        List.of("a", "b").stream()
            .map(
                zone ->
                    ec2.createSubnet(
                            r ->
                                r.vpcId(vpc)
                                    .cidrBlock("10.60." + (zone.equals("a") ? 1 : 2) + ".0/24")
                                    .availabilityZone(REGION + zone))
                        .subnet()
                        .subnetId())
            .toList();
    ElasticLoadBalancingV2Client elb = clients.in(REGION, ElasticLoadBalancingV2Client.builder());
    String balancer =
        elb.createLoadBalancer(r -> r.name("shop").subnets(subnets).scheme("internet-facing"))
            .loadBalancers()
            .get(0)
            .loadBalancerArn();
    elb.createListener(
        r ->
            r.loadBalancerArn(balancer)
                .protocol(ProtocolEnum.HTTP)
                .port(80)
                .defaultActions(
                    a ->
                        a.type(ActionTypeEnum.FIXED_RESPONSE)
                            .fixedResponseConfig(c -> c.statusCode("200"))));
    AutoScalingClient autoscaling = clients.in(REGION, AutoScalingClient.builder());
    autoscaling.createLaunchConfiguration(
        r -> r.launchConfigurationName("web").imageId("ami-0a1b2c3d").instanceType("t3.micro"));
    autoscaling.createAutoScalingGroup(
        r ->
            r.autoScalingGroupName("web")
                .launchConfigurationName("web")
                .minSize(0)
                .maxSize(0)
                .desiredCapacity(0)
                .vpcZoneIdentifier(subnets.get(0)));
    Route53Client route53 = clients.in(REGION, Route53Client.builder());
    route53.createHostedZone(r -> r.name("example.com").callerReference("sample"));
    clients
        .in(REGION, AcmClient.builder())
        .requestCertificate(r -> r.domainName("shop.example.com"));
  }

  private void tasks() {
    EcsClient ecs = clients.in(REGION, EcsClient.builder());
    ecs.registerTaskDefinition(
        r ->
            r.family("worker")
                .containerDefinitions(
                    ContainerDefinition.builder()
                        .name("worker")
                        .image("worker:latest")
                        .memory(256)
                        .privileged(true)
                        .build()));
    ecs.createCluster(r -> r.clusterName("jobs"));
    ecs.createService(
        r ->
            r.cluster("jobs")
                .serviceName("worker")
                .taskDefinition("worker")
                .desiredCount(0)
                .enableExecuteCommand(true));
  }

  private void stores() {
    clients
        .in(REGION, EfsClient.builder())
        .createFileSystem(
            r ->
                r.creationToken("exports")
                    .encrypted(false)
                    .tags(t -> t.key("Name").value("exports")));
    clients
        .in(REGION, OpenSearchClient.builder())
        .createDomain(
            r ->
                r.domainName("search")
                    .encryptionAtRestOptions(e -> e.enabled(true))
                    .domainEndpointOptions(
                        e -> e.enforceHTTPS(true).tlsSecurityPolicy("Policy-Min-TLS-1-0-2019-07")));
    clients
        .in(REGION, RedshiftClient.builder())
        .createCluster(
            r ->
                r.clusterIdentifier("reports")
                    .nodeType("ra3.large")
                    .masterUsername("main")
                    .masterUserPassword("Not-A-Secret-1")
                    .encrypted(true)
                    .publiclyAccessible(false));
  }

  private void apis() {
    ApiGatewayClient rest = clients.in(REGION, ApiGatewayClient.builder());
    String api = rest.createRestApi(r -> r.name("partners")).id();
    String root = rest.getResources(r -> r.restApiId(api)).items().get(0).id();
    rest.putMethod(
        r -> r.restApiId(api).resourceId(root).httpMethod("GET").authorizationType("NONE"));
    ApiGatewayV2Client http = clients.in(REGION, ApiGatewayV2Client.builder());
    String shop = http.createApi(r -> r.name("shop").protocolType(ProtocolType.HTTP)).apiId();
    http.createRoute(
        r -> r.apiId(shop).routeKey("GET /orders").authorizationType(AuthorizationType.AWS_IAM));
    clients
        .in(REGION, CognitoIdentityProviderClient.builder())
        .createUserPool(
            r ->
                r.poolName("customers")
                    .mfaConfiguration("OFF")
                    .policies(p -> p.passwordPolicy(w -> w.minimumLength(8))));
  }

  private void identities() {
    SsoAdminClient sso = clients.in(REGION, SsoAdminClient.builder());
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
    clients
        .in(REGION, RamClient.builder())
        .createResourceShare(
            r -> r.name("network").allowExternalPrincipals(true).principals("210987654321"));
  }

  private void delivery() {
    clients
        .in(REGION, CodeBuildClient.builder())
        .createProject(
            r ->
                r.name("shop")
                    .serviceRole("arn:aws:iam::123456789012:role/app")
                    .source(s -> s.type(SourceType.S3).location("audit-logs/code.zip"))
                    .artifacts(a -> a.type(ArtifactsType.NO_ARTIFACTS))
                    .environment(
                        e ->
                            e.type(EnvironmentType.LINUX_CONTAINER)
                                .image("aws/codebuild/standard:7.0")
                                .computeType(ComputeType.BUILD_GENERAL1_SMALL)
                                .environmentVariables(
                                    v -> v.name("NPM_TOKEN").value("4f1d5e2a7c"))));
    EventBridgeClient events = clients.in(REGION, EventBridgeClient.builder());
    events.putRule(r -> r.name("findings").eventPattern("{\"source\":[\"aws.guardduty\"]}"));
    events.putTargets(
        r ->
            r.rule("findings")
                .targets(t -> t.id("1").arn("arn:aws:sns:eu-central-1:123456789012:alerts")));
    clients
        .in(REGION, TransferClient.builder())
        .createServer(r -> r.protocols(Protocol.SFTP, Protocol.FTP));
  }
}
