package io.attestream.collector.web.http;

/** An expected refusal of a request: its status and a sentence that names the place. */
public final class HttpProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  public HttpProblem(int status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  public static HttpProblem badRequest(String message) {
    return new HttpProblem(400, message);
  }

  public static HttpProblem notFound(String message) {
    return new HttpProblem(404, message);
  }

  public int status() {
    return status;
  }

  /** The status in words, after RFC 9110 section 15. */
  public static String title(int status) {
    return switch (status) {
      case 400 -> "Bad request";
      case 401 -> "Sign-in needed";
      case 403 -> "Not allowed";
      case 404 -> "Not found";
      case 405 -> "Method not allowed";
      case 409 -> "Conflict";
      case 413 -> "Too large";
      case 415 -> "Unsupported media type";
      case 429 -> "Too many attempts";
      case 503 -> "Not ready";
      default -> status >= 500 ? "Internal error" : "Request refused";
    };
  }
}
