package io.attestream.checks.yaml;

/** A mistake in a file, at a line counted from 1. */
public record Problem(String file, int line, String message) {
  @Override
  public String toString() {
    return file + ":" + line + ": " + message;
  }
}
