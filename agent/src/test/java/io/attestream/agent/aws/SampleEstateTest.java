package io.attestream.agent.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.agent.aws.testing.Seen;
import io.attestream.agent.resource.Enumeration;
import io.attestream.agent.resource.Resource;
import io.attestream.checks.catalogue.CatalogueLoader;
import io.attestream.checks.engine.CheckProgram;
import io.attestream.checks.engine.Engine;
import io.attestream.checks.engine.Parameters;
import io.attestream.evidence.model.ScopeUnit;
import io.attestream.evidence.model.Status;
import io.attestream.evidence.model.Verdict;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bundled sample, read without a network and judged. */
final class SampleEstateTest {
  private static final Instant NOW = Instant.parse("2031-05-06T07:08:09Z");
  private static final Engine ENGINE = new Engine(CatalogueLoader.bundled(), Parameters.DEFAULTS);
  private static List<ScopeUnit> units = List.of();
  private static Seen seen = new Seen();

  @BeforeAll
  static void scan() throws InterruptedException {
    seen = scanAt(NOW);
  }

  private static Seen scanAt(Instant now) throws InterruptedException {
    AwsConfig config = AwsConfig.replay(AwsConfig.SAMPLE);
    try (AwsSource source =
        AwsSource.open(config, Clock.fixed(now, ZoneOffset.UTC), new Random(1))) {
      units = source.units();
      return Seen.all(source);
    }
  }

  @Test
  void hasTwoRegionsAndAGlobalPart() {
    assertThat(units)
        .extracting(ScopeUnit::id)
        .containsExactly(
            "aws:123456789012:eu-central-1",
            "aws:123456789012:global",
            "aws:123456789012:us-east-1");
  }

  @Test
  void everyListingIsCompleteAndNothingIsHidden() {
    assertThat(seen.enumerations().values()).allMatch(Enumeration::complete);
    assertThat(seen.resources()).flatMap(Resource::blind).isEmpty();
    assertThat(seen.resources()).hasSizeGreaterThan(60);
  }

  @Test
  void holdsGoodAndBad() {
    Map<Status, Integer> tally = tally(seen, NOW);
    assertThat(tally.get(Status.PASS)).isGreaterThan(150);
    assertThat(tally.get(Status.FAIL)).isGreaterThan(60);
    assertThat(tally.get(Status.NOT_APPLICABLE)).isGreaterThan(50);
  }

  @Test
  void whatCannotBeToldIsFewAndNamed() {
    List<String> unknown = new ArrayList<>();
    for (Resource resource : seen.resources()) {
      for (CheckProgram program : ENGINE.programs(resource.identity().type())) {
        Verdict verdict = judge(program, resource, NOW);
        if (verdict.status() == Status.UNKNOWN) {
          unknown.add(
              program.check().id() + " " + resource.identity().name() + " " + verdict.detail());
        }
      }
    }
    // web-1 runs an image that is gone; moto tells neither of an image whether it is public nor
    // of a database what certificate it has.
    assertThat(unknown)
        .containsExactlyInAnyOrder(
            "aws.ec2.image.is-not-public base-2026-09 no field Public",
            "aws.ec2.instance.image-is-recent web-1 no field Image",
            "aws.rds.instance.certificate-stays-valid orders no field CertificateDetails",
            "aws.rds.instance.certificate-stays-valid legacy-crm no field CertificateDetails");
  }

  @Test
  void theKnownMistakesFailAndTheirNeighboursPass() {
    assertThat(verdict("aws.s3.bucket.public-access-blocked", "marketing-site"))
        .isEqualTo(Status.FAIL);
    assertThat(verdict("aws.s3.bucket.public-access-blocked", "customer-data"))
        .isEqualTo(Status.PASS);
    assertThat(verdict("aws.s3.bucket.acl-is-not-public", "old-exports")).isEqualTo(Status.FAIL);
    assertThat(verdict("aws.iam.user.console-access-needs-mfa", "bob")).isEqualTo(Status.FAIL);
    assertThat(verdict("aws.iam.user.console-access-needs-mfa", "alice")).isEqualTo(Status.PASS);
    assertThat(verdict("aws.iam.user.console-access-needs-mfa", "ci-deploy"))
        .isEqualTo(Status.NOT_APPLICABLE);
    assertThat(verdict("aws.iam.user.console-password-is-in-use", "carol")).isEqualTo(Status.FAIL);
    assertThat(verdict("aws.iam.access-key.rotated", "ci-deploy")).isEqualTo(Status.FAIL);
    assertThat(verdict("aws.iam.access-key.rotated", "alice")).isEqualTo(Status.PASS);
    assertThat(verdict("aws.iam.role.trust-is-not-public", "migration")).isEqualTo(Status.FAIL);
    assertThat(verdict("aws.iam.role.external-trust-is-bound", "vendor-monitoring"))
        .isEqualTo(Status.FAIL);
    assertThat(verdict("aws.iam.role.external-trust-is-bound", "vendor-backup"))
        .isEqualTo(Status.PASS);
    assertThat(verdict("aws.iam.role.federation-is-pinned", "code-deploy")).isEqualTo(Status.FAIL);
    assertThat(verdict("aws.ec2.security-group.no-world-admin-ports", "admin"))
        .isEqualTo(Status.FAIL);
    assertThat(verdict("aws.ec2.security-group.no-world-admin-ports", "web"))
        .isEqualTo(Status.PASS);
    assertThat(verdict("aws.ec2.instance.user-data-holds-no-secret", "legacy-app"))
        .isEqualTo(Status.FAIL);
    assertThat(verdict("aws.rds.instance.is-not-public", "legacy-crm")).isEqualTo(Status.FAIL);
    assertThat(verdict("aws.rds.instance.is-restorable-within-rpo", "orders"))
        .isEqualTo(Status.PASS);
    assertThat(verdict("aws.cloudtrail.trail.delivers", "main")).isEqualTo(Status.PASS);
    assertThat(verdict("aws.cloudtrail.trail.alerts-on-root-use", "main")).isEqualTo(Status.PASS);
    assertThat(verdict("aws.guardduty.region.is-enabled", "us-east-1")).isEqualTo(Status.FAIL);
    assertThat(verdict("aws.guardduty.region.high-findings-are-handled", "eu-central-1"))
        .isEqualTo(Status.FAIL);
  }

  /** Services that moto does not know, by answers in the form of their API references. */
  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource({
    "aws.accessanalyzer.region.finds-external-access, eu-central-1, PASS",
    "aws.accessanalyzer.region.finds-external-access, us-east-1, FAIL",
    "aws.accessanalyzer.region.findings-are-handled, eu-central-1, FAIL",
    "aws.artifact.account.provider-report-is-current, 123456789012, PASS",
    "aws.backup.protected-resource.has-recent-backup, orders, PASS",
    "aws.backup.protected-resource.has-recent-backup, legacy-crm, FAIL",
    "aws.backup.region.no-resource-fails-twice, eu-central-1, FAIL",
    "aws.backup.region.restores-are-planned, eu-central-1, PASS",
    "aws.backup.region.restore-was-validated, eu-central-1, FAIL",
    "aws.backup.region.restore-was-validated, us-east-1, NOT_APPLICABLE",
    "aws.backup.vault.recovery-points-are-encrypted, main, FAIL",
    "aws.codepipeline.pipeline.deploys-after-approval, shop, PASS",
    "aws.codepipeline.pipeline.deploys-after-approval, hotfix, FAIL",
    "aws.config.region.noncompliance-is-handled, eu-central-1, FAIL",
    "aws.config.region.noncompliance-is-handled, us-east-1, PASS",
    "aws.eks.cluster.version-is-supported, shop, FAIL",
    "aws.health.account.events-are-handled, 123456789012, FAIL",
    "aws.inspector.region.covers-resources, eu-central-1, FAIL",
    "aws.inspector.region.critical-findings-are-fixed, eu-central-1, FAIL",
    "aws.inspector.region.exploited-weaknesses-are-not-public, eu-central-1, PASS",
    "aws.inspector.region.scans-ec2, eu-central-1, PASS",
    "aws.inspector.region.scans-ec2, us-east-1, FAIL",
    "aws.kafka.cluster.clients-use-tls, events, FAIL",
    "aws.kafka.cluster.is-not-public, events, PASS",
    "aws.lambda.function.urls-need-authorization, mailer, FAIL",
    "aws.lambda.function.variables-hold-no-secret, checkout, PASS",
    "aws.lambda.function.variables-hold-no-secret, mailer, FAIL",
    "aws.licensemanager.configuration.is-within-licenses, database-cores, FAIL",
    "aws.macie.region.is-enabled, eu-central-1, PASS",
    "aws.macie.region.is-enabled, us-east-1, FAIL",
    "aws.ses.configuration-set.needs-tls, orders, PASS",
    "aws.ses.configuration-set.needs-tls, newsletter, FAIL",
    "aws.ssm.instance.has-no-critical-patch-missing, i-0a11a11a11a11a11a, FAIL",
    "aws.ssm.instance.was-scanned-for-patches, i-0a11a11a11a11a11a, PASS",
    "aws.tagging.region.resources-name-their-owner, eu-central-1, PASS",
    "aws.tagging.region.resources-name-their-environment, eu-central-1, FAIL",
  })
  void servicesWithWrittenAnswersAreToldApart(String check, String name, Status status) {
    assertThat(verdict(check, name)).isEqualTo(status);
  }

  @Test
  void aVariableThatHoldsASecretIsNamedAndDoesNotLeaveTheAgent() {
    assertThat(seen.resources().toString()).doesNotContain("Winter2019x", "4f1d5e2a7c");
    assertThat(seen.named("aws.lambda.function", "mailer").document().get("SecretVariables"))
        .isEqualTo(List.of("SMTP_PASSWORD"));
  }

  @Test
  void isAsOldOnAnyDay() throws InterruptedException {
    Instant later = NOW.plusSeconds(40L * 86_400);
    assertThat(tally(scanAt(later), later)).isEqualTo(tally(seen, NOW));
  }

  @Test
  void aSecretInUserDataDoesNotLeaveTheAgent() {
    Resource legacy = seen.named("aws.ec2.instance", "legacy-app");
    assertThat(legacy.document().toString()).doesNotContain("Winter2019x");
    assertThat(legacy.document().get("UserData"))
        .isEqualTo(Map.of("Present", true, "SecretKinds", List.of("password-assignment")));
  }

  private static Status verdict(String check, String name) {
    CheckProgram program = ENGINE.program(check);
    return judge(program, seen.named(program.check().resource(), name), NOW).status();
  }

  private static Verdict judge(CheckProgram program, Resource resource, Instant now) {
    return program.judge(program.project(resource.document(), resource.blind()), now);
  }

  private static Map<Status, Integer> tally(Seen of, Instant now) {
    Map<Status, Integer> tally = new EnumMap<>(Status.class);
    for (Resource resource : of.resources()) {
      for (CheckProgram program : ENGINE.programs(resource.identity().type())) {
        tally.merge(judge(program, resource, now).status(), 1, Integer::sum);
      }
    }
    return tally;
  }
}
