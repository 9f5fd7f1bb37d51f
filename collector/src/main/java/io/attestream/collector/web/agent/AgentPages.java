package io.attestream.collector.web.agent;

import io.attestream.collector.access.EnrolmentToken;
import io.attestream.collector.access.EnrolmentTokens;
import io.attestream.collector.access.Role;
import io.attestream.collector.store.Database;
import io.attestream.collector.web.agent.AgentListView.Token;
import io.attestream.collector.web.http.Access;
import io.attestream.collector.web.http.HttpProblem;
import io.attestream.collector.web.http.Reply;
import io.attestream.collector.web.http.Request;
import io.attestream.collector.web.http.Route;
import io.attestream.collector.web.view.Renderer;
import io.attestream.collector.web.view.When;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** {@code /agents}, and tokens for new ones. */
public final class AgentPages {
  private final Database database;
  private final EnrolmentTokens tokens;
  private final AgentQuery query = new AgentQuery();
  private final Renderer renderer;

  public AgentPages(Database database, EnrolmentTokens tokens, Renderer renderer) {
    this.database = database;
    this.tokens = tokens;
    this.renderer = renderer;
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/agents", Access.VIEWER, request -> show(200, request, "", "")),
        Route.post("/agents/tokens", Access.ADMIN, this::create));
  }

  private Reply show(int status, Request request, String newToken, String problem) {
    Instant now = request.now();
    boolean admin = request.session().user().role() == Role.ADMIN;
    List<Token> known =
        admin ? tokens.list().stream().map(token -> token(token, now)).toList() : List.of();
    AgentListView view =
        database.read(
            handle ->
                new AgentListView(
                    query.agents(handle, now),
                    query.units(handle, now),
                    query.scope(handle, now),
                    known,
                    newToken,
                    problem));
    return renderer.page(status, "agents", "Agents", "/agents", request, view);
  }

  private Reply create(Request request) {
    try {
      String label = request.form("label").strip();
      String token = tokens.create(label, Duration.ofHours(hours(request.form("hours"))));
      return show(200, request, token, "");
    } catch (IllegalArgumentException e) {
      return show(422, request, "", "No token was made: " + e.getMessage() + ".");
    }
  }

  private static long hours(String text) {
    try {
      long hours = Long.parseLong(text);
      if (hours >= 1 && hours <= 720) {
        return hours;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw HttpProblem.badRequest(
        "field 'hours' is '" + text + "', expected a number from 1 to 720");
  }

  private static Token token(EnrolmentToken token, Instant now) {
    return new Token(
        token.label(),
        When.of(token.createdAt(), now),
        When.of(token.expiresAt(), now),
        token.usedAt().map(at -> When.of(at, now)),
        token.usedBy().orElse(""),
        token.usedAt().isEmpty() && token.expiresAt().isAfter(now));
  }
}
