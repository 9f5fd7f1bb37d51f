package io.attestream.bench;

import io.attestream.collector.log.LogIdentity;
import io.attestream.collector.log.LogOutcome;
import io.attestream.collector.log.LogReader;
import io.attestream.collector.log.LogWork;
import io.attestream.collector.log.Sequenced;
import io.attestream.collector.log.Sequencer;
import io.attestream.collector.log.SequencerLimits;
import io.attestream.collector.store.DataDirectory;
import io.attestream.collector.store.Database;
import io.attestream.collector.store.sqlite.SqliteDatabase;
import io.attestream.collector.store.sqlite.SqliteSettings;
import io.attestream.evidence.merkle.InclusionProof;
import io.attestream.evidence.merkle.Merkle;
import io.attestream.evidence.note.Checkpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Handle;

/**
 * Entries that the log takes a second, from submission to a signed checkpoint on disk, by how many come
 * at once, beside bare writes of the same bytes to a file with one fsync for as many; then proofs a
 * second out of the stored tiles.
 */
final class LogSpeed implements Measurement {
  private static final int ENTRY_BYTES = 2_000;
  private static final List<Integer> BATCHES = List.of(1, 16, 256);
  private static final int ENTRIES_MEASURED = 200;
  private static final int PROOFS = 20_000;

  private record Bytes(byte[] body) implements LogWork<Long> {
    @Override
    public LogOutcome<Long> run(Handle handle, long index) {
      return new LogOutcome.Append<>("bench", body, index);
    }

    @Override
    public long bytes() {
      return body.length;
    }
  }

  @Override
  public List<String> run(Map<String, String> options) throws Exception {
    DataDirectory data = DataDirectory.open(Files.createTempDirectory("attestream-bench"));
    List<String> lines = new ArrayList<>();
    try (Database database = SqliteDatabase.open(data.database(), SqliteSettings.DEFAULTS)) {
      LogIdentity identity = LogIdentity.open(data, database, Optional.empty(), new SecureRandom());
      try (Sequencer log =
          Sequencer.start(
              database,
              identity,
              data.checkpoint(),
              Clock.systemUTC(),
              new SequencerLimits(Duration.ZERO, 256, 4L << 20, 4096),
              () -> {})) {
        appends(log, 256, 100);
        for (int batch : BATCHES) {
          int rounds = Math.max(ENTRIES_MEASURED, 20_000 / batch / 4);
          double append = appends(log, batch, rounds);
          double bare = bare(batch, rounds);
          lines.add(
              "%d at once: %,.0f entries a second; bare writes with one fsync for %d: %,.0f a second; ratio %.0f %%"
                  .formatted(batch, append, batch, bare, 100 * append / bare));
        }
      }
      lines.add(proofs(database));
    }
    return lines;
  }

  /** Entries a second. */
  private static double appends(Sequencer log, int batch, int rounds) {
    Random random = new Random(1);
    long start = System.nanoTime();
    for (int round = 0; round < rounds; round++) {
      List<CompletableFuture<Sequenced<Long>>> waiting = new ArrayList<>();
      for (int i = 0; i < batch; i++) {
        waiting.add(log.submit(new Bytes(entry(random))));
      }
      waiting.forEach(CompletableFuture::join);
    }
    return (double) batch * rounds / ((System.nanoTime() - start) / 1e9);
  }

  private static double bare(int batch, int rounds) throws IOException {
    Path file = Files.createTempFile("attestream-bench", ".bin");
    Random random = new Random(1);
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      long start = System.nanoTime();
      for (int round = 0; round < rounds; round++) {
        for (int i = 0; i < batch; i++) {
          out.write(ByteBuffer.wrap(entry(random)));
        }
        out.force(true);
      }
      return (double) batch * rounds / ((System.nanoTime() - start) / 1e9);
    } finally {
      Files.delete(file);
    }
  }

  private static byte[] entry(Random random) {
    byte[] entry = new byte[ENTRY_BYTES];
    random.nextBytes(entry);
    return entry;
  }

  private static String proofs(Database database) {
    return database.read(
        handle -> {
          LogReader log = new LogReader(handle);
          Checkpoint at = log.checkpoint().orElseThrow();
          Random random = new Random(2);
          long start = System.nanoTime();
          for (int i = 0; i < PROOFS; i++) {
            log.inclusion(random.nextLong(at.size()), at.size());
          }
          double inclusion = PROOFS / ((System.nanoTime() - start) / 1e9);
          start = System.nanoTime();
          for (int i = 0; i < PROOFS; i++) {
            log.consistency(1 + random.nextLong(at.size()), at.size());
          }
          double consistency = PROOFS / ((System.nanoTime() - start) / 1e9);
          check(log, at);
          return "a log of %,d entries: %,.0f inclusion proofs a second, %,.0f consistency proofs a second"
              .formatted(at.size(), inclusion, consistency);
        });
  }

  private static void check(LogReader log, Checkpoint at) {
    long index = at.size() / 2;
    byte[] leaf = Merkle.leafHash(log.entry(index).orElseThrow());
    if (!InclusionProof.verify(
        index, at.size(), leaf, log.inclusion(index, at.size()), at.root().bytes())) {
      throw new IllegalStateException("a proof does not hold");
    }
  }
}
