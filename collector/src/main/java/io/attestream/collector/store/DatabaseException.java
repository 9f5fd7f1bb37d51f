package io.attestream.collector.store;

/** The database could not do what was asked. */
public final class DatabaseException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What went wrong, as far as a caller can act on it. */
  public enum Code {
    /** No space is left; reads go on. Retryable once there is space. */
    FULL,
    /** Another process holds the database for longer than the wait that was agreed. Retryable. */
    BUSY,
    /** The file is damaged or is not ours. Fatal. */
    CORRUPT,
    /** The schema was written by a newer version. Fatal. */
    NEWER_SCHEMA,
    /** A statement broke a constraint or is wrong: a bug. */
    STATEMENT,
    /** Reading or writing the file failed. */
    IO
  }

  private final Code code;

  public DatabaseException(Code code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public DatabaseException(Code code, String message) {
    super(message);
    this.code = code;
  }

  public Code code() {
    return code;
  }

  /** Whether the same work may succeed later with no change by a person to this program. */
  public boolean retryable() {
    return switch (code) {
      case FULL, BUSY, IO -> true;
      case CORRUPT, NEWER_SCHEMA, STATEMENT -> false;
    };
  }
}
