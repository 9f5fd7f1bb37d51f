package io.attestream.collector.store.sqlite;

import java.time.Duration;

/**
 * How the file is opened.
 *
 * @param readers connections for reading, 1 to 64
 * @param synchronous what a commit waits for; there is no choice below FULL, because an
 *     acknowledged commit must survive the loss of power
 * @param busyWait how long to wait for another process, such as the command line, that writes
 * @param cacheBytes page cache of the writer; each reader has a quarter
 * @param mmapBytes how much of the file is read through the operating system's map
 */
public record SqliteSettings(
    int readers, Synchronous synchronous, Duration busyWait, long cacheBytes, long mmapBytes) {

  /** SQLite's levels that keep a commit through a power failure ("PRAGMA synchronous"). */
  public enum Synchronous {
    FULL,
    EXTRA
  }

  public static final SqliteSettings DEFAULTS =
      new SqliteSettings(4, Synchronous.FULL, Duration.ofSeconds(10), 128L << 20, 1L << 30);

  /** For a program that reads everything once beside others: little memory of its own, no map of the file. */
  public static final SqliteSettings STREAMING =
      new SqliteSettings(1, Synchronous.FULL, Duration.ofSeconds(10), 16L << 20, 0);

  public SqliteSettings {
    if (readers < 1 || readers > 64) {
      throw new IllegalArgumentException("readers is " + readers + ", expected 1 to 64");
    }
    if (busyWait.isNegative() || busyWait.compareTo(Duration.ofMinutes(10)) > 0) {
      throw new IllegalArgumentException("busyWait is " + busyWait + ", expected up to 10 minutes");
    }
    if (cacheBytes < 1 << 20 || mmapBytes < 0) {
      throw new IllegalArgumentException("cacheBytes must be at least 1 MiB, mmapBytes at least 0");
    }
  }
}
