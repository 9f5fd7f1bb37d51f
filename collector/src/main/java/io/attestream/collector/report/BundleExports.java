package io.attestream.collector.report;

import io.attestream.collector.live.LiveEvent.BundleProgress;
import io.attestream.collector.live.LiveEvents;
import io.attestream.collector.store.Database;
import io.attestream.evidence.hash.Hex;
import io.attestream.evidence.hash.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Exports in the background, one after the other; their state is in the table {@code bundle}. */
public final class BundleExports implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BundleExports.class);

  private final Database database;
  private final BundleExporter exporter;
  private final Path directory;
  private final LiveEvents live;
  private final Clock clock;
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "bundle-export");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param directory where finished bundles are kept
   */
  public BundleExports(
      Database database, BundleExporter exporter, Path directory, LiveEvents live, Clock clock) {
    this.database = database;
    this.exporter = exporter;
    this.directory = directory;
    this.live = live;
    this.clock = clock;
  }

  /** Marks exports that a stop or crash interrupted. Call once, before the first request. */
  public void recover() {
    database.change(
        handle ->
            handle
                .createUpdate(
                    "UPDATE bundle SET state = 'FAILED', message = 'the collector was stopped',"
                        + " finished_at = :now WHERE state = 'RUNNING'")
                .bind("now", clock.millis())
                .execute());
  }

  /**
   * Queues an export of everything up to now.
   *
   * @return id of its row
   */
  public long request(String user) {
    return request(user, new BundlePeriod(Instant.EPOCH, clock.instant()));
  }

  /** Queues an export. Blocks for one short write. */
  public long request(String user, BundlePeriod period) {
    long id =
        database.write(
            handle ->
                handle
                    .createQuery(
                        "INSERT INTO bundle (requested_by, requested_at, state, progress, message)"
                            + " VALUES (:user, :now, 'RUNNING', 0, 'queued') RETURNING id")
                    .bind("user", user)
                    .bind("now", clock.millis())
                    .mapTo(Long.class)
                    .one());
    worker.execute(() -> run(id, period));
    return id;
  }

  /**
   * The file of a finished export.
   *
   * @param name as in the column {@code file}
   * @throws IllegalArgumentException for a name that no export has
   */
  public Path file(String name) {
    if (!name.matches("bundle-[0-9]{1,18}\\.zip")) {
      throw new IllegalArgumentException("'" + name + "' is not a bundle's file");
    }
    return directory.resolve(name);
  }

  private void run(long id, BundlePeriod period) {
    String name = "bundle-" + id + ".zip";
    try {
      Path file = file(name);
      exporter.export(file, period, new Steps(id));
      ready(id, name, Files.size(file), sha256(file));
    } catch (IOException | RuntimeException e) {
      LOG.warn("export " + id + " failed", e);
      failed(id, String.valueOf(e.getMessage()));
    }
  }

  private void ready(long id, String name, long bytes, String sha256) {
    database.change(
        handle ->
            handle
                .createUpdate(
                    "UPDATE bundle SET state = 'READY', progress = 100, message = '', file = :file,"
                        + " bytes = :bytes, sha256 = :sha256, finished_at = :now WHERE id = :id")
                .bind("file", name)
                .bind("bytes", bytes)
                .bind("sha256", sha256)
                .bind("now", clock.millis())
                .bind("id", id)
                .execute());
    live.publish(new BundleProgress(id, 100, "READY"));
  }

  private void failed(long id, String message) {
    try {
      database.change(
          handle ->
              handle
                  .createUpdate(
                      "UPDATE bundle SET state = 'FAILED', message = :message, finished_at = :now"
                          + " WHERE id = :id")
                  .bind("message", message)
                  .bind("now", clock.millis())
                  .bind("id", id)
                  .execute());
    } catch (RuntimeException e) {
      LOG.warn("the failure of export {} could not be kept: {}", id, e.getMessage());
    }
    live.publish(new BundleProgress(id, 0, "FAILED"));
  }

  private static String sha256(Path file) throws IOException {
    MessageDigest digest = Sha256.newDigest();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      byte[] buffer = new byte[1 << 16];
      while (in.read(buffer) >= 0) {
        // reading feeds the digest
      }
    }
    return Hex.encode(digest.digest());
  }

  /** Lets the export that is running end; those that wait fail at the next start. */
  @Override
  public void close() {
    worker.shutdownNow();
    try {
      if (!worker.awaitTermination(30, TimeUnit.SECONDS)) {
        LOG.warn("an export is still running");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Writes and tells each new percentage that is a multiple of five. */
  private final class Steps implements ExportProgress {
    private final long id;
    private int told = -5;

    Steps(long id) {
      this.id = id;
    }

    @Override
    public void at(int percent) {
      if (percent < told + 5 || percent >= 100) {
        return;
      }
      told = percent;
      database.change(
          handle ->
              handle
                  .createUpdate(
                      "UPDATE bundle SET progress = :percent, message = '' WHERE id = :id")
                  .bind("percent", percent)
                  .bind("id", id)
                  .execute());
      live.publish(new BundleProgress(id, percent, "RUNNING"));
    }
  }
}
