package io.attestream.checks.network;

/** Ports from one to another, both included. */
public record PortRange(int from, int to) {
  public static final PortRange ALL = new PortRange(0, 65535);

  public PortRange {
    if (from < 0 || to > 65535 || from > to) {
      throw new IllegalArgumentException("ports " + from + " to " + to + " are no range");
    }
  }

  public boolean contains(long port) {
    return from <= port && port <= to;
  }

  /** {@code 22} or {@code 8000-8080}. */
  @Override
  public String toString() {
    return from == to ? Integer.toString(from) : from + "-" + to;
  }
}
