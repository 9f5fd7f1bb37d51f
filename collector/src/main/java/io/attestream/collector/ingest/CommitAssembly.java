package io.attestream.collector.ingest;

import io.attestream.collector.config.LimitsConfig;
import io.attestream.evidence.leaf.LeafKey;
import io.attestream.protocol.v1.CommitPart;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parts of one commit. Puts are held in memory while the shared budget lasts and go to a temporary
 * file after it. Used by one thread at a time; whoever has it last closes it.
 */
final class CommitAssembly implements AutoCloseable {
  private static final int MAX_PART_CHANGES = 1000;

  private final String unit;
  private final LimitsConfig limits;
  private final AssemblyBudget budget;
  private final Path temporary;
  private final List<StagedPut> puts = new ArrayList<>();
  private final List<LeafKey> dels = new ArrayList<>();
  private final Set<LeafKey> keys = new HashSet<>();
  private @Nullable PutSpill spill;
  private long received;
  private long taken;
  private long putCount;
  private int parts;

  /**
   * @param unit id of the scope unit
   * @param temporary directory for puts that memory has no room for
   */
  CommitAssembly(String unit, LimitsConfig limits, AssemblyBudget budget, Path temporary) {
    this.unit = unit;
    this.limits = limits;
    this.budget = budget;
    this.temporary = temporary;
  }

  /**
   * Reads, checks and keeps a part.
   *
   * @throws CommitRefusal MALFORMED, naming the part and what is in it
   * @throws java.io.UncheckedIOException when the temporary file cannot be written
   */
  void add(CommitPart part) {
    String place = "part " + parts++;
    received += part.getSerializedSize();
    putCount += part.getPutCount();
    if (part.getPutCount() + part.getDelCount() > MAX_PART_CHANGES) {
      throw CommitRefusal.malformed(place + ": more than " + MAX_PART_CHANGES + " puts and dels");
    }
    if (received > limits.commitBytes()
        || putCount + dels.size() + part.getDelCount() > limits.commitChanges()) {
      throw CommitRefusal.malformed(
          place
              + ": the commit has more than "
              + limits.commitBytes()
              + " bytes or "
              + limits.commitChanges()
              + " changes");
    }
    for (int i = 0; i < part.getPutCount(); i++) {
      String where = place + ", put " + i;
      StagedPut put = PutReader.read(part.getPut(i), unit, where);
      once(put.key(), where);
      keep(put);
    }
    for (int i = 0; i < part.getDelCount(); i++) {
      String where = place + ", del " + i;
      LeafKey key = PutReader.key(part.getDel(i), where);
      once(key, where);
      dels.add(key);
    }
  }

  private void once(LeafKey key, String place) {
    if (!keys.add(key)) {
      throw CommitRefusal.malformed(place + ": leaf key " + key + " comes twice");
    }
  }

  private void keep(StagedPut put) {
    if (spill == null && budget.take(put.bytes())) {
      taken += put.bytes();
      puts.add(put);
      return;
    }
    if (spill == null) {
      spill = new PutSpill(temporary, unit);
    }
    spill.add(put);
  }

  /** Ends the adding of parts and puts all in the order of the keys. */
  void finish() {
    keys.clear();
    puts.sort(Comparator.comparing(StagedPut::key));
    Collections.sort(dels);
    if (spill != null) {
      spill.finish();
    }
  }

  long putCount() {
    return putCount;
  }

  long delCount() {
    return dels.size();
  }

  /** Bytes that came. */
  long received() {
    return received;
  }

  /** Removed keys, ascending; after {@link #finish}. */
  List<LeafKey> dels() {
    return dels;
  }

  /** All puts, ascending by key; after {@link #finish}. May be asked for again. */
  Iterator<StagedPut> puts() {
    return spill == null ? puts.iterator() : new MergedPuts(puts.iterator(), spill.iterator());
  }

  @Override
  public void close() {
    budget.giveBack(taken);
    taken = 0;
    puts.clear();
    if (spill != null) {
      spill.close();
    }
  }
}
