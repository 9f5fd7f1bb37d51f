package io.attestream.collector.web.http;

import io.attestream.collector.access.Session;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request as an endpoint sees it: bounded values, the session and the time it came in. */
public final class Request {
  private static final int LONGEST_VALUE = 512;

  private final RoutingContext context;
  private final Optional<Session> session;
  private final Instant now;

  public Request(RoutingContext context, Optional<Session> session, Instant now) {
    this.context = context;
    this.session = session;
    this.now = now;
  }

  /** The session, on a route that is not open to {@link Access#ANYONE}. */
  public Session session() {
    return session.orElseThrow(() -> new HttpProblem(401, "Please sign in first."));
  }

  public Optional<Session> sessionIfAny() {
    return session;
  }

  public Instant now() {
    return now;
  }

  /** Path and query as the browser asked for them. */
  public String uri() {
    return context.request().uri();
  }

  public String path() {
    return context.request().path();
  }

  /** A piece of the path. */
  public String part(String name) {
    return bounded("path parameter", name, context.pathParam(name));
  }

  /** A positive number in the path, such as the id of a resource. */
  public long partAsId(String name) {
    return number("path parameter", name, part(name), 1, Long.MAX_VALUE);
  }

  /** A query parameter, empty when it was not given. */
  public String query(String name) {
    return bounded("query parameter", name, context.queryParams().get(name)).strip();
  }

  /** A number in the query, or {@code otherwise} when it was not given. */
  public long query(String name, long least, long most, long otherwise) {
    String text = query(name);
    return text.isEmpty() ? otherwise : number("query parameter", name, text, least, most);
  }

  /** A query parameter that must be empty or one of the constants' names, in any case. */
  public <E extends Enum<E>> Optional<E> query(String name, Class<E> type) {
    String text = query(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equalsIgnoreCase(text)) {
        return Optional.of(constant);
      }
    }
    throw HttpProblem.badRequest(
        "query parameter '%s' is '%s', expected one of %s"
            .formatted(
                name, text, Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT)));
  }

  /** A field of the submitted form, empty when it was not given. */
  public String form(String name) {
    return bounded("field", name, context.request().getFormAttribute(name));
  }

  /** A long field of the submitted form, such as a file's text; its line breaks are CR LF. */
  public String longForm(String name, int most) {
    String value = context.request().getFormAttribute(name);
    if (value != null && value.length() > most) {
      throw HttpProblem.badRequest(
          "field '%s' has %d characters, at most %d are read"
              .formatted(name, value.length(), most));
    }
    return value == null ? "" : value;
  }

  /** The JSON body of an operation whose contract says that there is one. */
  public JsonObject json() {
    JsonObject body = context.body().asJsonObject();
    if (body == null) {
      throw HttpProblem.badRequest("body: expected a JSON object");
    }
    return body;
  }

  public @Nullable String header(String name) {
    return context.request().getHeader(name);
  }

  /** The secret of the session cookie that came along. */
  public Optional<String> cookie() {
    return SessionCookie.secret(context.request());
  }

  public boolean secure() {
    return context.request().isSSL();
  }

  /** The peer's address, for rate limits. */
  public String peer() {
    return String.valueOf(context.request().remoteAddress().hostAddress());
  }

  private static long number(String kind, String name, String text, long least, long most) {
    try {
      long value = Long.parseLong(text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Said below, together with the range.
    }
    String range =
        most == Long.MAX_VALUE ? "of at least " + least : "from " + least + " to " + most;
    throw HttpProblem.badRequest(
        "%s '%s' is '%s', expected a number %s".formatted(kind, name, text, range));
  }

  private static String bounded(String kind, String name, @Nullable String value) {
    if (value == null) {
      return "";
    }
    if (value.length() > LONGEST_VALUE) {
      throw HttpProblem.badRequest(
          "%s '%s' has %d characters, at most %d are read"
              .formatted(kind, name, value.length(), LONGEST_VALUE));
    }
    return value;
  }
}
