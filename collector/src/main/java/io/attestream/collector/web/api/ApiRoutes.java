package io.attestream.collector.web.api;

import io.attestream.collector.access.EnrolmentTokens;
import io.attestream.collector.access.Revocations;
import io.attestream.collector.clauses.ClauseDesk;
import io.attestream.collector.confirmed.ConfirmationDesk;
import io.attestream.collector.exceptions.ExceptionRegister;
import io.attestream.collector.manual.ManualEvidenceDesk;
import io.attestream.collector.notification.Notifications;
import io.attestream.collector.parameters.ParametersDesk;
import io.attestream.collector.readiness.ReadinessReader;
import io.attestream.collector.redaction.Redactions;
import io.attestream.collector.scope.ScopeSubmission;
import io.attestream.collector.scopes.Scopes;
import io.attestream.collector.soa.Statement;
import io.attestream.collector.store.Database;
import io.attestream.collector.web.bundle.Exports;
import io.attestream.collector.web.http.Access;
import io.attestream.collector.web.http.Gate;
import io.attestream.collector.web.http.Problems;
import io.attestream.collector.web.http.Reply;
import io.attestream.collector.web.http.Route;
import io.attestream.collector.web.live.ProvisionalBoard;
import io.attestream.collector.web.view.Reference;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Serves the contract {@code openapi/openapi.yaml}: requests are validated against it before an
 * endpoint sees them, and access goes through the same {@link Gate} as pages.
 */
public final class ApiRoutes {
  private static final String FILE = "/openapi/openapi.yaml";
  private static final long LARGEST_BODY = 64 * 1024;

  private final OpenAPIContract contract;
  private final List<ApiOperation> operations = new ArrayList<>();
  private final Gate gate;

  public ApiRoutes(
      OpenAPIContract contract,
      Database database,
      Reference reference,
      ProvisionalBoard board,
      EnrolmentTokens tokens,
      Exports exports,
      ScopeSubmission scopes,
      Revocations revocations,
      Statement statement,
      Scopes parts,
      ManualEvidenceDesk desk,
      ReadinessReader readiness,
      ExceptionRegister exceptions,
      ConfirmationDesk confirmations,
      ParametersDesk parameters,
      NonconformitiesApi nonconformities,
      ClauseDesk clauses,
      Notifications notifications,
      Redactions redactions,
      Gate gate) {
    this.contract = contract;
    this.gate = gate;
    operations.addAll(new ControlsApi(database, reference).operations());
    operations.addAll(new AssuranceApi(database, reference).operations());
    operations.addAll(new EvidenceApi(database, reference, desk).operations());
    operations.addAll(new StatementApi(database, reference, statement).operations());
    operations.addAll(new ScopesApi(database, reference, parts).operations());
    operations.addAll(new ReadinessApi(database, readiness).operations());
    operations.addAll(new ExceptionsApi(database, exceptions).operations());
    operations.addAll(new ConfirmationsApi(database, confirmations).operations());
    operations.addAll(new GradingApi(database, parameters).operations());
    operations.addAll(nonconformities.operations());
    operations.addAll(new ClausesApi(database, clauses, desk).operations());
    operations.addAll(new ChecksApi(database, reference).operations());
    operations.addAll(new ResourcesApi(database, reference, board).operations());
    operations.addAll(new AgentsApi(database, tokens, revocations).operations());
    operations.addAll(new RedactionsApi(database, redactions).operations());
    operations.addAll(new NotificationsApi(notifications).operations());
    operations.addAll(new ScopeApi(database, scopes).operations());
    operations.addAll(new BundlesApi(database, exports).operations());
    operations.addAll(new TrendsApi(database).operations());
  }

  /** Reads the contract from the class path. */
  public static Future<OpenAPIContract> contract(Vertx vertx) {
    JsonObject document = document();
    // vertx-openapi 5.0 refuses application/problem+json (MediaType.SUPPORTED_MEDIA_TYPES), so it
    // is
    // shown errors without their body; requests and the other answers are what it validates.
    document
        .getJsonObject("components")
        .getJsonObject("responses")
        .getJsonObject("Problem")
        .remove("content");
    return OpenAPIContract.from(vertx, document);
  }

  static JsonObject document() {
    Object yaml =
        new Load(LoadSettings.builder().build())
            .loadFromString(new String(text(), StandardCharsets.UTF_8));
    @SuppressWarnings("unchecked")
    Map<String, Object> document = (Map<String, Object>) yaml;
    return new JsonObject(document);
  }

  private static byte[] text() {
    try (InputStream in = ApiRoutes.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is not on the class path");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code GET /api/v1/openapi.yaml}: the contract itself, for everyone. */
  public static Route published() {
    byte[] yaml = text();
    return Route.get(
        "/api/v1/openapi.yaml",
        Access.ANYONE,
        request -> new Reply.Content(200, "application/yaml", yaml, Map.of()));
  }

  /** The operations as routes, for tests that walk them. */
  public List<Route> routes() {
    return operations.stream().map(this::route).toList();
  }

  private Route route(ApiOperation operation) {
    Operation known = contract.operation(operation.id());
    return new Route(
        known.getHttpMethod(),
        known.getAbsoluteOpenAPIPath(),
        operation.access(),
        operation.endpoint());
  }

  public void mount(Vertx vertx, Router router, Problems problems) {
    RouterBuilder builder = RouterBuilder.create(vertx, contract, new ApiRequests());
    builder.rootHandler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY));
    for (ApiOperation operation : operations) {
      Route route = route(operation);
      builder
          .getRoute(operation.id())
          .setDoSecurity(false)
          .addHandler(context -> gate.serve(route, context))
          .addFailureHandler(problems);
    }
    router.route("/api/v1/*").subRouter(builder.createRouter());
  }
}
