package io.attestream.collector.live;

import io.attestream.collector.live.LiveEvent.Missed;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Hands events from anyone to every subscriber. Publishing never blocks: a subscriber that does not
 * drain its queue loses the newest events and is told how many. Safe for any thread.
 */
public final class LiveEvents {
  private final Set<Subscription> subscriptions = ConcurrentHashMap.newKeySet();

  public void publish(LiveEvent event) {
    for (Subscription subscription : subscriptions) {
      subscription.offer(event);
    }
  }

  /**
   * Subscribes until the subscription is closed.
   *
   * @param capacity events that may wait, at least 1
   * @param onReady called on the publisher's thread whenever the queue stops being empty; must be
   *     quick and should only schedule a {@link Subscription#drain()} elsewhere
   */
  public Subscription subscribe(int capacity, Runnable onReady) {
    return subscribe(capacity, event -> true, onReady);
  }

  /** As above, with the events alone that are {@code wanted}. */
  public Subscription subscribe(int capacity, Predicate<LiveEvent> wanted, Runnable onReady) {
    Subscription subscription = new Subscription(capacity, wanted, onReady);
    subscriptions.add(subscription);
    return subscription;
  }

  /** How many subscribe now. */
  public int subscribers() {
    return subscriptions.size();
  }

  /** One subscriber's queue. */
  public final class Subscription implements AutoCloseable {
    private final ArrayDeque<LiveEvent> waiting = new ArrayDeque<>();
    private final int capacity;
    private final Predicate<LiveEvent> wanted;
    private final Runnable onReady;
    private int missed;

    private Subscription(int capacity, Predicate<LiveEvent> wanted, Runnable onReady) {
      if (capacity < 1) {
        throw new IllegalArgumentException("capacity is " + capacity + ", expected at least 1");
      }
      this.capacity = capacity;
      this.wanted = wanted;
      this.onReady = onReady;
    }

    private void offer(LiveEvent event) {
      if (!wanted.test(event)) {
        return;
      }
      boolean wasEmpty;
      synchronized (this) {
        wasEmpty = waiting.isEmpty();
        if (waiting.size() == capacity) {
          missed++;
          return;
        }
        waiting.add(event);
      }
      if (wasEmpty) {
        onReady.run();
      }
    }

    /** Takes all that waits, oldest first; {@link Missed} comes last when events were lost after them. */
    public synchronized List<LiveEvent> drain() {
      List<LiveEvent> events = new ArrayList<>(waiting);
      waiting.clear();
      if (missed > 0) {
        events.add(new Missed(missed));
        missed = 0;
      }
      return events;
    }

    @Override
    public void close() {
      subscriptions.remove(this);
    }
  }
}
