package io.attestream.collector.web.api;

import io.attestream.collector.access.EnrolmentToken;
import io.attestream.collector.access.EnrolmentTokens;
import io.attestream.collector.access.RevocationRefusal;
import io.attestream.collector.access.Revocations;
import io.attestream.collector.access.Session;
import io.attestream.collector.store.Database;
import io.attestream.collector.web.agent.AgentListView;
import io.attestream.collector.web.agent.AgentQuery;
import io.attestream.collector.web.http.Access;
import io.attestream.collector.web.http.HttpProblem;
import io.attestream.collector.web.http.Reply;
import io.attestream.collector.web.http.Request;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** The session, agents with their units, and enrolment tokens. */
final class AgentsApi {
  private final Database database;
  private final EnrolmentTokens tokens;
  private final Revocations revocations;
  private final AgentQuery query = new AgentQuery();

  AgentsApi(Database database, EnrolmentTokens tokens, Revocations revocations) {
    this.database = database;
    this.tokens = tokens;
    this.revocations = revocations;
  }

  List<ApiOperation> operations() {
    return List.of(
        ApiOperation.read("getSession", AgentsApi::session),
        ApiOperation.read("listAgents", this::list),
        new ApiOperation("listTokens", Access.ADMIN, this::tokens),
        new ApiOperation("createToken", Access.ADMIN, this::create),
        new ApiOperation("revokeAgent", Access.ADMIN, this::revoke));
  }

  private static JsonObject session(Request request) {
    Session session = request.session();
    return new JsonObject()
        .put("user", session.user().name())
        .put("role", session.user().role().name())
        .put("csrf", session.csrf());
  }

  private JsonObject list(Request request) {
    return database.read(
        handle ->
            new JsonObject()
                .put("agents", ApiJson.list(query.agents(handle, request.now()), AgentsApi::agent))
                .put("units", ApiJson.list(query.units(handle, request.now()), AgentsApi::unit)));
  }

  private static JsonObject agent(AgentListView.Line agent) {
    JsonObject json =
        new JsonObject()
            .put("id", agent.id())
            .put("version", agent.version())
            .put("keyId", agent.keyId())
            .put("state", agent.state().name())
            .put("commits", agent.commits())
            .put("enrolledAt", agent.enrolled().iso());
    return ApiJson.time(
        ApiJson.time(json, "lastCommitAt", agent.lastCommit()), "nextBy", agent.nextBy());
  }

  private static JsonObject unit(AgentListView.Unit unit) {
    return new JsonObject()
        .put("unit", unit.name())
        .put("agent", unit.agent())
        .put("late", unit.late())
        .put("resources", unit.resources())
        .put("counts", ApiJson.counts(unit.counts()))
        .put("logIndex", unit.commit())
        .put("committedAt", unit.committed().iso())
        .put("nextBy", unit.nextBy().iso())
        .put(
            "incomplete",
            ApiJson.list(
                unit.gaps(),
                gap ->
                    new JsonObject()
                        .put("type", gap.type())
                        .put("api", gap.api())
                        .put("error", gap.error())));
  }

  private Reply tokens(Request request) {
    return ApiOperation.json(
        200, new JsonObject().put("tokens", ApiJson.list(tokens.list(), AgentsApi::token)));
  }

  private static JsonObject token(EnrolmentToken token) {
    JsonObject json =
        new JsonObject()
            .put("label", token.label())
            .put("createdAt", token.createdAt().truncatedTo(ChronoUnit.SECONDS).toString())
            .put("expiresAt", token.expiresAt().truncatedTo(ChronoUnit.SECONDS).toString())
            .put("usedBy", token.usedBy().orElse(""));
    token
        .usedAt()
        .ifPresent(at -> json.put("usedAt", at.truncatedTo(ChronoUnit.SECONDS).toString()));
    return json;
  }

  private Reply create(Request request) {
    JsonObject body = request.json();
    Duration validity = Duration.ofHours(body.getLong("hours", 24L));
    try {
      String token = tokens.create(body.getString("label").strip(), validity);
      return ApiOperation.json(201, new JsonObject().put("token", token));
    } catch (IllegalArgumentException e) {
      throw HttpProblem.badRequest("body: " + e.getMessage());
    }
  }

  private Reply revoke(Request request) {
    String since = request.json().getString("compromisedSince", "");
    try {
      Optional<Instant> compromised =
          since.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(since));
      String keyId = revocations.revoke(request.part("agent"), compromised).keyId();
      return ApiOperation.json(200, new JsonObject().put("keyId", keyId));
    } catch (DateTimeParseException e) {
      throw HttpProblem.badRequest("body: compromisedSince '" + since + "' is not a time");
    } catch (RevocationRefusal e) {
      throw HttpProblem.badRequest(e.getMessage() + ".");
    }
  }
}
