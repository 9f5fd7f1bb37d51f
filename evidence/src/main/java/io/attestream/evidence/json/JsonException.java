package io.attestream.evidence.json;

/** A document that cannot be accepted. The message begins with the place: a byte offset or a path. */
public final class JsonException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public JsonException(String place, String problem) {
    super(place + ": " + problem);
  }
}
