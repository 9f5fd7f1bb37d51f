package io.attestream.collector.web.api;

import io.attestream.collector.scope.DeclaredUnit;
import io.attestream.collector.scope.ScopeReader;
import io.attestream.collector.scope.ScopeRefusal;
import io.attestream.collector.scope.ScopeSubmission;
import io.attestream.collector.store.Database;
import io.attestream.collector.web.http.Access;
import io.attestream.collector.web.http.HttpProblem;
import io.attestream.collector.web.http.Reply;
import io.attestream.collector.web.http.Request;
import io.attestream.evidence.entry.ScopeEntry;
import io.attestream.evidence.json.CanonicalJson;
import io.attestream.evidence.json.JsonException;
import io.attestream.evidence.json.JsonLimits;
import io.attestream.evidence.json.JsonReader;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The owner's scope: submitted, and declared against observed. */
final class ScopeApi {
  private final Database database;
  private final ScopeSubmission submission;
  private final ScopeReader reader = new ScopeReader();

  ScopeApi(Database database, ScopeSubmission submission) {
    this.database = database;
    this.submission = submission;
  }

  List<ApiOperation> operations() {
    return List.of(
        ApiOperation.read("getScope", this::present),
        new ApiOperation("submitScope", Access.ADMIN, this::submit));
  }

  private JsonObject present(Request request) {
    Instant now = request.now();
    return database.read(
        handle -> {
          JsonObject json =
              new JsonObject().put("declared", new JsonArray()).put("undeclared", new JsonArray());
          reader
              .present(handle, now)
              .ifPresent(
                  scope ->
                      json.put("serial", scope.serial())
                          .put("logIndex", scope.index())
                          .put("from", scope.from().toString())
                          .put(
                              "declared",
                              ApiJson.list(
                                  reader.declared(handle, scope.serial()), d -> unit(d, now)))
                          .put(
                              "undeclared",
                              new JsonArray(reader.undeclared(handle, scope.serial()))));
          return json;
        });
  }

  private static JsonObject unit(DeclaredUnit unit, Instant now) {
    JsonObject json =
        new JsonObject()
            .put("agent", unit.agent())
            .put("unit", unit.unit())
            .put("longestIntervalSeconds", unit.longest().toSeconds())
            .put("silent", unit.silent(now));
    unit.committedAt()
        .ifPresent(
            at ->
                json.put(
                    "committedAt",
                    at.truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString()));
    return json;
  }

  private Reply submit(Request request) {
    try {
      ScopeEntry scope = submission.submit(canonical(request.json()));
      return ApiOperation.json(
          201, new JsonObject().put("serial", scope.serial()).put("keyId", scope.owner().keyId()));
    } catch (ScopeRefusal | JsonException e) {
      throw HttpProblem.badRequest("body: the scope was not taken: " + e.getMessage());
    }
  }

  private static byte[] canonical(JsonObject body) {
    Object value =
        JsonReader.read(body.encode().getBytes(StandardCharsets.UTF_8), JsonLimits.DEFAULT);
    @SuppressWarnings("unchecked")
    Map<String, Object> object = (Map<String, Object>) value;
    return CanonicalJson.bytes(object);
  }
}
