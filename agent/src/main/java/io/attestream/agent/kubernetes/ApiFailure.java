package io.attestream.agent.kubernetes;

import io.attestream.evidence.model.BlindSpot;
import io.attestream.evidence.model.UnknownReason;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A call to the API server that gave no answer to use. */
final class ApiFailure extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int GONE = 410;
  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9]{1,80}");

  private final UnknownReason reason;
  private final int status;
  private final Duration retryAfter;

  private ApiFailure(
      UnknownReason reason,
      int status,
      String code,
      Duration retryAfter,
      @Nullable Throwable cause) {
    super(code, cause);
    this.reason = reason;
    this.status = status;
    this.retryAfter = retryAfter;
  }

  /**
   * An answer with an error status.
   *
   * @param code {@code reason} of the Status object, {@code Forbidden}; anything that is no word counts as none
   */
  static ApiFailure ofStatus(int status, String code, Duration retryAfter) {
    var reason =
        switch (status) {
          case 401, 403 -> UnknownReason.ACCESS_DENIED;
          case 429 -> UnknownReason.THROTTLED;
          case 408, 504 -> UnknownReason.TIMEOUT;
          case 502, 503 -> UnknownReason.UNREACHABLE;
          default -> UnknownReason.API_ERROR;
        };
    String detail = CODE.matcher(code).matches() ? code : "HTTP " + status;
    return new ApiFailure(reason, status, detail, retryAfter, null);
  }

  static ApiFailure of(IOException error) {
    boolean slow =
        error instanceof SocketTimeoutException || error instanceof InterruptedIOException;
    return new ApiFailure(
        slow ? UnknownReason.TIMEOUT : UnknownReason.UNREACHABLE,
        0,
        error.getClass().getSimpleName(),
        Duration.ZERO,
        error);
  }

  static ApiFailure of(UnknownReason reason, String code, @Nullable Throwable cause) {
    return new ApiFailure(reason, 0, code, Duration.ZERO, cause);
  }

  UnknownReason reason() {
    return reason;
  }

  /** How long the server asks to wait. */
  Duration retryAfter() {
    return retryAfter;
  }

  /** The version or page token is too old: list anew. */
  boolean gone() {
    return status == GONE;
  }

  /** The API group, or the resource in it, does not exist on this server. */
  boolean notServed() {
    return status == 404;
  }

  boolean denied() {
    return reason == UnknownReason.ACCESS_DENIED;
  }

  /** Nobody answers: neither would they the next call. */
  boolean unreachable() {
    return reason == UnknownReason.UNREACHABLE || reason == UnknownReason.TIMEOUT;
  }

  /** Whether the same call may succeed a little later. */
  boolean passing() {
    return unreachable() || reason == UnknownReason.THROTTLED || status >= 500;
  }

  BlindSpot blindSpot(String path, String api) {
    return new BlindSpot(path, reason, api, String.valueOf(getMessage()));
  }
}
