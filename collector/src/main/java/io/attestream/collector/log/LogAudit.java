package io.attestream.collector.log;

import io.attestream.collector.store.Database;
import io.attestream.evidence.hash.Sha256;
import io.attestream.evidence.merkle.Merkle;
import io.attestream.evidence.note.Checkpoint;
import io.attestream.evidence.tlog.TileCoordinate;
import java.util.Arrays;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What must hold before a log is continued. */
final class LogAudit {
  private final Database database;
  private final LogIdentity identity;
  private final HighWater highWater;

  LogAudit(Database database, LogIdentity identity, HighWater highWater) {
    this.database = database;
    this.identity = identity;
    this.highWater = highWater;
  }

  /**
   * Checks the stored log against its last checkpoint, and both against the checkpoint file.
   *
   * @throws UnsafeLogException saying what does not fit
   */
  void check() {
    database.read(
        handle -> {
          LogReader log = new LogReader(handle);
          Checkpoint last = log.checkpoint().orElseGet(() -> Checkpoint.empty(identity.origin()));
          entriesMatch(handle, last);
          if (last.size() > 0) {
            tilesMatch(log, last);
            lastTileMatchesEntries(log, last);
          }
          notBehindFile(log, last);
          return true;
        });
  }

  private static void entriesMatch(Handle handle, Checkpoint last) {
    long entries =
        handle
            .createQuery("SELECT coalesce(max(idx) + 1, 0) FROM log_entry")
            .mapTo(Long.class)
            .one();
    if (entries != last.size()) {
      throw new UnsafeLogException(
          "the database holds "
              + entries
              + " log entries, its last checkpoint counts "
              + last.size()
              + ": restore a consistent backup, or begin a new log");
    }
  }

  private static void tilesMatch(LogReader log, Checkpoint last) {
    if (!log.root(last.size()).equals(last.root())) {
      throw new UnsafeLogException(
          "the stored tiles do not have the root of the last checkpoint, size " + last.size());
    }
  }

  /** The newest entries, where a torn write would show. The export checks all of them. */
  private static void lastTileMatchesEntries(LogReader log, Checkpoint last) {
    long tile = (last.size() - 1) / TileCoordinate.FULL;
    byte[] hashes = log.tile(0, tile);
    for (long index = tile * TileCoordinate.FULL; index < last.size(); index++) {
      int at = (int) (index % TileCoordinate.FULL) * Sha256.LENGTH;
      Optional<byte[]> entry = log.entry(index);
      if (entry.isEmpty()
          || !Arrays.equals(
              Merkle.leafHash(entry.get()), Arrays.copyOfRange(hashes, at, at + Sha256.LENGTH))) {
        throw new UnsafeLogException("log entry " + index + " was changed or lost");
      }
    }
  }

  private void notBehindFile(LogReader log, Checkpoint last) {
    Optional<Checkpoint> file = highWater.read(identity.verifier());
    if (file.isEmpty()) {
      return;
    }
    Checkpoint held = file.get();
    if (held.size() > last.size() || !log.root(held.size()).equals(held.root())) {
      throw new UnsafeLogException(
          "the database is older than the last signed checkpoint (size "
              + last.size()
              + ", signed up to "
              + held.size()
              + "): it was restored from a backup. Continuing would sign a second history; put the"
              + " newest database back, or begin a new log in a new data directory");
    }
  }
}
