package io.attestream.agent.config;

import java.util.List;

/** A configuration that cannot be used; nothing was started. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final List<String> problems;

  public ConfigException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** Every mistake found, {@code file:line: message} or {@code environment NAME: message}. */
  public List<String> problems() {
    return problems;
  }
}
