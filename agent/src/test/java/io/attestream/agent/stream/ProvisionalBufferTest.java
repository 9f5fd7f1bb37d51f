package io.attestream.agent.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.agent.metrics.AgentMetrics;
import io.attestream.agent.spool.NewLeaf;
import io.attestream.agent.testing.FakeSource;
import io.attestream.evidence.leaf.LeafKey;
import io.attestream.evidence.leaf.ResultLeaf;
import io.attestream.evidence.model.Status;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProvisionalBufferTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final ProvisionalBuffer buffer =
      new ProvisionalBuffer(new AgentMetrics(registry, Clock.systemUTC()));

  @Test
  void onlyTheNewestChangeOfALeafIsSent() {
    buffer.open(() -> {});
    put(1, "first");
    put(1, "second");
    put(2, "other");
    buffer.changed(FakeSource.UNIT, List.of(), List.of(new LeafKey(0, 2)));
    var frame = buffer.poll().orElseThrow();
    assertThat(frame.getPutList())
        .singleElement()
        .satisfies(put -> assertThat(put.getEvidence().toStringUtf8()).isEqualTo("second"));
    assertThat(frame.getDelCount()).isEqualTo(1);
    assertThat(buffer.poll()).isEmpty();
  }

  @Test
  void nothingIsKeptWithoutAStream() {
    put(1, "lost");
    buffer.open(() -> {});
    assertThat(buffer.poll()).isEmpty();
    put(2, "kept");
    buffer.close();
    buffer.open(() -> {});
    assertThat(buffer.poll()).isEmpty();
  }

  @Test
  void whatDoesNotFitIsCounted() {
    buffer.open(() -> {});
    for (int i = 0; i < ProvisionalBuffer.CAPACITY + 7; i++) {
      put(i, "e");
    }
    assertThat(dropped()).isEqualTo(7);
  }

  @Test
  void largeEvidenceIsBoundedInMemoryAndInAFrame() {
    buffer.open(() -> {});
    for (int i = 0; i < 100; i++) {
      put(i, "e".repeat(340_000));
    }
    assertThat(dropped()).isEqualTo(50);
    assertThat(buffer.poll().orElseThrow().getSerializedSize()).isLessThan(1 << 20);
  }

  private double dropped() {
    return registry.get("attestream_agent_provisional_dropped").counter().count();
  }

  private void put(int key, String evidence) {
    ResultLeaf leaf =
        new ResultLeaf(
            new LeafKey(0, key),
            "aws.test.box.closed",
            1,
            Status.PASS,
            Instant.EPOCH,
            "A".repeat(43),
            "A".repeat(43));
    buffer.changed(FakeSource.UNIT, List.of(NewLeaf.of(leaf, "i", evidence)), List.of());
  }
}
