package io.attestream.agent.aws.codepipeline;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.REGIONAL;

import io.attestream.agent.aws.scan.Listing;
import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.UnitScan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.ActionCategory;
import software.amazon.awssdk.services.codepipeline.model.ActionDeclaration;
import software.amazon.awssdk.services.codepipeline.model.ListPipelinesResponse;
import software.amazon.awssdk.services.codepipeline.model.PipelineDeclaration;
import software.amazon.awssdk.services.codepipeline.model.StageDeclaration;

/**
 * Pipelines. Members: {@code Deploys} (whether it deploys at all) and {@code BeforeDeploy}, category and
 * provider of each action before the first that deploys. The configuration of actions may hold secrets and stays in the agent.
 */
public final class PipelineCollector implements ServiceCollector {
  private static final ResourceType PIPELINE =
      new ResourceType(
          "aws.codepipeline.pipeline", "codepipeline:ListPipelines", "codepipeline:GetPipeline");

  @Override
  public Placement placement() {
    return REGIONAL;
  }

  @Override
  public List<ResourceType> types() {
    return List.of(PIPELINE);
  }

  @Override
  public void collect(UnitScan scan) throws InterruptedException {
    CodePipelineClient codepipeline =
        scan.client(CodePipelineClient.class, CodePipelineClient::builder);
    try (Listing pipelines = scan.listing(PIPELINE)) {
      pipelines.forEach(
          codepipeline.listPipelinesPaginator(r -> {}),
          ListPipelinesResponse::pipelines,
          pipeline ->
              pipelines
                  .draft(scan.arn("codepipeline", pipeline.name()), pipeline.name())
                  .attempt(
                      "codepipeline:GetPipeline",
                      "Pipeline",
                      () ->
                          facts(codepipeline.getPipeline(r -> r.name(pipeline.name())).pipeline()))
                  .hoist("Pipeline", "Deploys", "BeforeDeploy")
                  .emit());
    }
  }

  private static Map<String, Object> facts(PipelineDeclaration pipeline) {
    List<Object> before = new ArrayList<>();
    for (StageDeclaration stage : pipeline.stages()) {
      List<ActionDeclaration> actions =
          stage.actions().stream().sorted(Comparator.comparing(PipelineCollector::order)).toList();
      for (ActionDeclaration action : actions) {
        if (action.actionTypeId().category() == ActionCategory.DEPLOY) {
          return Map.of("Deploys", true, "BeforeDeploy", before);
        }
        before.add(
            Map.of(
                "Category", action.actionTypeId().categoryAsString(),
                "Provider", action.actionTypeId().provider()));
      }
    }
    return Map.of("Deploys", false, "BeforeDeploy", before);
  }

  private static int order(ActionDeclaration action) {
    return action.runOrder() == null ? 1 : action.runOrder();
  }
}
