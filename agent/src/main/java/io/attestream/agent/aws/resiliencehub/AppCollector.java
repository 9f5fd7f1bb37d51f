package io.attestream.agent.aws.resiliencehub;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.REGIONAL;

import io.attestream.agent.aws.scan.Listing;
import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.UnitScan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.resiliencehub.ResiliencehubClient;
import software.amazon.awssdk.services.resiliencehub.model.ListAppsResponse;

/**
 * Applications of Resilience Hub. Added: {@code Assessments}, when each that succeeded ended and whether the
 * policy was met (the newest hundred).
 */
public final class AppCollector implements ServiceCollector {
  private static final ResourceType APP =
      new ResourceType(
          "aws.resiliencehub.app", "resiliencehub:ListApps", "resiliencehub:ListAppAssessments");

  @Override
  public Placement placement() {
    return REGIONAL;
  }

  @Override
  public List<ResourceType> types() {
    return List.of(APP);
  }

  @Override
  public void collect(UnitScan scan) throws InterruptedException {
    ResiliencehubClient hub = scan.client(ResiliencehubClient.class, ResiliencehubClient::builder);
    try (Listing apps = scan.listing(APP)) {
      apps.forEach(
          hub.listAppsPaginator(r -> {}),
          ListAppsResponse::appSummaries,
          app ->
              apps.draft(app.appArn(), app.name(), app)
                  .without("cost", "resiliencyScore", "description")
                  .attempt(
                      "resiliencehub:ListAppAssessments",
                      "Assessments",
                      () -> assessments(hub, app.appArn()))
                  .emit());
    }
  }

  private static List<Object> assessments(ResiliencehubClient hub, String app) {
    List<Object> assessments = new ArrayList<>();
    hub
        .listAppAssessments(r -> r.appArn(app).maxResults(100).reverseOrder(true))
        .assessmentSummaries()
        .stream()
        .filter(one -> one.endTime() != null && one.complianceStatus() != null)
        .forEach(
            one ->
                assessments.add(
                    Map.of(
                        "endTime", one.endTime().toString(),
                        "complianceStatus", one.complianceStatusAsString())));
    return assessments;
  }
}
