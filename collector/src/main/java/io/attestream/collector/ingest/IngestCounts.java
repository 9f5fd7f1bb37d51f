package io.attestream.collector.ingest;

import io.attestream.protocol.v1.Reject;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What came in since the start, for metrics. */
public final class IngestCounts {
  private final LongAdder commits = new LongAdder();
  private final LongAdder redelivered = new LongAdder();
  private final LongAdder changes = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder provisionalDropped = new LongAdder();
  private final Map<Reject.Code, LongAdder> rejects = new EnumMap<>(Reject.Code.class);

  IngestCounts() {
    for (Reject.Code code : Reject.Code.values()) {
      rejects.put(code, new LongAdder());
    }
  }

  void committed(CommitReceipt receipt, long received) {
    (receipt.again() ? redelivered : commits).increment();
    changes.add(receipt.puts() + (long) receipt.dels());
    bytes.add(received);
  }

  void rejected(Reject.Code code) {
    LongAdder counter = rejects.get(code);
    if (counter != null) {
      counter.increment();
    }
  }

  void droppedProvisional() {
    provisionalDropped.increment();
  }

  /** Commits that became evidence. */
  public long commits() {
    return commits.sum();
  }

  /** Commits that came again and got their old answer. */
  public long redelivered() {
    return redelivered.sum();
  }

  /** Results that commits added, replaced or ended. */
  public long changes() {
    return changes.sum();
  }

  /** Bytes of the parts of accepted commits. */
  public long bytes() {
    return bytes.sum();
  }

  /** Provisional frames beyond the rate that is allowed. */
  public long provisionalDropped() {
    return provisionalDropped.sum();
  }

  public long rejected(String code) {
    LongAdder counter = rejects.get(Reject.Code.valueOf(code));
    return counter == null ? 0 : counter.sum();
  }
}
