package io.attestream.collector.ingest;

import io.attestream.collector.config.LimitsConfig;
import io.attestream.evidence.leaf.LeafKey;
import io.attestream.protocol.v1.CommitPart;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The parts of one commit. They are held in memory while the shared budget lasts and go to a temporary
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
  private @Nullable Path spill;
  private @Nullable OutputStream spilling;
  private long received;
  private long taken;
  private long putCount;
  private long delCount;
  private int parts;

  /**
   * @param unit id of the scope unit
   * @param temporary directory for parts that memory has no room for
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
   */
  void add(CommitPart part) {
    String place = "part " + parts++;
    long size = part.getSerializedSize();
    received += size;
    putCount += part.getPutCount();
    delCount += part.getDelCount();
    if (part.getPutCount() + part.getDelCount() > MAX_PART_CHANGES) {
      throw CommitRefusal.malformed(place + ": more than " + MAX_PART_CHANGES + " puts and dels");
    }
    if (received > limits.commitBytes() || putCount + delCount > limits.commitChanges()) {
      throw CommitRefusal.malformed(
          place
              + ": the commit has more than "
              + limits.commitBytes()
              + " bytes or "
              + limits.commitChanges()
              + " changes");
    }
    List<StagedPut> read = new ArrayList<>(part.getPutCount());
    for (int i = 0; i < part.getPutCount(); i++) {
      String where = place + ", put " + i;
      StagedPut put = PutReader.read(part.getPut(i), unit, where);
      once(put.leaf().key(), where);
      read.add(put);
    }
    for (int i = 0; i < part.getDelCount(); i++) {
      String where = place + ", del " + i;
      LeafKey key = PutReader.key(part.getDel(i), where);
      once(key, where);
      dels.add(key);
    }
    keep(part, read);
  }

  private void once(LeafKey key, String place) {
    if (!keys.add(key)) {
      throw CommitRefusal.malformed(place + ": leaf key " + key + " comes twice");
    }
  }

  private void keep(CommitPart part, List<StagedPut> read) {
    long bytes = read.stream().mapToLong(StagedPut::bytes).sum();
    if (spill == null && budget.take(bytes)) {
      taken += bytes;
      puts.addAll(read);
      return;
    }
    try {
      OutputStream out = spilling;
      if (out == null) {
        spill = Files.createTempFile(temporary, "commit", ".parts");
        out = new BufferedOutputStream(Files.newOutputStream(spill), 1 << 16);
        spilling = out;
      }
      part.writeDelimitedTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep a commit in " + temporary, e);
    }
  }

  /** What may be done with each put. */
  @FunctionalInterface
  interface PutAction {
    void accept(StagedPut put) throws SQLException;
  }

  /** Ends the adding of parts. */
  void finish() {
    try {
      if (spilling != null) {
        spilling.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep a commit in " + temporary, e);
    }
  }

  long putCount() {
    return putCount;
  }

  long delCount() {
    return delCount;
  }

  /** Bytes that came. */
  long received() {
    return received;
  }

  List<LeafKey> dels() {
    return dels;
  }

  /** Whether every put is in memory, so that {@link #sortedPuts} can give them. */
  boolean inMemory() {
    return spill == null;
  }

  /** All puts in the order of their keys; only while {@link #inMemory}. */
  List<StagedPut> sortedPuts() {
    puts.sort((a, b) -> a.leaf().key().compareTo(b.leaf().key()));
    return puts;
  }

  /** Gives every put, those of the temporary file last. */
  void forEachPut(PutAction action) throws SQLException {
    for (StagedPut put : puts) {
      action.accept(put);
    }
    Path file = spill;
    if (file == null) {
      return;
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      for (CommitPart part = CommitPart.parseDelimitedFrom(in);
          part != null;
          part = CommitPart.parseDelimitedFrom(in)) {
        for (int i = 0; i < part.getPutCount(); i++) {
          action.accept(PutReader.read(part.getPut(i), unit, "put " + i));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  @Override
  public void close() {
    budget.giveBack(taken);
    taken = 0;
    puts.clear();
    try {
      if (spilling != null) {
        spilling.close();
      }
      if (spill != null) {
        Files.deleteIfExists(spill);
      }
    } catch (IOException e) {
      LoggerFactory.getLogger(CommitAssembly.class)
          .warn("cannot delete {}: {}", spill, e.getMessage());
    }
  }
}
