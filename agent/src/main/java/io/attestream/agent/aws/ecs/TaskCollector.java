package io.attestream.agent.aws.ecs;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.REGIONAL;

import io.attestream.agent.aws.scan.Listing;
import io.attestream.agent.aws.scan.PojoDocument;
import io.attestream.agent.aws.scan.ResourceDraft;
import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.UnitScan;
import io.attestream.agent.secret.NamedSecrets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ClusterField;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.ListClustersResponse;
import software.amazon.awssdk.services.ecs.model.ListServicesResponse;
import software.amazon.awssdk.services.ecs.model.ListTaskDefinitionFamiliesResponse;
import software.amazon.awssdk.services.ecs.model.ResourceType;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionFamilyStatus;

/**
 * The newest active revision of each task definition family, and services. Members of a task
 * definition: {@code family}, {@code revision}, {@code networkMode}, {@code pidMode}, {@code
 * containers}: of each container what concerns its rights and logs, with {@code SecretVariables},
 * the names of variables that hold a literal credential. Values, commands and log options stay in the
 * agent. Added to a service that lets people run commands: {@code ExecuteLogging} of its cluster.
 */
public final class TaskCollector implements ServiceCollector {
  private static final ResourceType TASK =
      new ResourceType(
          "aws.ecs.task-definition",
          "ecs:ListTaskDefinitionFamilies",
          "ecs:DescribeTaskDefinition");
  private static final ResourceType SERVICE =
      new ResourceType(
          "aws.ecs.service",
          "ecs:ListClusters",
          "ecs:ListServices",
          "ecs:DescribeServices",
          "ecs:DescribeClusters");

  @Override
  public Placement placement() {
    return REGIONAL;
  }

  @Override
  public List<ResourceType> types() {
    return List.of(TASK, SERVICE);
  }

  @Override
  public void collect(UnitScan scan) throws InterruptedException {
    EcsClient ecs = scan.client(EcsClient.class, EcsClient::builder);
    try (Listing tasks = scan.listing(TASK)) {
      tasks.forEach(
          ecs.listTaskDefinitionFamiliesPaginator(r -> r.status(TaskDefinitionFamilyStatus.ACTIVE)),
          ListTaskDefinitionFamiliesResponse::families,
          family ->
              tasks
                  .draft(scan.arn("ecs", "task-definition/" + family), family)
                  .attempt(
                      "ecs:DescribeTaskDefinition",
                      "taskDefinition",
                      () -> facts(ecs.describeTaskDefinition(r -> r.taskDefinition(family))))
                  .emit());
    }
    try (Listing services = scan.listing(SERVICE)) {
      services.forEach(
          ecs.listClustersPaginator(),
          ListClustersResponse::clusterArns,
          cluster ->
              services.forEachWithin(
                  ecs.listServicesPaginator(r -> r.cluster(cluster)),
                  page -> described(ecs, cluster, page),
                  service -> service(services, ecs, service)));
    }
  }

  private static Map<String, Object> facts(DescribeTaskDefinitionResponse answer) {
    TaskDefinition task = answer.taskDefinition();
    Map<String, Object> facts = PojoDocument.of(task);
    facts.keySet().retainAll(Set.of("family", "revision", "networkMode", "pidMode", "ipcMode"));
    facts.put(
        "containers", task.containerDefinitions().stream().map(TaskCollector::facts).toList());
    return facts;
  }

  private static Map<String, Object> facts(ContainerDefinition container) {
    Map<String, Object> facts = PojoDocument.of(container);
    facts
        .keySet()
        .retainAll(Set.of("name", "image", "privileged", "user", "readonlyRootFilesystem"));
    if (container.logConfiguration() != null) {
      facts.put("logDriver", container.logConfiguration().logDriverAsString());
    }
    Map<String, String> variables = new TreeMap<>();
    container.environment().stream()
        .filter(variable -> variable.name() != null && variable.value() != null)
        .forEach(variable -> variables.put(variable.name(), variable.value()));
    facts.put("SecretVariables", NamedSecrets.among(variables));
    return facts;
  }

  /** A page names at most ten services, which is what one call describes. */
  private static List<Service> described(EcsClient ecs, String cluster, ListServicesResponse page) {
    return page.serviceArns().isEmpty()
        ? List.of()
        : ecs.describeServices(r -> r.cluster(cluster).services(page.serviceArns())).services();
  }

  private static void service(Listing services, EcsClient ecs, Service service) {
    ResourceDraft draft =
        services
            .draft(service.serviceArn(), service.serviceName(), service)
            .without("events", "deployments", "taskSets");
    if (Boolean.TRUE.equals(service.enableExecuteCommand())) {
      draft.attempt(
          "ecs:DescribeClusters", "ExecuteLogging", () -> logging(ecs, service.clusterArn()));
    }
    draft.emit();
  }

  /** {@code NONE}, {@code DEFAULT} or {@code OVERRIDE}; the default where a cluster says nothing. */
  private static String logging(EcsClient ecs, String cluster) {
    return ecs
        .describeClusters(r -> r.clusters(cluster).include(ClusterField.CONFIGURATIONS))
        .clusters()
        .stream()
        .map(one -> one.configuration())
        .filter(Objects::nonNull)
        .map(one -> one.executeCommandConfiguration())
        .filter(Objects::nonNull)
        .map(one -> one.loggingAsString())
        .filter(Objects::nonNull)
        .findFirst()
        .orElse("DEFAULT");
  }
}
