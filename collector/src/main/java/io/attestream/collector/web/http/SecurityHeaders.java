package io.attestream.collector.web.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** Headers on every answer. No script, style or frame comes from elsewhere or stands inline. */
public final class SecurityHeaders implements Handler<RoutingContext> {
  /** Content Security Policy Level 3. */
  static final String POLICY =
      String.join(
          "; ",
          "default-src 'none'",
          "script-src 'self'",
          "style-src 'self'",
          "img-src 'self' data:",
          "connect-src 'self'",
          "form-action 'self'",
          "base-uri 'none'",
          "frame-ancestors 'none'");

  @Override
  public void handle(RoutingContext context) {
    HttpServerResponse response = context.response();
    response
        .putHeader("Content-Security-Policy", POLICY)
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("X-Frame-Options", "DENY")
        .putHeader("Referrer-Policy", "same-origin")
        .putHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        .putHeader("Cross-Origin-Opener-Policy", "same-origin")
        .putHeader("Cross-Origin-Resource-Policy", "same-origin");
    if (context.request().isSSL()) {
      response.putHeader("Strict-Transport-Security", "max-age=31536000");
    }
    context.next();
  }
}
