package io.attestream.agent.stream;

import com.google.protobuf.ByteString;
import io.attestream.agent.judge.ChangeListener;
import io.attestream.agent.metrics.AgentMetrics;
import io.attestream.agent.spool.NewLeaf;
import io.attestream.evidence.leaf.LeafKey;
import io.attestream.evidence.model.ScopeUnit;
import io.attestream.protocol.v1.Provisional;
import io.attestream.protocol.v1.Put;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Changes on their way to the dashboard before their commit: the newest per leaf, at most {@link
 * #CAPACITY}. What does not fit is left to the commit and counted. Nothing is kept while there is no
 * stream. Never blocks.
 */
final class ProvisionalBuffer implements ChangeListener {
  static final int CAPACITY = 5_000;
  private static final long CAPACITY_CHARACTERS = 16L << 20;
  private static final int MAX_CHANGES = 500;
  private static final int MAX_BYTES = 300_000;

  private final AgentMetrics metrics;
  private final Map<String, Map<LeafKey, Optional<NewLeaf>>> changes = new LinkedHashMap<>();
  private Runnable wake = () -> {};
  private boolean open;
  private int size;
  private long characters;

  ProvisionalBuffer(AgentMetrics metrics) {
    this.metrics = metrics;
  }

  synchronized void open(Runnable wake) {
    this.wake = wake;
    open = true;
  }

  synchronized void close() {
    open = false;
    changes.clear();
    size = 0;
    characters = 0;
    wake = () -> {};
  }

  @Override
  public synchronized void changed(ScopeUnit unit, List<NewLeaf> puts, List<LeafKey> dels) {
    if (!open) {
      return;
    }
    Map<LeafKey, Optional<NewLeaf>> ofUnit =
        changes.computeIfAbsent(unit.id(), id -> new LinkedHashMap<>());
    long dropped = 0;
    for (NewLeaf leaf : puts) {
      dropped += add(ofUnit, leaf.leaf().key(), Optional.of(leaf));
    }
    for (LeafKey key : dels) {
      dropped += add(ofUnit, key, Optional.empty());
    }
    if (dropped > 0) {
      metrics.provisionalDropped(dropped);
    }
    wake.run();
  }

  private int add(Map<LeafKey, Optional<NewLeaf>> ofUnit, LeafKey key, Optional<NewLeaf> change) {
    Optional<NewLeaf> before = ofUnit.get(key);
    if (before == null && (size >= CAPACITY || characters >= CAPACITY_CHARACTERS)) {
      return 1;
    }
    ofUnit.put(key, change);
    size += before == null ? 1 : 0;
    characters += length(change) - (before == null ? 0 : length(before));
    return 0;
  }

  private static long length(Optional<NewLeaf> change) {
    return change.map(leaf -> leaf.identity().length() + leaf.evidence().length()).orElse(0);
  }

  /** Takes the next frame's worth of changes, of one unit. */
  synchronized Optional<Provisional> poll() {
    Iterator<Map.Entry<String, Map<LeafKey, Optional<NewLeaf>>>> units =
        changes.entrySet().iterator();
    if (!units.hasNext()) {
      return Optional.empty();
    }
    Map.Entry<String, Map<LeafKey, Optional<NewLeaf>>> unit = units.next();
    Provisional.Builder frame = Provisional.newBuilder().setUnit(unit.getKey());
    int bytes = 0;
    List<LeafKey> taken = new ArrayList<>();
    for (Map.Entry<LeafKey, Optional<NewLeaf>> change : unit.getValue().entrySet()) {
      if (taken.size() >= MAX_CHANGES || bytes >= MAX_BYTES) {
        break;
      }
      taken.add(change.getKey());
      characters -= length(change.getValue());
      if (change.getValue().isPresent()) {
        Put put = put(change.getValue().get());
        bytes += put.getSerializedSize();
        frame.addPut(put);
      } else {
        frame.addDel(ByteString.copyFrom(change.getKey().bytes()));
      }
    }
    unit.getValue().keySet().removeAll(taken);
    size -= taken.size();
    if (unit.getValue().isEmpty()) {
      units.remove();
    }
    return taken.isEmpty() ? poll() : Optional.of(frame.build());
  }

  private static Put put(NewLeaf leaf) {
    return Put.newBuilder()
        .setLeaf(ByteString.copyFrom(leaf.bytes()))
        .setIdentity(ByteString.copyFromUtf8(leaf.identity()))
        .setEvidence(ByteString.copyFromUtf8(leaf.evidence()))
        .build();
  }
}
