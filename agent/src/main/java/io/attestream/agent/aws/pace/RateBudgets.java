package io.attestream.agent.aws.pace;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** All budgets of a source. A key is {@code <account>/<region>/<service>:<operation>}. */
public final class RateBudgets {
  private final int callsPerSecond;
  private final LongSupplier nanoTime;
  private final RandomGenerator random;
  private final ConcurrentMap<String, RateBudget> budgets = new ConcurrentHashMap<>();

  /**
   * @param nanoTime a clock that only goes forward
   * @param random spreads waiters, so that they do not return at one moment
   */
  public RateBudgets(int callsPerSecond, LongSupplier nanoTime, RandomGenerator random) {
    this.callsPerSecond = callsPerSecond;
    this.nanoTime = nanoTime;
    this.random = random;
  }

  /** The clock that the budgets go by. */
  public LongSupplier nanoTime() {
    return nanoTime;
  }

  /** How many calls were made so far, by {@code <service>:<operation>}, of all accounts and regions. */
  public SortedMap<String, Long> calls() {
    SortedMap<String, Long> calls = new TreeMap<>();
    budgets.forEach(
        (key, budget) ->
            calls.merge(key.substring(key.lastIndexOf('/') + 1), budget.calls(), Long::sum));
    return calls;
  }

  void await(String key) throws InterruptedException {
    long wait = budget(key).reserve();
    if (wait > 0) {
      TimeUnit.NANOSECONDS.sleep(wait + (long) (wait * 0.1 * random.nextDouble()));
    }
  }

  RateBudget budget(String key) {
    return budgets.computeIfAbsent(key, k -> new RateBudget(callsPerSecond, nanoTime));
  }
}
