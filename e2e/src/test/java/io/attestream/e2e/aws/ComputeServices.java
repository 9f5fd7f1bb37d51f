package io.attestream.e2e.aws;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.codebuild.model.ArtifactsType;
import software.amazon.awssdk.services.codebuild.model.ComputeType;
import software.amazon.awssdk.services.codebuild.model.EnvironmentType;
import software.amazon.awssdk.services.codebuild.model.SourceType;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.ImageTagMutability;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.LogDriver;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.LogType;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** Functions, containers and load balancers, a good and a bad one of each. */
record ComputeServices(Estate estate) {
  /** Each makes the resources of one service. */
  List<Runnable> steps() {
    List<String> subnets = subnets();
    return List.of(
        this::functions,
        () -> clusters(subnets),
        this::repositories,
        this::tasks,
        () -> balancers(subnets),
        () -> groups(subnets),
        this::projects);
  }

  private List<String> subnets() {
    Ec2Client ec2 = estate.client(Ec2Client.builder());
    String vpc = ec2.createVpc(r -> r.cidrBlock("10.40.0.0/16")).vpc().vpcId();
    return List.of(subnet(ec2, vpc, "10.40.1.0/24", "a"), subnet(ec2, vpc, "10.40.2.0/24", "b"));
  }

  private static String subnet(Ec2Client ec2, String vpc, String range, String zone) {
    return ec2.createSubnet(r -> r.vpcId(vpc).cidrBlock(range).availabilityZone("us-east-1" + zone))
        .subnet()
        .subnetId();
  }

  private void functions() {
    String role = role();
    LambdaClient lambda = estate.client(LambdaClient.builder());
    for (String name : List.of("good", "bad")) {
      lambda.createFunction(
          r ->
              r.functionName(name)
                  .runtime(name.equals("good") ? "python3.13" : "python3.7")
                  .role(role)
                  .handler("main.handler")
                  .code(c -> c.zipFile(SdkBytes.fromByteArray(zip())))
                  .environment(
                      e ->
                          e.variables(
                              name.equals("good")
                                  ? Map.of("TABLE", "orders")
                                  : Map.of("DB_PASSWORD", "Winter2019x"))));
    }
    lambda.addPermission(
        r ->
            r.functionName("bad")
                .statementId("open")
                .action("lambda:InvokeFunction")
                .principal("*"));
  }

  private String role() {
    return estate
        .client(IamClient.builder())
        .createRole(
            r ->
                r.roleName("service")
                    .assumeRolePolicyDocument(
                        """
                        {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
                        "Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}"""))
        .role()
        .arn();
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

  private void clusters(List<String> subnets) {
    EksClient eks = estate.client(EksClient.builder());
    eks.createCluster(
        r ->
            r.name("good")
                .version("1.33")
                .roleArn("arn:aws:iam::123456789012:role/service")
                .resourcesVpcConfig(
                    v ->
                        v.subnetIds(subnets)
                            .endpointPublicAccess(false)
                            .endpointPrivateAccess(true))
                .logging(
                    l ->
                        l.clusterLogging(
                            c -> c.enabled(true).types(LogType.AUDIT, LogType.AUTHENTICATOR))));
    eks.createCluster(
        r ->
            r.name("bad")
                .version("1.24")
                .roleArn("arn:aws:iam::123456789012:role/service")
                .resourcesVpcConfig(
                    v ->
                        v.subnetIds(subnets)
                            .endpointPublicAccess(true)
                            .publicAccessCidrs("0.0.0.0/0")));
    eks.createNodegroup(
        r ->
            r.clusterName("good")
                .nodegroupName("main")
                .nodeRole("arn:aws:iam::123456789012:role/service")
                .subnets(subnets)
                .remoteAccess(a -> a.ec2SshKey("ops").sourceSecurityGroups("sg-0a1b2c3d")));
    eks.createNodegroup(
        r ->
            r.clusterName("bad")
                .nodegroupName("main")
                .nodeRole("arn:aws:iam::123456789012:role/service")
                .subnets(subnets.get(0))
                .remoteAccess(a -> a.ec2SshKey("ops")));
  }

  private void repositories() {
    EcrClient ecr = estate.client(EcrClient.builder());
    ecr.createRepository(
        r ->
            r.repositoryName("good")
                .imageTagMutability(ImageTagMutability.IMMUTABLE)
                .imageScanningConfiguration(s -> s.scanOnPush(true)));
    ecr.createRepository(r -> r.repositoryName("bad"));
    ecr.setRepositoryPolicy(
        r ->
            r.repositoryName("bad")
                .policyText(
                    """
                    {"Version":"2012-10-17","Statement":[{"Sid":"all","Effect":"Allow","Principal":"*",
                    "Action":["ecr:BatchGetImage"]}]}"""));
  }

  private void tasks() {
    EcsClient ecs = estate.client(EcsClient.builder());
    ecs.registerTaskDefinition(
        r ->
            r.family("good")
                .containerDefinitions(
                    ContainerDefinition.builder()
                        .name("app")
                        .image("app:1")
                        .memory(128)
                        .user("10001")
                        .readonlyRootFilesystem(true)
                        .logConfiguration(l -> l.logDriver(LogDriver.AWSLOGS))
                        .build()));
    ecs.registerTaskDefinition(
        r ->
            r.family("bad")
                .containerDefinitions(
                    ContainerDefinition.builder()
                        .name("app")
                        .image("app:1")
                        .memory(128)
                        .privileged(true)
                        .environment(
                            KeyValuePair.builder().name("API_KEY").value("s3cr3t-value").build())
                        .build()));
    ecs.createCluster(r -> r.clusterName("main"));
    ecs.createService(
        r ->
            r.cluster("main")
                .serviceName("web")
                .taskDefinition("good")
                .desiredCount(0)
                .enableExecuteCommand(false));
  }

  private void balancers(List<String> subnets) {
    ElasticLoadBalancingV2Client elb = estate.client(ElasticLoadBalancingV2Client.builder());
    String arn =
        elb.createLoadBalancer(r -> r.name("web").subnets(subnets).scheme("internet-facing"))
            .loadBalancers()
            .get(0)
            .loadBalancerArn();
    elb.createListener(
        r ->
            r.loadBalancerArn(arn)
                .protocol(ProtocolEnum.HTTP)
                .port(80)
                .defaultActions(
                    a ->
                        a.type(ActionTypeEnum.REDIRECT)
                            .redirectConfig(
                                c -> c.protocol("HTTPS").port("443").statusCode("HTTP_301"))));
    elb.createListener(
        r ->
            r.loadBalancerArn(arn)
                .protocol(ProtocolEnum.HTTP)
                .port(8080)
                .defaultActions(
                    a ->
                        a.type(ActionTypeEnum.FIXED_RESPONSE)
                            .fixedResponseConfig(c -> c.statusCode("200"))));
  }

  private void groups(List<String> subnets) {
    AutoScalingClient autoscaling = estate.client(AutoScalingClient.builder());
    autoscaling.createLaunchConfiguration(
        r -> r.launchConfigurationName("main").imageId("ami-12c6146b").instanceType("t3.micro"));
    autoscaling.createAutoScalingGroup(
        r ->
            r.autoScalingGroupName("good")
                .launchConfigurationName("main")
                .minSize(0)
                .maxSize(4)
                .desiredCapacity(0)
                .vpcZoneIdentifier(String.join(",", subnets)));
    autoscaling.putScalingPolicy(
        r ->
            r.autoScalingGroupName("good")
                .policyName("grow")
                .adjustmentType("ChangeInCapacity")
                .scalingAdjustment(1));
    autoscaling.createAutoScalingGroup(
        r ->
            r.autoScalingGroupName("bad")
                .launchConfigurationName("main")
                .minSize(0)
                .maxSize(0)
                .desiredCapacity(0)
                .vpcZoneIdentifier(subnets.get(0)));
  }

  private void projects() {
    CodeBuildClient codebuild = estate.client(CodeBuildClient.builder());
    for (String name : List.of("good", "bad")) {
      codebuild.createProject(
          r ->
              r.name(name)
                  .serviceRole("arn:aws:iam::123456789012:role/service")
                  .source(s -> s.type(SourceType.S3).location("bucket/code.zip"))
                  .artifacts(a -> a.type(ArtifactsType.NO_ARTIFACTS))
                  .environment(
                      e ->
                          e.type(EnvironmentType.LINUX_CONTAINER)
                              .image("aws/codebuild/standard:7.0")
                              .computeType(ComputeType.BUILD_GENERAL1_SMALL)
                              .environmentVariables(
                                  v ->
                                      v.name(name.equals("good") ? "STAGE" : "NPM_TOKEN")
                                          .value("4f1d5e2a7c"))));
    }
  }
}
