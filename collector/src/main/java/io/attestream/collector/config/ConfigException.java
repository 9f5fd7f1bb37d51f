package io.attestream.collector.config;

import java.util.List;

/** A configuration that cannot be used, with every problem that was found. */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<String> problems;

  ConfigException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** Each with its place: {@code file:line: message} or the name of the environment variable. */
  public List<String> problems() {
    return problems;
  }
}
