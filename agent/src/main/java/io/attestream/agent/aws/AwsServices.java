package io.attestream.agent.aws;

import io.attestream.agent.aws.accessanalyzer.AnalyzerCollector;
import io.attestream.agent.aws.account.AccountCollector;
import io.attestream.agent.aws.acm.CertificateCollector;
import io.attestream.agent.aws.apigateway.ApiCollector;
import io.attestream.agent.aws.artifact.ArtifactCollector;
import io.attestream.agent.aws.autoscaling.GroupCollector;
import io.attestream.agent.aws.backup.BackupCollector;
import io.attestream.agent.aws.cloudformation.StackCollector;
import io.attestream.agent.aws.cloudfront.DistributionCollector;
import io.attestream.agent.aws.cloudtrail.AccountTrailsCollector;
import io.attestream.agent.aws.cloudtrail.ActivityCollector;
import io.attestream.agent.aws.cloudtrail.TrailCollector;
import io.attestream.agent.aws.cloudwatch.AlarmCollector;
import io.attestream.agent.aws.cloudwatch.UsageAlarmCollector;
import io.attestream.agent.aws.codeartifact.ArtifactStoreCollector;
import io.attestream.agent.aws.codebuild.ProjectCollector;
import io.attestream.agent.aws.codecommit.CodeCollector;
import io.attestream.agent.aws.codepipeline.PipelineCollector;
import io.attestream.agent.aws.cognito.UserPoolCollector;
import io.attestream.agent.aws.config.ConfigCollector;
import io.attestream.agent.aws.dynamodb.TableCollector;
import io.attestream.agent.aws.ec2.ClientVpnCollector;
import io.attestream.agent.aws.ec2.InstanceCollector;
import io.attestream.agent.aws.ec2.NetworkCollector;
import io.attestream.agent.aws.ec2.RegionCollector;
import io.attestream.agent.aws.ec2.StorageCollector;
import io.attestream.agent.aws.ecr.RepositoryCollector;
import io.attestream.agent.aws.ecs.TaskCollector;
import io.attestream.agent.aws.efs.FileSystemCollector;
import io.attestream.agent.aws.eks.EksCollector;
import io.attestream.agent.aws.elasticache.ReplicationGroupCollector;
import io.attestream.agent.aws.elbv2.LoadBalancerCollector;
import io.attestream.agent.aws.eventbridge.RuleCollector;
import io.attestream.agent.aws.guardduty.GuardDutyCollector;
import io.attestream.agent.aws.health.HealthCollector;
import io.attestream.agent.aws.iam.IamCollector;
import io.attestream.agent.aws.identitycenter.IdentityCenterCollector;
import io.attestream.agent.aws.inspector.InspectorCollector;
import io.attestream.agent.aws.kafka.KafkaCollector;
import io.attestream.agent.aws.kms.KmsCollector;
import io.attestream.agent.aws.lambda.FunctionCollector;
import io.attestream.agent.aws.licensemanager.LicenseCollector;
import io.attestream.agent.aws.logs.LogGroupCollector;
import io.attestream.agent.aws.macie.MacieCollector;
import io.attestream.agent.aws.networkfirewall.FirewallCollector;
import io.attestream.agent.aws.opensearch.DomainCollector;
import io.attestream.agent.aws.organizations.OrganizationCollector;
import io.attestream.agent.aws.ram.ResourceShareCollector;
import io.attestream.agent.aws.rds.RdsCollector;
import io.attestream.agent.aws.redshift.RedshiftCollector;
import io.attestream.agent.aws.resiliencehub.AppCollector;
import io.attestream.agent.aws.route53.ZoneCollector;
import io.attestream.agent.aws.route53resolver.ResolverCollector;
import io.attestream.agent.aws.s3.S3Collector;
import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.ServiceCollector.Placement;
import io.attestream.agent.aws.secretsmanager.SecretCollector;
import io.attestream.agent.aws.securityhub.SecurityHubCollector;
import io.attestream.agent.aws.securityir.MembershipCollector;
import io.attestream.agent.aws.ses.MailCollector;
import io.attestream.agent.aws.sns.TopicCollector;
import io.attestream.agent.aws.sqs.QueueCollector;
import io.attestream.agent.aws.ssm.SystemsManagerCollector;
import io.attestream.agent.aws.tagging.TaggingCollector;
import io.attestream.agent.aws.transfer.ServerCollector;
import io.attestream.agent.aws.wellarchitected.WorkloadCollector;
import io.attestream.agent.aws.workspaces.WorkspaceCollector;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Every AWS service that is read. A new service is one line here. */
final class AwsServices {
  static final List<ServiceCollector> ALL =
      List.of(
          new AccountCollector(),
          new IamCollector(),
          new OrganizationCollector(),
          new S3Collector(),
          new AccountTrailsCollector(),
          new TrailCollector(),
          new RegionCollector(),
          new InstanceCollector(),
          new NetworkCollector(),
          new StorageCollector(),
          new KmsCollector(),
          new RdsCollector(),
          new LogGroupCollector(),
          new AlarmCollector(),
          new ConfigCollector(),
          new GuardDutyCollector(),
          new SecurityHubCollector(),
          new TableCollector(),
          new RepositoryCollector(),
          new TaskCollector(),
          new EksCollector(),
          new LoadBalancerCollector(),
          new FunctionCollector(),
          new SecretCollector(),
          new TopicCollector(),
          new QueueCollector(),
          new SystemsManagerCollector(),
          new BackupCollector(),
          new InspectorCollector(),
          new MacieCollector(),
          new AnalyzerCollector(),
          new DomainCollector(),
          new ReplicationGroupCollector(),
          new RedshiftCollector(),
          new FileSystemCollector(),
          new KafkaCollector(),
          new CertificateCollector(),
          new DistributionCollector(),
          new ApiCollector(),
          new UserPoolCollector(),
          new IdentityCenterCollector(),
          new ResourceShareCollector(),
          new TaggingCollector(),
          new ActivityCollector(),
          new StackCollector(),
          new RuleCollector(),
          new ClientVpnCollector(),
          new FirewallCollector(),
          new ResolverCollector(),
          new WorkspaceCollector(),
          new ServerCollector(),
          new MailCollector(),
          new GroupCollector(),
          new HealthCollector(),
          new ProjectCollector(),
          new PipelineCollector(),
          new LicenseCollector(),
          new ArtifactCollector(),
          new ZoneCollector(),
          new UsageAlarmCollector(),
          new ArtifactStoreCollector(),
          new CodeCollector(),
          new MembershipCollector(),
          new AppCollector(),
          new WorkloadCollector());

  private AwsServices() {}

  static List<ServiceCollector> placed(Placement placement) {
    return ALL.stream().filter(service -> service.placement() == placement).toList();
  }

  static Set<String> types(Placement placement) {
    Set<String> types = new TreeSet<>();
    placed(placement).forEach(service -> service.types().forEach(type -> types.add(type.name())));
    return types;
  }
}
