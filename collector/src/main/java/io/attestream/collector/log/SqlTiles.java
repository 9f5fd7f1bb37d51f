package io.attestream.collector.log;

import io.attestream.evidence.tlog.TileStore;
import org.jdbi.v3.core.Handle;

/** Tiles in the table {@code log_tile}, seen through one transaction at a time. */
final class SqlTiles implements TileStore {
  private final Handle handle;

  SqlTiles(Handle handle) {
    this.handle = handle;
  }

  @Override
  public byte[] read(int level, long index) {
    return handle
        .createQuery("SELECT hashes FROM log_tile WHERE level = :level AND idx = :index")
        .bind("level", level)
        .bind("index", index)
        .mapTo(byte[].class)
        .findOne()
        .orElseGet(() -> new byte[0]);
  }

  @Override
  public void write(int level, long index, byte[] hashes) {
    handle
        .createUpdate(
            "INSERT INTO log_tile (level, idx, hashes) VALUES (:level, :index, :hashes)"
                + " ON CONFLICT (level, idx) DO UPDATE SET hashes = excluded.hashes")
        .bind("level", level)
        .bind("index", index)
        .bind("hashes", hashes)
        .execute();
  }
}
