package io.attestream.collector.web.account;

import io.attestream.collector.access.Session;
import io.attestream.collector.access.Sessions;
import io.attestream.collector.access.User;
import io.attestream.collector.access.Users;
import io.attestream.collector.web.http.Access;
import io.attestream.collector.web.http.AttemptLimit;
import io.attestream.collector.web.http.Reply;
import io.attestream.collector.web.http.Request;
import io.attestream.collector.web.http.ReturnPath;
import io.attestream.collector.web.http.Route;
import io.attestream.collector.web.http.SessionCookie;
import io.attestream.collector.web.view.Renderer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code /login} and {@code /logout}. */
public final class LoginPage {
  private static final Duration WINDOW = Duration.ofMinutes(15);

  private final Users users;
  private final Sessions sessions;
  private final Renderer renderer;
  private final AttemptLimit perName = new AttemptLimit(8, WINDOW, 10_000);
  private final AttemptLimit perPeer = new AttemptLimit(60, WINDOW, 10_000);

  public LoginPage(Users users, Sessions sessions, Renderer renderer) {
    this.users = users;
    this.sessions = sessions;
    this.renderer = renderer;
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/login", Access.ANYONE, this::form),
        Route.post("/login", Access.ANYONE, this::signIn),
        Route.post("/logout", Access.VIEWER, this::signOut));
  }

  private Reply form(Request request) {
    String next = ReturnPath.local(request.query("next"));
    if (request.sessionIfAny().isPresent()) {
      return Reply.seeOther(next);
    }
    return renderer.bare(200, "login", new LoginView(next, "", ""));
  }

  private Reply signIn(Request request) {
    String next = ReturnPath.local(request.form("next"));
    String name = request.form("name");
    String key = request.peer() + '\n' + name;
    if (!perPeer.attempt(request.peer(), request.now()) || !perName.attempt(key, request.now())) {
      return retry(429, next, name, "Too many attempts. Please wait a quarter of an hour.");
    }
    Optional<User> user = users.authenticate(name, request.form("password"));
    if (user.isEmpty()) {
      return retry(401, next, name, "Name and password do not belong together.");
    }
    perName.clear(key);
    request.cookie().ifPresent(sessions::close);
    Session.Opened opened = sessions.open(user.get());
    return new Reply.SeeOther(next, List.of(SessionCookie.set(opened.cookie(), request.secure())));
  }

  private Reply retry(int status, String next, String name, String problem) {
    return renderer.bare(status, "login", new LoginView(next, name, problem));
  }

  private Reply signOut(Request request) {
    request.cookie().ifPresent(sessions::close);
    return new Reply.SeeOther("/login", List.of(SessionCookie.clear(request.secure())));
  }
}
