package io.attestream.collector.store.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves what is in the write-ahead log into the database file beside the writer, so that a commit waits
 * for one flush and not for a copy of itself (sqlite.org/wal.html, "Checkpointing"). A passive
 * checkpoint waits for nobody and makes nobody wait. The writer's own automatic checkpoint stays as the
 * bound on the size of the log.
 */
final class WalCheckpointer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WalCheckpointer.class);
  private static final long BEGIN_AT_BYTES = 4L << 20;
  private static final long BEAT_MILLIS = 500;

  private final Path wal;
  private final Handle handle;
  private final ScheduledExecutorService beat =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "wal-checkpoint");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param handle a connection of its own, closed with this
   */
  WalCheckpointer(Path database, Handle handle) {
    this.wal = database.resolveSibling(database.getFileName() + "-wal");
    this.handle = handle;
    beat.scheduleWithFixedDelay(this::checkpoint, BEAT_MILLIS, BEAT_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void checkpoint() {
    try {
      if (Files.exists(wal) && Files.size(wal) >= BEGIN_AT_BYTES) {
        handle.createQuery("PRAGMA wal_checkpoint(PASSIVE)").mapToMap().list();
      }
    } catch (IOException | JdbiException e) {
      LOG.warn("the write-ahead log could not be checkpointed: {}", e.getMessage());
    }
  }

  @Override
  public void close() {
    beat.shutdown();
    try {
      if (!beat.awaitTermination(1, TimeUnit.MINUTES)) {
        LOG.warn("a checkpoint of the write-ahead log is still running");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    handle.close();
  }
}
