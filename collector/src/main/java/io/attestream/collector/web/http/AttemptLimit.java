package io.attestream.collector.web.http;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts attempts per key in a sliding window. Holds a bounded number of keys; the one that was idle
 * longest makes room. Thread-safe.
 */
public final class AttemptLimit {
  private final int most;
  private final Duration window;
  private final int keys;
  private final Map<String, Deque<Instant>> attempts = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * Sets the bounds.
   *
   * @param most attempts within the window that are let through
   * @param keys how many keys are remembered
   */
  public AttemptLimit(int most, Duration window, int keys) {
    this.most = most;
    this.window = window;
    this.keys = keys;
  }

  /** Records an attempt; false when this one is too many. */
  public synchronized boolean attempt(String key, Instant now) {
    Deque<Instant> times = attempts.computeIfAbsent(key, k -> new ArrayDeque<>());
    Instant start = now.minus(window);
    while (!times.isEmpty() && !times.getFirst().isAfter(start)) {
      times.removeFirst();
    }
    if (times.size() >= most) {
      return false;
    }
    times.addLast(now);
    forgetIdlest();
    return true;
  }

  /** Forgets a key, after a success. */
  public synchronized void clear(String key) {
    attempts.remove(key);
  }

  private void forgetIdlest() {
    Iterator<String> oldest = attempts.keySet().iterator();
    while (attempts.size() > keys) {
      oldest.next();
      oldest.remove();
    }
  }
}
