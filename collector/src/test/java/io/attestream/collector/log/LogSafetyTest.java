package io.attestream.collector.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attestream.collector.store.DataDirectory;
import io.attestream.collector.store.Database;
import io.attestream.collector.store.sqlite.SqliteDatabase;
import io.attestream.collector.store.sqlite.SqliteSettings;
import io.attestream.evidence.merkle.Merkle;
import io.attestream.evidence.merkle.RootBuilder;
import io.attestream.evidence.note.Checkpoint;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogSafetyTest {
  @TempDir Path directory;

  /** A log whose parts are open. */
  private final class Open implements AutoCloseable {
    final DataDirectory data = DataDirectory.open(directory);
    final Database database = SqliteDatabase.open(data.database(), SqliteSettings.DEFAULTS);
    final LogIdentity identity;
    final Sequencer sequencer;

    Open() {
      try {
        identity = LogIdentity.open(data, database, Optional.empty(), new SecureRandom());
        sequencer =
            Sequencer.start(
                database,
                identity,
                data.checkpoint(),
                Clock.systemUTC(),
                SequencerLimits.DEFAULTS,
                () -> {});
      } catch (RuntimeException e) {
        database.close();
        throw e;
      }
    }

    long append(String text) {
      return sequencer.submit(new Text(text)).join().result();
    }

    Checkpoint checkpoint() {
      return database.read(handle -> new LogReader(handle).checkpoint()).orElseThrow();
    }

    @Override
    public void close() {
      sequencer.close();
      database.close();
    }
  }

  private record Text(String text) implements LogWork<Long> {
    @Override
    public LogOutcome<Long> run(Handle handle, long index) {
      if (text.startsWith("refuse")) {
        handle.execute("INSERT INTO check_ref (check_id, version) VALUES (?, 1)", text);
        throw new LogRefusal(text) {
          private static final long serialVersionUID = 1;
        };
      }
      return new LogOutcome.Append<>("test", text.getBytes(StandardCharsets.UTF_8), index);
    }

    @Override
    public long bytes() {
      return text.length();
    }
  }

  @Test
  void entriesAreNumberedSignedAndProvable() {
    try (Open log = new Open()) {
      List<CompletableFuture<Sequenced<Long>>> futures = new ArrayList<>();
      for (int i = 0; i < 700; i++) {
        futures.add(log.sequencer.submit(new Text("entry " + i)));
      }
      RootBuilder root = new RootBuilder();
      byte[] start = log.database.read(handle -> new LogReader(handle).entry(0)).orElseThrow();
      root.addHash(Merkle.leafHash(start));
      for (int i = 0; i < 700; i++) {
        assertThat(futures.get(i).join().result()).isEqualTo(i + 1);
        root.add(("entry " + i).getBytes(StandardCharsets.UTF_8));
      }
      assertThat(log.checkpoint())
          .isEqualTo(new Checkpoint(log.identity.origin(), 701, root.root()));
    }
    try (Open again = new Open()) {
      assertThat(again.append("after a restart")).isEqualTo(701);
    }
  }

  @Test
  void aRefusedWorkLeavesNothingAndDisturbsNoOther() {
    try (Open log = new Open()) {
      CompletableFuture<Sequenced<Long>> one = log.sequencer.submit(new Text("one"));
      CompletableFuture<Sequenced<Long>> refused = log.sequencer.submit(new Text("refuse"));
      CompletableFuture<Sequenced<Long>> two = log.sequencer.submit(new Text("two"));
      assertThat(one.join().result()).isEqualTo(1);
      assertThat(two.join().result()).isEqualTo(2);
      assertThatThrownBy(refused::join)
          .isInstanceOf(CompletionException.class)
          .hasCauseInstanceOf(LogRefusal.class);
      assertThat(
              log.database.<Long>read(
                  handle ->
                      handle.createQuery("SELECT count(*) FROM check_ref").mapTo(Long.class).one()))
          .isZero();
    }
  }

  @Test
  void theKeyIsReadableByItsOwnerOnly() throws Exception {
    try (Open log = new Open()) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log.data.logKey())))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void aRestoredDatabaseIsNotContinued() throws Exception {
    Path backup = directory.resolve("backup.db");
    try (Open log = new Open()) {
      log.append("one");
    }
    Files.copy(directory.resolve("attestream.db"), backup);
    try (Open log = new Open()) {
      log.append("two");
    }
    restore(backup);
    assertThatThrownBy(Open::new)
        .isInstanceOf(UnsafeLogException.class)
        .hasMessageContaining("restored from a backup");
  }

  @Test
  void aKeyWithoutItsLogStartsNoSecondLog() throws Exception {
    try (Open log = new Open()) {
      log.append("one");
    }
    Files.delete(directory.resolve("attestream.db"));
    assertThatThrownBy(Open::new)
        .isInstanceOf(UnsafeLogException.class)
        .hasMessageContaining("the database holds no log");
  }

  @Test
  void aLogWithoutItsKeyIsNotContinued() throws Exception {
    try (Open log = new Open()) {
      log.append("one");
    }
    Files.delete(directory.resolve("log-key.pem"));
    assertThatThrownBy(Open::new)
        .isInstanceOf(UnsafeLogException.class)
        .hasMessageContaining("is missing");
  }

  @Test
  void aCrashBetweenTheFirstEntryAndTheKeysNameIsHarmless() throws Exception {
    try (Open log = new Open()) {
      log.append("one");
    }
    Files.move(
        directory.resolve("log-key.pem"),
        directory.resolve("log-key.pem.new"),
        StandardCopyOption.ATOMIC_MOVE);
    try (Open log = new Open()) {
      assertThat(log.append("two")).isEqualTo(2);
    }
    assertThat(directory.resolve("log-key.pem")).exists();
  }

  @Test
  void aCrashBeforeTheFirstEntryIsHarmless() throws Exception {
    Files.writeString(directory.resolve("log-key.pem.new"), "half a key");
    try (Open log = new Open()) {
      assertThat(log.append("one")).isEqualTo(1);
    }
  }

  @Test
  void changedTilesEntriesAndCheckpointsStopTheStart() throws Exception {
    try (Open log = new Open()) {
      for (int i = 0; i < 10; i++) {
        log.append("entry " + i);
      }
    }
    Path good = Files.copy(directory.resolve("attestream.db"), directory.resolve("good.db"));
    for (String damage :
        List.of(
            "UPDATE log_tile SET hashes = zeroblob(length(hashes))",
            "UPDATE log_entry SET body = x'00' WHERE idx = 4",
            "DELETE FROM log_entry WHERE idx = 10",
            "DELETE FROM log_checkpoint WHERE size = 11",
            "INSERT INTO log_entry (idx, kind, at, body) VALUES (11, 'x', 0, x'00')")) {
      restore(good);
      try (Database database =
          SqliteDatabase.open(directory.resolve("attestream.db"), SqliteSettings.DEFAULTS)) {
        database.change(handle -> handle.execute(damage));
      }
      assertThatThrownBy(Open::new).as(damage).isInstanceOf(UnsafeLogException.class);
    }
  }

  private void restore(Path backup) throws Exception {
    Files.deleteIfExists(directory.resolve("attestream.db-wal"));
    Files.deleteIfExists(directory.resolve("attestream.db-shm"));
    Files.copy(backup, directory.resolve("attestream.db"), StandardCopyOption.REPLACE_EXISTING);
  }
}
