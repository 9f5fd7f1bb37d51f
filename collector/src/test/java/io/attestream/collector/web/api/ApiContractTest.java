package io.attestream.collector.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.collector.testing.MutableClock;
import io.attestream.collector.web.testing.DemoCollector;
import io.attestream.collector.web.testing.DemoVisitor;
import io.attestream.evidence.dsse.Dsse;
import io.attestream.evidence.entry.ScopeEntry;
import io.attestream.evidence.intoto.Statement;
import io.attestream.evidence.key.Ed25519Key;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.validation.ResponseValidator;
import io.vertx.openapi.validation.ValidatableResponse;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class ApiContractTest {
  private static final Map<String, String> BODIES =
      Map.ofEntries(
          Map.entry("createToken", "{\"label\":\"contract\",\"hours\":3}"),
          Map.entry(
              "importStatement",
              "{\"csv\":\"control,applicable,reasons,owner\\n8.5,yes,RISK,platform\\n\"}"),
          Map.entry(
              "setStatementRow",
              "{\"applicable\":true,\"reasons\":[\"RISK\"],\"owner\":\"contract\"}"),
          Map.entry(
              "addException",
              "{\"unit\":\"kubernetes:production\",\"owner\":\"platform\",\"reason\":\"contract\","
                  + "\"approvedBy\":\"board\",\"expiresOn\":\"2026-12-01\"}"),
          Map.entry(
              "importExceptions",
              "{\"csv\":\"unit,owner,reason,expiresOn\\nkubernetes:*,platform,contract,2026-12-02\\n\"}"),
          Map.entry(
              "changeGradingParameters",
              "{\"reason\":\"contract\",\"values\":{\"lapses.share\":\"0.1\"}}"),
          Map.entry(
              "recordClauseEvidence",
              "{\"slot\":\"OPERATION\",\"title\":\"a record\",\"reference\":\"wiki\","
                  + "\"effectiveOn\":\"2026-11-01\",\"reviewDays\":365,\"owner\":\"platform\"}"),
          Map.entry(
              "planClauseEvent",
              "{\"kind\":\"REVIEW\",\"title\":\"contract\",\"plannedOn\":\"2026-11-01\"}"),
          Map.entry(
              "holdClauseEvent",
              "{\"heldOn\":\"2026-11-02\",\"reference\":\"minutes\",\"inputs\":\"abc\",\"topManagement\":true}"),
          Map.entry("defineScope", "{\"title\":\"contract\",\"units\":[\"kubernetes:*\"]}"),
          Map.entry(
              "addConfirmation",
              "{\"kind\":\"TAMPERING\",\"about\":\"8.15\",\"since\":\"2026-11-01\",\"seen\":\"contract\"}"),
          Map.entry("endConfirmation", "{\"note\":\"contract\"}"),
          Map.entry(
              "eraseDisclosures", "{\"identity\":true,\"evidence\":true,\"reason\":\"contract\"}"),
          Map.entry("freezeStatement", "{\"note\":\"contract\"}"),
          Map.entry(
              "recordEvidence",
              "{\"slot\":\"OPERATION\",\"title\":\"a record\",\"reference\":\"wiki\","
                  + "\"effectiveOn\":\"2026-11-01\",\"reviewDays\":365,\"owner\":\"platform\"}"),
          Map.entry(
              "openNonconformity",
              "{\"kind\":\"MINOR\",\"requirement\":\"A.8.3\",\"source\":\"GRADE\",\"statement\":\"contract\","
                  + "\"owner\":\"platform\",\"checks\":[\"aws.s3.bucket.public-access-blocked\"]}"),
          Map.entry("takeNonconformityStep", "{\"step\":\"CORRECTION\",\"text\":\"contract\"}"),
          Map.entry("noteNonconformity", "{\"text\":\"contract\"}"),
          Map.entry("linkNonconformityTicket", "{\"ticket\":\"https://tickets.example/1\"}"),
          Map.entry(
              "changeNonconformity",
              "{\"owner\":\"other\",\"kind\":\"MAJOR\",\"reason\":\"contract\"}"));

  @TempDir static Path directory;
  private static DemoCollector collector;
  private static DemoVisitor admin;
  private static OpenAPIContract contract;
  private static ResponseValidator validator;

  @BeforeAll
  static void start() throws Exception {
    collector = DemoCollector.filled(directory, MutableClock.at("2026-11-22T06:00:00Z"));
    admin = DemoVisitor.signedIn(collector, "admin");
    contract =
        ApiRoutes.contract(collector.vertx())
            .toCompletionStage()
            .toCompletableFuture()
            .get(20, TimeUnit.SECONDS);
    validator = ResponseValidator.create(collector.vertx(), contract);
    post("/scopes/shop", "{\"title\":\"Shop\",\"units\":[\"kubernetes:*\",\"aws:*\"]}");
    post("/confirmations", BODIES.getOrDefault("addConfirmation", ""));
    post("/bundles", "");
    post("/notifications/on-call/test", "");
    post("/controls/8.3/evidence", BODIES.getOrDefault("recordEvidence", ""));
    post("/nonconformities", BODIES.getOrDefault("openNonconformity", ""));
    post("/clause-events", BODIES.getOrDefault("planClauseEvent", ""));
    post("/exceptions", BODIES.getOrDefault("addException", ""));
    completeStatement();
    assertThat(post("/soa/versions", BODIES.getOrDefault("freezeStatement", "")).statusCode())
        .isEqualTo(201);
  }

  private static void completeStatement() {
    StringBuilder csv = new StringBuilder("control,applicable,reasons,owner\\n");
    io.attestream.checks.control.ControlRegistry.bundled()
        .controls()
        .forEach(control -> csv.append(control.id()).append(",yes,RISK,owner\\n"));
    assertThat(post("/soa/import", "{\"csv\":\"" + csv + "\"}").statusCode()).isEqualTo(200);
  }

  private static void evidenceIsFor(String subject) {
    collector
        .database()
        .change(
            handle ->
                handle.execute(
                    "UPDATE manual_evidence SET control = ?, withdrawn_at = NULL WHERE id = 1",
                    subject));
  }

  /** Where an operation needs more than the demo data. */
  private static void prepare(String operation) {
    switch (operation) {
      case "draftStatement" ->
          collector
              .database()
              .change(handle -> handle.execute("DELETE FROM soa_row WHERE control = '5.1'"));
      case "freezeStatement", "importStatement" -> {
        collector.database().change(handle -> handle.execute("DELETE FROM soa_row"));
        completeStatement();
      }
      case "defineScope", "withdrawScope" ->
          collector
              .database()
              .change(
                  handle ->
                      handle.execute(
                          "INSERT OR REPLACE INTO named_scope VALUES ('shop', 'Shop', 'aws:*', 'x', 0, 0)"));
      case "withdrawEvidence" -> evidenceIsFor("8.3");
      case "withdrawClauseEvidence" -> evidenceIsFor("clause 5.2");
      case "holdClauseEvent", "withdrawClauseEvent" ->
          collector
              .database()
              .change(handle -> handle.execute("UPDATE clause_event SET withdrawn_at = NULL"));
      default -> {}
    }
  }

  @AfterAll
  static void stop() {
    collector.close();
  }

  @TestFactory
  Stream<DynamicTest> everyOperationIsServedAndItsAnswerIsAsTheContractSays() {
    return contract.operations().stream()
        .map(
            operation ->
                DynamicTest.dynamicTest(operation.getOperationId(), () -> serves(operation)));
  }

  private static void serves(Operation operation) throws Exception {
    prepare(operation.getOperationId());
    String path =
        operation
            .getOpenAPIPath()
            .replace("{control}", "8.3")
            .replace("{check}", "aws.s3.bucket.public-access-blocked")
            .replace("{resource}", collector.resourceWith("UNKNOWN"))
            .replace("{agent}", "a")
            .replace("{channel}", "on-call")
            .replace("{clause}", "5.2")
            .replace("{scope}", "shop")
            .replaceAll(
                "\\{(bundle|version|evidence|exception|confirmation|nonconformity|event)}", "1")
            .replaceFirst("/nonconformity-proposal$", "/nonconformity-proposal?control=8.3")
            .replaceFirst("/readiness$", "/readiness?audit=2027-01-15");
    HttpResponse<String> answer =
        operation.getHttpMethod().equals(HttpMethod.POST)
            ? post(path, operation.getRequestBody() == null ? "" : body(operation.getOperationId()))
            : admin.send(admin.request("/api/v1" + path).GET());
    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201, 202);
    validator
        .validate(
            ValidatableResponse.create(
                answer.statusCode(),
                Buffer.buffer(answer.body()),
                answer.headers().firstValue("Content-Type").orElseThrow()),
            operation.getOperationId())
        .toCompletionStage()
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS);
  }

  private static String body(String operation) {
    if (operation.equals("revokeAgent")) {
      return "{\"compromisedSince\":\"2026-11-20T00:00:00Z\"}";
    }
    if (!operation.equals("submitScope")) {
      return BODIES.getOrDefault(operation, "");
    }
    Ed25519Key owner = Ed25519Key.ofSeed(new byte[32]);
    Instant from = Instant.parse("2026-11-22T00:00:00Z");
    ScopeEntry.RequiredAgent agent =
        new ScopeEntry.RequiredAgent("a", Duration.ofHours(2), List.of("kubernetes:prod"));
    ScopeEntry scope = new ScopeEntry("demo", 1, from, from, owner.publicKey(), List.of(agent));
    byte[] payload = scope.statement().bytes();
    return new String(
        Dsse.sign(Statement.PAYLOAD_TYPE, payload, owner).bytes(), StandardCharsets.UTF_8);
  }

  private static HttpResponse<String> post(String path, String body) {
    HttpRequest.Builder request =
        admin.request("/api/v1" + path).header("X-CSRF-Token", admin.csrf());
    if (body.isEmpty()) {
      return admin.send(request.POST(BodyPublishers.noBody()));
    }
    return admin.send(
        request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
  }

  @Test
  void everyRouteOfTheApiIsInTheContract() {
    assertThat(collector.web().apiRoutes()).hasSameSizeAs(contract.operations());
  }

  @Test
  void wrongInputIsAProblemThatNamesThePlace() {
    Map<String, List<String>> wrong =
        Map.of(
            "/resources?limit=9999", List.of("limit", "500"),
            "/resources/nine", List.of("resource"),
            "/controls?grade=SUPER", List.of("grade"),
            "/findings?state=SOME", List.of("state"),
            "/trends/grades?days=0", List.of("days"),
            "/controls/8.3/assurance?from=2026-11-23", List.of("from", "2026-11-23"),
            "/readiness", List.of("audit"),
            "/readiness?audit=soon", List.of("audit"),
            "/readiness?audit=2026-11-21", List.of("audit", "2026-11-21"));
    wrong.forEach(
        (path, words) -> {
          HttpResponse<String> answer = admin.get("/api/v1" + path);
          assertThat(answer.statusCode()).as(path).isEqualTo(400);
          assertThat(answer.headers().firstValue("Content-Type"))
              .contains("application/problem+json");
          JsonObject problem = new JsonObject(answer.body());
          assertThat(problem.fieldNames())
              .containsExactlyInAnyOrder("type", "title", "status", "detail");
          assertThat(problem.getString("detail")).as(path).contains(words);
        });
  }

  @Test
  void aBodyThatBreaksTheContractIsRefused() {
    for (String body :
        List.of(
            "{\"label\":\"\"}",
            "{\"label\":\"x\",\"hours\":0}",
            "{\"label\":\"x\",\"more\":1}",
            "[]",
            "{")) {
      HttpResponse<String> answer = post("/tokens", body);
      assertThat(answer.statusCode()).as(body).isEqualTo(400);
      assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    }
  }

  @Test
  void whatIsNotThereIsAProblemToo() {
    for (String path :
        List.of(
            "/controls/8.99",
            "/checks/aws.no.such-check",
            "/checks/aws.no.such-check/results",
            "/resources/999999",
            "/bundles/999",
            "/nonconformities/999",
            "/nonconformity-proposal?finding=999999",
            "/nothing")) {
      HttpResponse<String> answer = admin.get("/api/v1" + path);
      assertThat(answer.statusCode()).as(path).isEqualTo(404);
      assertThat(new JsonObject(answer.body()).getInteger("status")).isEqualTo(404);
    }
  }

  @Test
  void whatIsAskedOfAScopeIsOfItsUnitsAndStatementAlone() {
    post("/scopes/cluster", "{\"title\":\"Cluster\",\"units\":[\"kubernetes:*\"]}");
    JsonObject bucket = new JsonObject(admin.get("/api/v1/controls/8.3?scope=cluster").body());
    bucket
        .getJsonArray("checks")
        .forEach(
            check -> {
              JsonObject of = (JsonObject) check;
              if (of.getString("id").startsWith("aws.")) {
                assertThat(of.getJsonObject("counts").getInteger("fail")).isZero();
              }
            });
    assertThat(bucket.getJsonArray("history")).isEmpty();
    JsonObject statement = new JsonObject(admin.get("/api/v1/soa?scope=cluster").body());
    assertThat(statement.getBoolean("recorded")).isFalse();
    for (String path :
        List.of("/controls", "/controls/8.3", "/soa", "/readiness?audit=2027-01-15")) {
      String separator = path.contains("?") ? "&" : "?";
      assertThat(admin.get("/api/v1" + path + separator + "scope=cluster").statusCode())
          .as(path)
          .isEqualTo(200);
      assertThat(admin.get("/api/v1" + path + separator + "scope=none").statusCode())
          .as(path)
          .isEqualTo(404);
      assertThat(admin.get("/api/v1" + path + separator + "scope=A%20b").statusCode())
          .as(path)
          .isEqualTo(400);
    }
    assertThat(post("/soa/draft?scope=none", "").statusCode()).isEqualTo(409);
    assertThat(post("/scopes/cluster/withdrawal", "").statusCode()).isEqualTo(200);
  }

  @Test
  void textParametersMayLookLikeNumbersOrHoldAnything() {
    JsonObject found = new JsonObject(admin.get("/api/v1/controls?q=8.3").body());
    assertThat(found.getJsonArray("controls").getJsonObject(0).getString("id")).isEqualTo("8.3");
    assertThat(admin.get("/api/v1/resources?q=a%20%22b%26%5C").statusCode()).isEqualTo(200);
  }

  @Test
  void pagesOfResultsJoinWithoutLossOrRepetition() {
    java.util.Set<Integer> ids = new java.util.TreeSet<>();
    long next = 0;
    do {
      JsonObject page =
          new JsonObject(
              admin.get("/api/v1/findings?limit=5" + (next == 0 ? "" : "&before=" + next)).body());
      page.getJsonArray("findings")
          .forEach(
              finding -> assertThat(ids.add(((JsonObject) finding).getInteger("id"))).isTrue());
      next = page.getLong("next");
    } while (next != 0);
    assertThat(ids).hasSize(collector.count("finding"));
  }

  @Test
  void theContractIsPublished() {
    assertThat(DemoVisitor.anonymous(collector).get("/api/v1/openapi.yaml").body())
        .startsWith("openapi: 3.1.0");
  }
}
