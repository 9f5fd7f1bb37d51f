package io.attestream.collector.notification;

import java.util.List;

/** A channels file that cannot be used, with every mistake that was found. */
public final class ChannelsException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<String> problems;

  ChannelsException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** Each with its place, {@code file:line: message}. */
  public List<String> problems() {
    return problems;
  }
}
