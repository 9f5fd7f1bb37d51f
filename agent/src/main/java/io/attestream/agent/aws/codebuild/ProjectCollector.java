package io.attestream.agent.aws.codebuild;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.REGIONAL;

import io.attestream.agent.aws.scan.Listing;
import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.UnitScan;
import io.attestream.agent.secret.NamedSecrets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.codebuild.model.EnvironmentVariableType;
import software.amazon.awssdk.services.codebuild.model.ListProjectsResponse;
import software.amazon.awssdk.services.codebuild.model.LogsConfig;
import software.amazon.awssdk.services.codebuild.model.LogsConfigStatusType;
import software.amazon.awssdk.services.codebuild.model.Project;

/**
 * Build projects. Members: {@code projectVisibility}, {@code SecretVariables} (names of plain
 * variables that hold a literal credential), {@code privilegedMode} and {@code Logs} (whether logs go anywhere). Build
 * specifications and values of variables stay in the agent.
 */
public final class ProjectCollector implements ServiceCollector {
  private static final ResourceType PROJECT =
      new ResourceType(
          "aws.codebuild.project", "codebuild:ListProjects", "codebuild:BatchGetProjects");

  @Override
  public Placement placement() {
    return REGIONAL;
  }

  @Override
  public List<ResourceType> types() {
    return List.of(PROJECT);
  }

  @Override
  public void collect(UnitScan scan) throws InterruptedException {
    CodeBuildClient codebuild = scan.client(CodeBuildClient.class, CodeBuildClient::builder);
    try (Listing projects = scan.listing(PROJECT)) {
      projects.forEach(
          codebuild.listProjectsPaginator(r -> {}),
          ListProjectsResponse::projects,
          name ->
              projects
                  .draft(scan.arn("codebuild", "project/" + name), name)
                  .attempt("codebuild:BatchGetProjects", "Project", () -> facts(codebuild, name))
                  .emit());
    }
  }

  private static @Nullable Object facts(CodeBuildClient codebuild, String name) {
    return codebuild.batchGetProjects(r -> r.names(name)).projects().stream()
        .findFirst()
        .map(ProjectCollector::facts)
        .orElse(null);
  }

  private static Map<String, Object> facts(Project project) {
    Map<String, Object> facts = new LinkedHashMap<>();
    if (project.projectVisibility() != null) {
      facts.put("projectVisibility", project.projectVisibilityAsString());
    }
    if (project.source() != null && project.source().type() != null) {
      facts.put("sourceType", project.source().typeAsString());
    }
    Map<String, String> plain = new TreeMap<>();
    if (project.environment() != null) {
      facts.put("privilegedMode", Boolean.TRUE.equals(project.environment().privilegedMode()));
      project.environment().environmentVariables().stream()
          .filter(one -> one.type() == null || one.type() == EnvironmentVariableType.PLAINTEXT)
          .forEach(one -> plain.put(one.name(), Objects.requireNonNullElse(one.value(), "")));
    }
    facts.put("SecretVariables", NamedSecrets.among(plain));
    facts.put("Logs", logs(project.logsConfig()));
    return facts;
  }

  /** Logs go to CloudWatch where nothing is said (CodeBuild API reference, LogsConfig). */
  private static boolean logs(@Nullable LogsConfig config) {
    return config == null
        || config.cloudWatchLogs() == null
        || config.cloudWatchLogs().status() != LogsConfigStatusType.DISABLED
        || (config.s3Logs() != null && config.s3Logs().status() == LogsConfigStatusType.ENABLED);
  }
}
