package io.attestream.agent.cli;

/** What the process's exit code says. */
public final class ExitCode {
  public static final int OK = 0;

  /** A check failed, or is unknown, and the policy minds it. */
  public static final int POLICY = 1;

  /** Nothing could be done: no source, no state directory, no collector. */
  public static final int UNUSABLE = 3;

  /** The command line or the configuration is wrong. */
  public static final int USAGE = 64;

  private ExitCode() {}
}
