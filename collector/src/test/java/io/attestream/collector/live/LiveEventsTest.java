package io.attestream.collector.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.collector.live.LiveEvent.AgentChanged;
import io.attestream.collector.live.LiveEvent.Missed;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LiveEventsTest {
  private final LiveEvents live = new LiveEvents();

  @Test
  void everySubscriberGetsEveryEventInOrder() {
    LiveEvents.Subscription one = live.subscribe(10, () -> {});
    LiveEvents.Subscription two = live.subscribe(10, () -> {});
    live.publish(new AgentChanged("a"));
    live.publish(new AgentChanged("b"));
    assertThat(one.drain()).containsExactly(new AgentChanged("a"), new AgentChanged("b"));
    assertThat(two.drain()).containsExactly(new AgentChanged("a"), new AgentChanged("b"));
    assertThat(one.drain()).isEmpty();
  }

  @Test
  void aSlowSubscriberIsToldHowManyItMissed() {
    LiveEvents.Subscription slow = live.subscribe(1, () -> {});
    live.publish(new AgentChanged("a"));
    live.publish(new AgentChanged("b"));
    live.publish(new AgentChanged("c"));
    assertThat(slow.drain()).containsExactly(new AgentChanged("a"), new Missed(2));
    live.publish(new AgentChanged("d"));
    assertThat(slow.drain()).containsExactly(new AgentChanged("d"));
  }

  @Test
  void readinessIsSignalledOnceUntilDrained() {
    AtomicInteger signals = new AtomicInteger();
    LiveEvents.Subscription subscription = live.subscribe(10, signals::incrementAndGet);
    live.publish(new AgentChanged("a"));
    live.publish(new AgentChanged("b"));
    assertThat(signals).hasValue(1);
    subscription.drain();
    live.publish(new AgentChanged("c"));
    assertThat(signals).hasValue(2);
  }

  @Test
  void aClosedSubscriptionGetsNothingMore() {
    LiveEvents.Subscription subscription = live.subscribe(10, () -> {});
    subscription.close();
    live.publish(new AgentChanged("a"));
    assertThat(subscription.drain()).isEmpty();
    assertThat(live.subscribers()).isZero();
  }
}
