package io.attestream.collector.web.http;

import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.validation.ValidatorException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns a failure into an answer: RFC 9457 problem details for programs, a page for people. What was
 * not expected is logged here and nowhere else, and its message stays inside.
 */
public final class Problems implements Handler<RoutingContext> {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  private final ProblemPage page;

  /** Renders a failure for a person. */
  @FunctionalInterface
  public interface ProblemPage {
    byte[] render(int status, String title, String message);
  }

  public Problems(ProblemPage page) {
    this.page = page;
  }

  @Override
  public void handle(RoutingContext context) {
    if (context.response().headWritten()) {
      context.response().reset();
      return;
    }
    int status = status(context);
    String message = message(context, status);
    boolean person = !context.request().path().startsWith("/api/") && wantsHtml(context);
    ReplyWriter.write(
        context,
        person
            ? Reply.html(status, page.render(status, HttpProblem.title(status), message))
            : problem(status, message));
  }

  /** An {@code application/problem+json} answer. */
  public static Reply problem(int status, String message) {
    JsonObject body =
        new JsonObject()
            .put("type", "about:blank")
            .put("title", HttpProblem.title(status))
            .put("status", status)
            .put("detail", message);
    return new Reply.Content(
        status,
        "application/problem+json",
        body.encode().getBytes(StandardCharsets.UTF_8),
        Map.of());
  }

  private static int status(RoutingContext context) {
    if (context.failure() instanceof HttpProblem problem) {
      return problem.status();
    }
    if (invalid(context.failure()).isPresent()) {
      return 400;
    }
    return context.statusCode() >= 400 ? context.statusCode() : 500;
  }

  /** What breaks the API's contract; its message names the parameter or the place in the body. */
  private static Optional<ValidatorException> invalid(@Nullable Throwable failure) {
    if (failure instanceof ValidatorException invalid) {
      return Optional.of(invalid);
    }
    return failure != null && failure.getCause() instanceof ValidatorException invalid
        ? Optional.of(invalid)
        : Optional.empty();
  }

  private static boolean wantsHtml(RoutingContext context) {
    String accepted = context.request().getHeader("Accept");
    return accepted != null && accepted.contains("text/html");
  }

  private static String message(RoutingContext context, int status) {
    @Nullable Throwable failure = context.failure();
    String place = context.request().method() + " " + context.request().path();
    if (failure instanceof HttpProblem problem) {
      return String.valueOf(problem.getMessage());
    }
    Optional<ValidatorException> invalid = invalid(failure);
    if (invalid.isPresent()) {
      return String.valueOf(invalid.get().getMessage());
    }
    if (status >= 500) {
      LOG.error("{} failed", place, failure);
      return "Something went wrong here. The collector's log says what; no evidence was changed.";
    }
    return switch (status) {
      case 404 -> "There is nothing at " + context.request().path() + ".";
      case 405 -> place + " is not possible.";
      case 413 -> "The request is larger than what is read here.";
      default -> "The request could not be read.";
    };
  }
}
