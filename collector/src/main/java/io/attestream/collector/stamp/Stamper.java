package io.attestream.collector.stamp;

import io.attestream.collector.log.LogReader;
import io.attestream.collector.log.LogStatements;
import io.attestream.collector.log.Sequencer;
import io.attestream.collector.store.Database;
import io.attestream.evidence.entry.StampEntry;
import io.attestream.evidence.note.Checkpoint;
import io.attestream.evidence.stamp.StampException;
import io.attestream.evidence.stamp.StampRequest;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Once per interval has the newest checkpoint stamped, where the log grew since the last stamp. A
 * request that fails is repeated after each of the pauses, then at the next interval. Whatever the
 * authority does, the log goes on.
 */
public final class Stamper implements AutoCloseable {
  /** Between the tries of one interval. */
  public static final List<Duration> PAUSES = List.of(Duration.ofSeconds(1), Duration.ofSeconds(5));

  private static final Logger LOG = LoggerFactory.getLogger(Stamper.class);
  private static final int NONCE_BITS = 63;

  private final Database database;
  private final Sequencer sequencer;
  private final LogStatements statements;
  private final AuthorityClient authority;
  private final Duration interval;
  private final List<Duration> pauses;
  private final Clock clock;
  private final RandomGenerator random;
  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "log-stamper"));
  private Instant due;

  public Stamper(
      Database database,
      Sequencer sequencer,
      LogStatements statements,
      AuthorityClient authority,
      Duration interval,
      List<Duration> pauses,
      Clock clock,
      RandomGenerator random) {
    this.database = database;
    this.sequencer = sequencer;
    this.statements = statements;
    this.authority = authority;
    this.interval = interval;
    this.pauses = List.copyOf(pauses);
    this.clock = clock;
    this.random = random;
    this.due = lastStamped().map(at -> at.plus(interval)).orElseGet(clock::instant);
  }

  /** Looks after the stamps from now on. */
  public void start(Duration beat) {
    worker.scheduleWithFixedDelay(this::guarded, 0, beat.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void guarded() {
    try {
      beat();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("cannot look after time stamps", e);
    }
  }

  /** Stamps, where a stamp is due and there is something new. */
  void beat() throws InterruptedException {
    Instant now = clock.instant();
    if (now.isBefore(due)) {
      return;
    }
    Optional<Checkpoint> newest = unstamped();
    if (newest.isPresent()) {
      due = now.plus(interval);
      stamp(newest.get());
    }
  }

  private void stamp(Checkpoint checkpoint) throws InterruptedException {
    Optional<byte[]> token = ask(checkpoint);
    if (token.isPresent()) {
      sequencer.submit(new StampWork(checkpoint, token.get(), statements, clock)).join();
    }
  }

  private Optional<byte[]> ask(Checkpoint checkpoint) throws InterruptedException {
    for (int tried = 0; ; tried++) {
      StampRequest request =
          new StampRequest(
              StampEntry.imprint(checkpoint),
              BigInteger.valueOf(random.nextLong(1L << NONCE_BITS - 1)));
      try {
        return Optional.of(request.token(authority.ask(request)));
      } catch (IOException | StampException e) {
        if (tried == pauses.size()) {
          LOG.warn(
              "no time stamp of the log's {} entries: {}; the next try is in {}",
              checkpoint.size(),
              e.getMessage(),
              interval);
          return Optional.empty();
        }
      }
      Thread.sleep(pauses.get(tried).toMillis());
    }
  }

  /** The newest checkpoint, unless all that it has over the last stamp is that stamp's own entry. */
  private Optional<Checkpoint> unstamped() {
    return database.read(
        handle -> {
          long stamped =
              handle
                  .createQuery("SELECT coalesce(max(idx) + 1, 0) FROM stamp")
                  .mapTo(Long.class)
                  .one();
          return new LogReader(handle).checkpoint().filter(newest -> newest.size() > stamped);
        });
  }

  private Optional<Instant> lastStamped() {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT at FROM stamp ORDER BY idx DESC LIMIT 1")
                .mapTo(Long.class)
                .findOne()
                .map(Instant::ofEpochMilli));
  }

  /** Ends a request that is under way. */
  @Override
  public void close() {
    worker.shutdownNow();
    try {
      if (!worker.awaitTermination(15, TimeUnit.SECONDS)) {
        LOG.warn("a time stamp is still awaited");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
