package io.attestream.collector.web;

import io.attestream.checks.catalogue.Catalogue;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.collector.access.EnrolmentTokens;
import io.attestream.collector.access.Revocations;
import io.attestream.collector.access.Sessions;
import io.attestream.collector.access.Users;
import io.attestream.collector.clauses.ClauseDesk;
import io.attestream.collector.confirmed.ConfirmationDesk;
import io.attestream.collector.decision.Decisions;
import io.attestream.collector.exceptions.ExceptionRegister;
import io.attestream.collector.live.LiveEvents;
import io.attestream.collector.manual.ManualEvidenceDesk;
import io.attestream.collector.metrics.CollectorMetrics;
import io.attestream.collector.metrics.Health;
import io.attestream.collector.metrics.OperatorRoutes;
import io.attestream.collector.nonconformity.NonconformityRegister;
import io.attestream.collector.nonconformity.Proposal;
import io.attestream.collector.notification.Notifications;
import io.attestream.collector.parameters.ParametersDesk;
import io.attestream.collector.readiness.ReadinessReader;
import io.attestream.collector.redaction.Redactions;
import io.attestream.collector.scope.ScopeSubmission;
import io.attestream.collector.scopes.Scopes;
import io.attestream.collector.server.HttpFeature;
import io.attestream.collector.soa.Statement;
import io.attestream.collector.store.Database;
import io.attestream.collector.web.account.AccountPage;
import io.attestream.collector.web.account.LoginPage;
import io.attestream.collector.web.agent.AgentPages;
import io.attestream.collector.web.api.ApiRoutes;
import io.attestream.collector.web.api.NonconformitiesApi;
import io.attestream.collector.web.bundle.BundlePages;
import io.attestream.collector.web.bundle.Exports;
import io.attestream.collector.web.check.CheckPages;
import io.attestream.collector.web.clause.ClausePages;
import io.attestream.collector.web.confirmed.ConfirmationPages;
import io.attestream.collector.web.control.ControlPages;
import io.attestream.collector.web.evidence.EvidencePages;
import io.attestream.collector.web.exception.ExceptionPages;
import io.attestream.collector.web.finding.FindingPage;
import io.attestream.collector.web.grading.GradingPages;
import io.attestream.collector.web.http.Gate;
import io.attestream.collector.web.http.Problems;
import io.attestream.collector.web.http.Route;
import io.attestream.collector.web.http.RouteTable;
import io.attestream.collector.web.http.SecurityHeaders;
import io.attestream.collector.web.http.SessionCookie;
import io.attestream.collector.web.live.EventStream;
import io.attestream.collector.web.live.ProvisionalBoard;
import io.attestream.collector.web.nonconformity.NonconformityPages;
import io.attestream.collector.web.nonconformity.NonconformityQuery;
import io.attestream.collector.web.nonconformity.OpeningPage;
import io.attestream.collector.web.notification.NotificationPages;
import io.attestream.collector.web.overview.OverviewPage;
import io.attestream.collector.web.readiness.ReadinessPage;
import io.attestream.collector.web.resource.ResourcePages;
import io.attestream.collector.web.scope.ScopePages;
import io.attestream.collector.web.soa.SoaPages;
import io.attestream.collector.web.view.Assets;
import io.attestream.collector.web.view.ProblemView;
import io.attestream.collector.web.view.Reference;
import io.attestream.collector.web.view.Renderer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.ext.web.Router;
import io.vertx.openapi.contract.OpenAPIContract;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The dashboard and the REST API. */
public final class WebFeature implements HttpFeature, AutoCloseable {
  private static final int WORKERS = 8;

  private final EventStream events;
  private final RouteTable table;
  private final Renderer renderer;
  private final WorkerExecutor workers;
  private final ApiRoutes api;
  private final CollectorMetrics metrics;
  private final Vertx vertx;

  /**
   * What the pages show and act on.
   *
   * @param exports makes bundles
   * @param scopes takes what the owner signed
   * @param revocations take keys out of use
   * @param redactions erase disclosures
   * @param decisions where decisions go
   * @param notifications the channels at work
   */
  public record Parts(
      Vertx vertx,
      Database database,
      Catalogue catalogue,
      ControlRegistry registry,
      Users users,
      Sessions sessions,
      EnrolmentTokens tokens,
      LiveEvents live,
      Exports exports,
      ScopeSubmission scopes,
      Revocations revocations,
      Redactions redactions,
      Decisions decisions,
      Notifications notifications,
      Clock clock) {}

  /** Reads the API's contract and wires everything; the future may end on any thread. */
  public static Future<WebFeature> create(Parts parts) {
    return ApiRoutes.contract(parts.vertx()).map(contract -> new WebFeature(parts, contract));
  }

  private WebFeature(Parts parts, OpenAPIContract contract) {
    Database database = parts.database();
    this.renderer = new Renderer(new Assets());
    this.workers = parts.vertx().createSharedWorkerExecutor("web", WORKERS);
    Reference reference = new Reference(parts.catalogue(), parts.registry());
    ProvisionalBoard board = new ProvisionalBoard(reference);
    this.events =
        new EventStream(
            parts.vertx(), parts.live(), database, reference, board, renderer, parts.clock());
    Gate gate = new Gate(new SessionCookie(parts.sessions()), workers, parts.clock());

    Scopes scopes = new Scopes(parts.decisions());
    Statement statement = new Statement(parts.registry(), parts.decisions());
    ManualEvidenceDesk desk = new ManualEvidenceDesk(parts.registry(), parts.decisions());
    ReadinessReader readiness = new ReadinessReader(database, parts.catalogue(), parts.registry());
    ExceptionRegister exceptions =
        new ExceptionRegister(parts.catalogue(), parts.registry(), parts.decisions());

    ConfirmationDesk confirmations =
        new ConfirmationDesk(parts.catalogue(), parts.registry(), parts.decisions());
    ClauseDesk clauses = new ClauseDesk(parts.decisions());
    ParametersDesk parameters = new ParametersDesk(parts.registry(), parts.decisions());
    NonconformityRegister register =
        new NonconformityRegister(parts.catalogue(), parts.registry(), parts.decisions());
    NonconformityQuery nonconformities =
        new NonconformityQuery(reference, parts.catalogue(), register);
    Proposal proposals = new Proposal(parts.catalogue(), parts.registry());

    List<Route> routes = new ArrayList<>();
    routes.add(renderer.assets().route());
    routes.addAll(new LoginPage(parts.users(), parts.sessions(), renderer).routes());
    routes.addAll(new AccountPage(parts.users(), parts.sessions(), renderer).routes());
    routes.addAll(new OverviewPage(database, reference, renderer).routes());
    routes.addAll(new ControlPages(database, reference, renderer).routes());
    routes.addAll(new EvidencePages(database, reference, desk, renderer).routes());
    routes.addAll(new SoaPages(database, reference, statement, renderer).routes());
    routes.addAll(new ScopePages(database, reference, scopes, renderer).routes());
    routes.addAll(new ReadinessPage(database, readiness, renderer).routes());
    routes.addAll(new ExceptionPages(database, exceptions, renderer).routes());
    routes.addAll(new ConfirmationPages(database, confirmations, renderer).routes());
    routes.addAll(new ClausePages(database, clauses, desk, renderer).routes());
    routes.addAll(new GradingPages(database, parameters, renderer).routes());
    routes.addAll(new OpeningPage(database, reference, register, proposals, renderer).routes());
    routes.addAll(new NonconformityPages(database, register, nonconformities, renderer).routes());
    routes.addAll(new CheckPages(database, reference, renderer).routes());
    routes.addAll(
        new ResourcePages(database, reference, board, parts.redactions(), renderer).routes());
    routes.addAll(new FindingPage(database, reference, board, renderer).routes());
    routes.addAll(new AgentPages(database, parts.tokens(), renderer).routes());
    routes.addAll(new NotificationPages(parts.notifications(), renderer).routes());
    routes.addAll(new BundlePages(database, parts.exports(), renderer).routes());
    routes.add(events.route());
    routes.add(ApiRoutes.published());
    this.metrics = new CollectorMetrics(database, parts.clock(), events::listeners);
    routes.addAll(new OperatorRoutes(new Health(database, parts.clock()), metrics).routes());
    this.table = new RouteTable(routes, gate);
    this.vertx = parts.vertx();
    this.api =
        new ApiRoutes(
            contract,
            database,
            reference,
            board,
            parts.tokens(),
            parts.exports(),
            parts.scopes(),
            parts.revocations(),
            statement,
            scopes,
            desk,
            readiness,
            exceptions,
            confirmations,
            parameters,
            new NonconformitiesApi(database, register, nonconformities, proposals),
            clauses,
            parts.notifications(),
            parts.redactions(),
            gate);
  }

  /** Every route of the pages, for tests that walk them. */
  public List<Route> routes() {
    return table.routes();
  }

  /** Every route of the API, likewise. */
  public List<Route> apiRoutes() {
    return api.routes();
  }

  @Override
  public void mount(Router router) {
    Problems problems =
        new Problems(
            (status, title, message) ->
                renderer.render(
                    "problem",
                    Map.of(
                        "assets",
                        renderer.assets(),
                        "view",
                        new ProblemView(status, title, message))));
    router.route().order(-100).handler(new SecurityHeaders());
    router.route().failureHandler(problems);
    for (int status : new int[] {400, 404, 405, 413, 415}) {
      router.errorHandler(status, problems);
    }
    table.mount(router);
    api.mount(vertx, router, problems);
  }

  /** Where other parts register what they count. */
  public CollectorMetrics metrics() {
    return metrics;
  }

  @Override
  public void close() {
    events.close();
    metrics.close();
    workers.close();
  }
}
