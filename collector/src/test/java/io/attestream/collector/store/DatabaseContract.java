package io.attestream.collector.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every adapter of {@link Database} must do. One subclass an adapter. */
public abstract class DatabaseContract {
  private Database database;

  /** Opens an empty database; a second call opens the same one again. */
  protected abstract Database open();

  @BeforeEach
  void openDatabase() {
    database = open();
  }

  @AfterEach
  void closeDatabase() {
    database.close();
  }

  @Test
  void whatWasWrittenIsRead() {
    insert(database, "log-start");
    assertThat(entries(database)).isEqualTo(1);
  }

  @Test
  void whatWasWrittenIsThereAfterReopening() {
    insert(database, "log-start");
    database.close();
    database = open();
    assertThat(entries(database)).isEqualTo(1);
  }

  @Test
  void scrubbingKeepsWhatIsThere() {
    insert(database, "log-start");
    assertThat(database.scrub()).isTrue();
    assertThat(entries(database)).isEqualTo(1);
    insert(database, "goes on");
    assertThat(entries(database)).isEqualTo(2);
  }

  @Test
  void anExceptionOfTheWorkUndoesItAndReachesTheCaller() {
    assertThatThrownBy(
            () ->
                database.change(
                    handle -> {
                      handle.execute(
                          "INSERT INTO log_entry (idx, kind, at, body) VALUES (7, 'x', 0, ?)",
                          (Object) new byte[] {1});
                      throw new IllegalArgumentException("changed my mind");
                    }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("changed my mind");
    assertThat(entries(database)).isZero();
    insert(database, "works again");
    assertThat(entries(database)).isEqualTo(1);
  }

  @Test
  void aBrokenConstraintIsAStatementFailureAndIsUndone() {
    insert(database, "first");
    assertThatThrownBy(
            () ->
                database.change(
                    handle ->
                        handle.execute(
                            "INSERT INTO log_entry (idx, kind, at, body) VALUES (0, 'x', 0, NULL)")))
        .isInstanceOfSatisfying(
            DatabaseException.class,
            e -> assertThat(e.code()).isEqualTo(DatabaseException.Code.STATEMENT));
    assertThat(entries(database)).isEqualTo(1);
  }

  @Test
  void aReaderCannotWrite() {
    assertThatThrownBy(
            () ->
                database.read(
                    handle ->
                        handle.execute(
                            "INSERT INTO log_entry (idx, kind, at, body) VALUES (0, 'x', 0, '')")))
        .isInstanceOf(DatabaseException.class);
    assertThat(entries(database)).isZero();
  }

  @Test
  void aReaderSeesOneSnapshotWhileTheWriterCommits() throws Exception {
    CountDownLatch readOnce = new CountDownLatch(1);
    CountDownLatch written = new CountDownLatch(1);
    CompletableFuture<long[]> seen =
        CompletableFuture.supplyAsync(
            () ->
                database.read(
                    handle -> {
                      long before = count(handle);
                      readOnce.countDown();
                      await(written);
                      return new long[] {before, count(handle)};
                    }));
    assertThat(readOnce.await(10, TimeUnit.SECONDS)).isTrue();
    insert(database, "while reading");
    written.countDown();
    assertThat(seen.get(10, TimeUnit.SECONDS)).containsExactly(0, 0);
    assertThat(entries(database)).isEqualTo(1);
  }

  @Test
  void aWriteInsideAWriteIsRefused() {
    assertThatThrownBy(() -> database.change(outer -> insert(database, "inner")))
        .isInstanceOf(IllegalStateException.class);
    assertThat(entries(database)).isZero();
  }

  @Test
  void writersTakeTurns() throws Exception {
    CompletableFuture<?>[] writers = new CompletableFuture<?>[8];
    for (int i = 0; i < writers.length; i++) {
      writers[i] =
          CompletableFuture.runAsync(
              () -> {
                for (int n = 0; n < 25; n++) {
                  insert(database, "many");
                }
              });
    }
    CompletableFuture.allOf(writers).get(60, TimeUnit.SECONDS);
    assertThat(entries(database)).isEqualTo(200);
  }

  protected static void insert(Database database, String kind) {
    database.change(
        handle ->
            handle.execute(
                "INSERT INTO log_entry (idx, kind, at, body)"
                    + " SELECT count(*), ?, 0, ? FROM log_entry",
                kind,
                new byte[100]));
  }

  protected static long entries(Database database) {
    return database.read(DatabaseContract::count);
  }

  private static long count(org.jdbi.v3.core.Handle handle) {
    return handle.createQuery("SELECT count(*) FROM log_entry").mapTo(Long.class).one();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
