package io.attestream.collector.web.account;

import io.attestream.collector.access.Session;
import io.attestream.collector.access.Sessions;
import io.attestream.collector.access.User;
import io.attestream.collector.access.Users;
import io.attestream.collector.web.http.Access;
import io.attestream.collector.web.http.AttemptLimit;
import io.attestream.collector.web.http.Reply;
import io.attestream.collector.web.http.Request;
import io.attestream.collector.web.http.Route;
import io.attestream.collector.web.http.SessionCookie;
import io.attestream.collector.web.view.Renderer;
import io.attestream.collector.web.view.When;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** {@code /account}: who one is, and a new password. */
public final class AccountPage {
  private final Users users;
  private final Sessions sessions;
  private final Renderer renderer;
  private final AttemptLimit attempts = new AttemptLimit(8, Duration.ofMinutes(15), 10_000);

  public AccountPage(Users users, Sessions sessions, Renderer renderer) {
    this.users = users;
    this.sessions = sessions;
    this.renderer = renderer;
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/account", Access.VIEWER, request -> show(200, request, "", doneText(request))),
        Route.post("/account/password", Access.VIEWER, this::changePassword));
  }

  private static String doneText(Request request) {
    return request.query("changed").isEmpty()
        ? ""
        : "The password is changed. Every other session of yours is signed out.";
  }

  private Reply show(int status, Request request, String problem, String done) {
    User user = request.session().user();
    return renderer.page(
        status,
        "account",
        "Account",
        "/account",
        request,
        new AccountView(
            user.name(),
            user.role().name().toLowerCase(Locale.ROOT),
            When.of(user.createdAt(), request.now()).text(),
            Users.MIN_PASSWORD,
            problem,
            done));
  }

  private Reply changePassword(Request request) {
    User user = request.session().user();
    String next = request.form("next");
    if (!next.equals(request.form("again"))) {
      return show(422, request, "The two new passwords differ.", "");
    }
    if (!attempts.attempt(user.name(), request.now())) {
      return show(429, request, "Too many attempts. Please wait a quarter of an hour.", "");
    }
    if (users.authenticate(user.name(), request.form("current")).isEmpty()) {
      return show(422, request, "The current password is not right.", "");
    }
    try {
      users.setPassword(user.name(), next);
    } catch (IllegalArgumentException e) {
      return show(422, request, "The new password was refused: " + e.getMessage() + ".", "");
    }
    attempts.clear(user.name());
    Session.Opened opened = sessions.open(user);
    return new Reply.SeeOther(
        "/account?changed=1", List.of(SessionCookie.set(opened.cookie(), request.secure())));
  }
}
