package io.attestream.agent.config;

/** A text that no log, error message or dump may show. */
public record Secret(String value) {
  public static final Secret NONE = new Secret("");

  public boolean isPresent() {
    return !value.isEmpty();
  }

  @Override
  public String toString() {
    return value.isEmpty() ? "(none)" : "(hidden)";
  }
}
