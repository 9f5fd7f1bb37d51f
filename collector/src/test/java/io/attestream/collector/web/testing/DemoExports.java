package io.attestream.collector.web.testing;

import io.attestream.collector.live.LiveEvent.BundleProgress;
import io.attestream.collector.live.LiveEvents;
import io.attestream.collector.store.Database;
import io.attestream.collector.web.bundle.Exports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/** Writes a small file at once in the place of a bundle. */
final class DemoExports implements Exports {
  private final Database database;
  private final LiveEvents live;
  private final Path directory;
  private final Clock clock;

  DemoExports(Database database, LiveEvents live, Path directory, Clock clock) {
    this.database = database;
    this.live = live;
    this.directory = directory;
    this.clock = clock;
  }

  @Override
  public long request(String user) {
    byte[] content = "not a real bundle".getBytes(StandardCharsets.US_ASCII);
    try {
      Files.write(directory.resolve("demo.zip"), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    long id =
        database.write(
            handle ->
                handle
                    .createUpdate(
                        "INSERT INTO bundle (requested_by, requested_at, state, progress, message, file, bytes,"
                            + " sha256, finished_at) VALUES (:user, :now, 'READY', 100, 'complete', 'demo.zip',"
                            + " :bytes, :digest, :now)")
                    .bind("user", user)
                    .bind("now", clock.millis())
                    .bind("bytes", content.length)
                    .bind("digest", "0".repeat(64))
                    .executeAndReturnGeneratedKeys("id")
                    .mapTo(Long.class)
                    .one());
    live.publish(new BundleProgress(id, 100, "READY"));
    return id;
  }

  @Override
  public Path file(String name) {
    return directory.resolve(name);
  }

  @Override
  public String logKey() {
    return "attestream.example/log+8a1f0c2e+AXq2v5n3m4c8b7d6e5f4a3b2c1d0e9f8a7b6c5d4e3f2a1b0";
  }
}
