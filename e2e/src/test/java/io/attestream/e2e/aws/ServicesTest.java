package io.attestream.e2e.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.attestream.agent.aws.AwsConfig;
import io.attestream.agent.resource.Resource;
import io.attestream.e2e.components.Moto;
import io.attestream.e2e.components.RequiresComponent;
import io.attestream.evidence.model.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One estate with a good and a bad resource of each service, made through the services' APIs, read by
 * the real collectors and judged by the bundled catalogue.
 */
@RequiresComponent("moto")
class ServicesTest {
  @SuppressWarnings("NullAway.Init")
  private static Scanned region;

  @SuppressWarnings("NullAway.Init")
  private static Scanned global;

  @BeforeAll
  static void scan() throws InterruptedException {
    System.setProperty("aws.accessKeyId", "testing");
    System.setProperty("aws.secretAccessKey", "testing");
    try (Moto moto = Moto.start()) {
      Estate estate = new Estate(moto);
      List<Runnable> steps = new ArrayList<>(new ComputeServices(estate).steps());
      steps.addAll(new DataServices(estate).steps());
      steps.addAll(new EdgeServices(estate).steps());
      assertThat(steps).allSatisfy(step -> assertThatCode(step::run).doesNotThrowAnyException());
      AwsConfig config =
          AwsConfig.defaults().withEndpoint(moto.endpoint()).withRegions(List.of("us-east-1"));
      region = Scanned.of(config, ":us-east-1");
      global = Scanned.of(config, ":global");
    }
  }

  @AfterAll
  static void forget() {
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
  }

  @ParameterizedTest(name = "{0}: {1} passes, {2} fails")
  @CsvSource({
    "aws.lambda.function.runtime-is-supported, good, bad",
    "aws.lambda.function.policy-is-not-public, good, bad",
    "aws.lambda.function.variables-hold-no-secret, good, bad",
    "aws.eks.cluster.endpoint-is-restricted, good, bad",
    "aws.eks.cluster.audit-log-is-kept, good, bad",
    "aws.eks.cluster.secrets-are-encrypted, good, bad",
    "aws.eks.nodegroup.remote-access-is-bound, good/main, bad/main",
    "aws.eks.nodegroup.spans-zones, good/main, bad/main",
    "aws.ecr.repository.tags-are-immutable, good, bad",
    "aws.ecr.repository.policy-is-not-public, good, bad",
    "aws.ecs.task-definition.is-not-privileged, good, bad",
    "aws.ecs.task-definition.runs-as-non-root, good, bad",
    "aws.ecs.task-definition.environment-holds-no-secret, good, bad",
    "aws.ecs.task-definition.root-filesystem-is-read-only, good, bad",
    "aws.ecs.task-definition.containers-log, good, bad",
    "aws.elbv2.listener.is-encrypted, web:80, web:8080",
    "aws.autoscaling.group.spans-zones, good, bad",
    "aws.autoscaling.group.can-grow, good, bad",
    "aws.codebuild.project.variables-hold-no-secret, good, bad",
    "aws.dynamodb.table.is-recoverable, good, bad",
    "aws.dynamodb.table.is-deletion-protected, good, bad",
    "aws.sqs.queue.is-encrypted, good, bad",
    "aws.sqs.queue.policy-is-not-public, good, bad",
    "aws.sns.topic.is-encrypted, good, bad",
    "aws.sns.topic.policy-is-not-public, good, bad",
    "aws.secretsmanager.secret.policy-is-not-public, good, bad",
    "aws.ssm.parameter.secret-is-secure-string, /app/good/password, /app/bad/password",
    "aws.elasticache.replication-group.encrypts-in-transit, good, bad",
    "aws.elasticache.replication-group.is-encrypted, good, bad",
    "aws.elasticache.replication-group.needs-authentication, good, bad",
    "aws.redshift.cluster.is-encrypted, good, bad",
    "aws.redshift.cluster.is-not-public, good, bad",
    "aws.efs.file-system.is-encrypted, good, bad",
    "aws.efs.file-system.is-backed-up, good, bad",
    "aws.opensearch.domain.is-encrypted, good, bad",
    "aws.opensearch.domain.needs-https, good, bad",
    "aws.opensearch.domain.is-not-open, good, bad",
    "aws.opensearch.domain.tls-is-modern, good, bad",
    "aws.backup.vault.is-locked, good, bad",
    "aws.backup.plan.copies-elsewhere, good, bad",
    "aws.apigateway.rest-api.methods-need-authorization, good, bad",
    "aws.apigateway.http-api.routes-need-authorization, good-http, bad-http",
    "aws.cognito.user-pool.needs-second-factor, good, bad",
    "aws.cognito.user-pool.password-is-long, good, bad",
  })
  void theGoodOnePassesAndTheBadOneFails(String check, String good, String bad) {
    assertThat(region.verdict(check, good)).isEqualTo(Verdict.PASS);
    assertThat(region.verdict(check, bad)).isEqualTo(Verdict.FAIL);
  }

  @ParameterizedTest(name = "{0} is both passed and failed")
  @CsvSource({
    "aws.cloudfront.distribution.viewers-use-https, global",
    "aws.cloudfront.distribution.tls-is-modern, global",
    "aws.cloudfront.distribution.has-web-acl, global",
    "aws.transfer.server.has-no-plain-ftp, region",
    "aws.transfer.server.logs, region",
  })
  void resourcesWithIdsOfTheirOwnAreToldApart(String check, String unit) {
    assertThat(judged(unit.equals("global") ? global : region, check))
        .contains(Verdict.PASS, Verdict.FAIL);
  }

  @ParameterizedTest(name = "{0} {2}")
  @CsvSource({
    "aws.events.region.security-findings-are-routed, us-east-1, PASS",
    "aws.ssm.region.sessions-are-logged, us-east-1, FAIL",
    "aws.elbv2.load-balancer.spans-zones, web, PASS",
    "aws.ram.resource-share.stays-inside, good, PASS",
    "aws.cloudformation.stack.was-checked-for-drift, main, FAIL",
    "aws.ecs.service.commands-are-off-or-logged, web, PASS",
  })
  void whatThereIsOneOfIsJudged(String check, String name, String verdict) {
    assertThat(region.verdict(check, name).status().name()).isEqualTo(verdict);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "aws.identitycenter.permission-set.admin-session-is-short, FAIL",
    "aws.identitycenter.permission-set.session-is-short, PASS",
  })
  void sessionsOfPermissionSetsAreJudged(String check, String verdict) {
    assertThat(judged(region, check)).extracting(one -> one.status().name()).contains(verdict);
  }

  private static Set<Verdict> judged(Scanned scanned, String check) {
    Set<Verdict> verdicts = new TreeSet<>(java.util.Comparator.comparing(Verdict::toString));
    for (Resource resource : scanned.ofType(check.substring(0, check.lastIndexOf('.')))) {
      verdicts.add(scanned.verdict(check, resource.identity().name()));
    }
    return verdicts;
  }
}
