package io.attestream.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.attestream.e2e.components.Moto;
import io.attestream.e2e.components.RequiresComponent;
import io.attestream.e2e.house.AgentProcess;
import io.attestream.e2e.house.Api;
import io.attestream.e2e.house.CollectorProcess;
import io.attestream.e2e.house.DenyingProxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An AWS account goes bad, is mended, and then hides one answer. */
@RequiresComponent("moto")
class AwsStoryTest {
  private static final Duration SCAN = Duration.ofSeconds(90);
  private static final String BUCKET = "aws.s3.bucket.public-access-blocked";
  private static final String USER = "aws.iam.user.console-access-needs-mfa";
  private static final String GROUP = "aws.ec2.security-group.no-world-admin-ports";

  @TempDir private Path directory;

  @Test
  void badResourcesFailTheRightControlsThenPassAndADeniedCallIsUnknown() {
    try (Moto moto = Moto.start();
        DenyingProxy aws = DenyingProxy.before(moto.endpoint());
        CollectorProcess collector = CollectorProcess.start(directory)) {
      Account account = new Account(moto.endpoint());
      account.createPublicBucket("records");
      account.createConsoleUserWithoutMfa("anna");
      account.openAdminPort("wide-open");

      try (AgentProcess agent = agent(collector, aws)) {
        Api api = collector.api();
        JsonNode bucket = awaitVerdict(api, BUCKET, "records", "FAIL");
        JsonNode user = awaitVerdict(api, USER, "anna", "FAIL");
        JsonNode group = awaitVerdict(api, GROUP, "wide-open", "FAIL");
        assertThat(failing(api, "8.3", BUCKET)).isTrue();
        assertThat(failing(api, "8.5", USER)).isTrue();
        assertThat(failing(api, "8.20", GROUP)).isTrue();
        assertThat(grade(api, "8.3")).isNotEqualTo("CONFORMING");

        account.blockPublicAccess("records");
        account.giveMfa("anna");
        account.closeAdminPort("wide-open");
        movedSince(bucket, awaitVerdict(api, BUCKET, "records", "PASS"));
        movedSince(user, awaitVerdict(api, USER, "anna", "PASS"));
        movedSince(group, awaitVerdict(api, GROUP, "wide-open", "PASS"));
        assertThat(verdictsOver(api, bucket.path("resource").asLong(), BUCKET))
            .contains("FAIL")
            .contains("PASS");

        aws.deny("publicAccessBlock");
        JsonNode unknown = awaitVerdict(api, BUCKET, "records", "UNKNOWN");
        assertThat(unknown.path("reason").asText()).isEqualTo("ACCESS_DENIED");
        assertThat(api.get("/resources/" + unknown.path("resource").asLong()).toString())
            .contains("s3:GetPublicAccessBlock");
        api.await("/controls/8.3", c -> !c.path("grade").asText().equals("CONFORMING"), SCAN);
        assertThat(agent.process().isAlive()).isTrue();
      }
    }
  }

  private AgentProcess agent(CollectorProcess collector, DenyingProxy aws) {
    return AgentProcess.start(
        directory.resolve("agent"),
        "cloud",
        collector,
        Map.of("AWS_ACCESS_KEY_ID", "testing", "AWS_SECRET_ACCESS_KEY", "testing"),
        """
        aws:
          endpoint: %s
          regions: [eu-central-1]
          callsPerSecond: 500
        schedule:
          interval: 5s
        """
            .formatted(aws.endpoint()));
  }

  /** The result of the check on the resource of that name, once it has the verdict. */
  private static JsonNode awaitVerdict(Api api, String check, String name, String verdict) {
    String path = "/checks/" + check + "/results?verdict=" + verdict;
    JsonNode results =
        api.await(path, r -> result(r, name).path("verdict").asText().equals(verdict), SCAN);
    return result(results, name);
  }

  private static JsonNode result(JsonNode results, String name) {
    for (JsonNode result : results.path("results")) {
      if (result.path("name").asText().contains(name)) {
        return result;
      }
    }
    return results.path("absent");
  }

  private static void movedSince(JsonNode before, JsonNode after) {
    assertThat(Instant.parse(after.path("since").asText()))
        .isAfter(Instant.parse(before.path("since").asText()));
  }

  private static boolean failing(Api api, String control, String check) {
    JsonNode found =
        api.await(
            "/controls/" + control,
            c -> checkOf(c, check).path("counts").path("fail").asInt() > 0,
            SCAN);
    return !checkOf(found, check).isMissingNode();
  }

  private static JsonNode checkOf(JsonNode control, String check) {
    for (JsonNode line : control.path("checks")) {
      if (line.path("id").asText().equals(check)) {
        return line;
      }
    }
    return control.path("absent");
  }

  private static String grade(Api api, String control) {
    return api.get("/controls/" + control).path("grade").asText();
  }

  private static String verdictsOver(Api api, long resource, String check) {
    StringBuilder verdicts = new StringBuilder();
    for (JsonNode entry : api.get("/resources/" + resource).path("history")) {
      if (entry.path("check").asText().equals(check)) {
        verdicts.append(entry.path("verdict").asText()).append(' ');
      }
    }
    return verdicts.toString();
  }
}
