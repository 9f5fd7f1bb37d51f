package io.attestream.collector.web.http;

import io.attestream.collector.access.Session;
import io.attestream.collector.access.Sessions;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/**
 * The cookie that carries a session's secret: unreadable for scripts, never sent along from other
 * sites, and only over TLS where there is TLS.
 */
public final class SessionCookie {
  public static final String NAME = "attestream";

  private final Sessions sessions;

  public SessionCookie(Sessions sessions) {
    this.sessions = sessions;
  }

  /** The session of a request. Blocks. */
  public Optional<Session> find(HttpServerRequest request) {
    return secret(request).flatMap(sessions::find);
  }

  /** What the browser sent, when it can be a secret of ours at all. */
  public static Optional<String> secret(HttpServerRequest request) {
    return Optional.ofNullable(request.getCookie(NAME))
        .map(io.vertx.core.http.Cookie::getValue)
        .filter(value -> !value.isEmpty() && value.length() <= 128);
  }

  /** {@code Set-Cookie} for a session that was just opened. */
  public static String set(String secret, boolean secure) {
    return NAME + "=" + secret + attributes(secure) + "; Max-Age=" + Sessions.LIFETIME.toSeconds();
  }

  /** {@code Set-Cookie} that makes the browser forget it. */
  public static String clear(boolean secure) {
    return NAME + "=" + attributes(secure) + "; Max-Age=0";
  }

  private static String attributes(boolean secure) {
    return "; Path=/; HttpOnly; SameSite=Strict" + (secure ? "; Secure" : "");
  }
}
