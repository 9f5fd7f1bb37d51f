package io.attestream.agent.stream;

/** The collector cannot be used now, or not at all. */
public final class StreamException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What to do about it. */
  public enum Kind {
    /** Try again at once: the spool was changed to suit. */
    AGAIN,
    /** Try again after a pause. */
    LATER,
    /** The collector does not hold what it proved before, or something else: try again, loudly. */
    ALARM,
    /** This agent may not talk to this collector: stop. */
    FATAL
  }

  private final Kind kind;

  StreamException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  StreamException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
