package io.attestream.e2e.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.agent.spool.SpoolException;
import io.attestream.agent.stream.SimulatedAgent;
import io.attestream.agent.stream.StreamException;
import io.attestream.collector.ingest.SimulatedCollector;
import io.attestream.collector.testing.MutableClock;
import io.attestream.e2e.simulation.CrashStep.Place;
import io.attestream.e2e.simulation.FailingDatabase.Failure;
import io.attestream.evidence.dsse.Envelope;
import io.attestream.evidence.intoto.Statement;
import io.attestream.evidence.leaf.Tally;
import io.attestream.evidence.manifest.Manifest;
import io.attestream.evidence.manifest.ManifestCodec;
import io.attestream.evidence.note.Checkpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/**
 * An agent and a collector on real files: one commit goes well, in the next one a step fails, both are
 * started again, and what must hold is checked.
 */
final class CrashRun implements AutoCloseable {
  private static final String CRASH = "crash";

  private final CrashStep step;
  private final Failure failure;
  private final MutableClock clock = MutableClock.at("2026-11-20T00:00:00Z");
  private final FailingDatabase.Plan plan = new FailingDatabase.Plan();
  private final SimulatedCollector collector;
  private final SimulatedAgent agent;
  private final List<Checkpoint> published = new ArrayList<>();
  private final List<Long> acknowledged = new ArrayList<>();
  private String seen = "nothing";

  CrashRun(Path directory, CrashStep step, Failure failure) {
    this.step = step;
    this.failure = failure;
    collector =
        new SimulatedCollector(
            directory.resolve("collector"), clock, database -> new FailingDatabase(database, plan));
    agent = new SimulatedAgent(directory.resolve("agent"), "crashing", clock, 1L << 30);
    agent.enrolled(collector.enrol(agent::enrolment));
  }

  SimulatedCollector collector() {
    return collector;
  }

  MutableClock clock() {
    return clock;
  }

  /** Runs; gives what was seen of the failure, for the document. */
  String run() throws InterruptedException, IOException {
    agent.set("apps/v1/Deployment/a/0", false);
    agent.set("apps/v1/Deployment/a/1", true);
    assertThat(agent.scan()).isTrue();
    stream(true);
    assertThat(acknowledged).containsExactly(1L);

    byte[] checkpoint = Files.readAllBytes(collector.checkpointFile());
    arm();
    clock.advance(Duration.ofMinutes(5));
    agent.set("apps/v1/Deployment/a/0", true);
    agent.set("apps/v1/Deployment/a/2", false);
    agent.remove("apps/v1/Deployment/a/1");
    attempt();
    final long entries = collector.size();
    agent.restart(() -> execute(agent.file(), "DROP TRIGGER IF EXISTS "));
    collector.restart(() -> repair(checkpoint));

    clock.advance(Duration.ofMinutes(5));
    assertThat(agent.scan()).isTrue();
    stream(true);
    check();
    return seen + "; " + (entries == 4 ? "in" : "not in") + " the log";
  }

  /** The commit in which the step fails. */
  private void attempt() throws InterruptedException {
    try {
      agent.scan();
      if (step.place() instanceof Place.SpoolCommit && failure == Failure.REPORTED_FAILED) {
        seen = "the spool failed";
        return;
      }
      StreamException end = stream(!(step.place() instanceof Place.Answer));
      if (acknowledged.contains(2L)) {
        seen = "acknowledged";
      } else {
        seen = String.valueOf(end.getMessage()).startsWith("UNAVAILABLE") ? "refused" : "no answer";
      }
    } catch (SpoolException e) {
      assertThat(e).hasMessageContaining(CRASH);
      seen = acknowledged.contains(2L) ? "the spool failed on the answer" : "the spool failed";
    }
    boolean silent =
        step.place() instanceof Place.CheckpointFile
            || (step.place() instanceof Place.Answer && failure == Failure.REPORTED_FAILED);
    assertThat(seen.equals("acknowledged")).as("the step failed: " + seen).isEqualTo(silent);
    assertThat(plan.done()).as("the database failed").isTrue();
  }

  private StreamException stream(boolean answers) throws InterruptedException {
    CalmWire wire = new CalmWire(collector, answers || failure == Failure.REPORTED_FAILED);
    try {
      return agent.stream(wire);
    } finally {
      wire.close();
      published.addAll(wire.published());
      acknowledged.addAll(wire.acknowledged());
    }
  }

  private void arm() throws IOException {
    Place place = step.place();
    if (place instanceof Place.Spool spool) {
      agent.restart(() -> triggers(agent.file(), spool.statements()));
    } else if (place instanceof Place.SpoolCommit && failure == Failure.LOST) {
      agent.restart(() -> triggers(agent.file(), List.of("UPDATE OF alarm ON agent")));
    } else if (place instanceof Place.Store store) {
      collector.restart(() -> triggers(collector.file(), store.statements()));
    } else if (place instanceof Place.StoreCommit) {
      plan.fail(failure);
    } else if (place instanceof Place.CheckpointFile file && failure == Failure.LOST) {
      block(file.move() ? collector.checkpointFile() : next());
    }
  }

  /** A directory that is not empty is in the way of a file. */
  private static void block(Path path) throws IOException {
    Files.deleteIfExists(path);
    Files.createDirectories(path.resolve("in-the-way"));
  }

  private Path next() {
    Path file = collector.checkpointFile();
    return file.resolveSibling(file.getFileName() + ".next");
  }

  private void repair(byte[] checkpoint) {
    execute(collector.file(), "DROP TRIGGER IF EXISTS ");
    try {
      for (Path path : List.of(next(), collector.checkpointFile())) {
        if (Files.isDirectory(path)) {
          Trees.delete(path);
        }
      }
      if (!Files.exists(collector.checkpointFile())) {
        Files.write(collector.checkpointFile(), checkpoint);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** RAISE(FAIL) leaves what the statement did before (sqlite.org/lang_createtrigger.html). */
  private void triggers(Path database, List<String> statements) {
    String when = failure == Failure.LOST ? "BEFORE " : "AFTER ";
    for (int i = 0; i < statements.size(); i++) {
      execute(
          database,
          "CREATE TRIGGER " + CRASH + i + " ",
          when + statements.get(i) + " BEGIN SELECT RAISE(FAIL, '" + CRASH + "'); END");
    }
  }

  private static void execute(Path database, String head, String body) {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        java.sql.Statement statement = connection.createStatement()) {
      statement.execute(head + body);
    } catch (SQLException e) {
      throw new IllegalStateException(head.toLowerCase(Locale.ROOT) + e.getMessage(), e);
    }
  }

  private static void execute(Path database, String drop) {
    execute(database, drop, CRASH + 0);
    execute(database, drop, CRASH + 1);
  }

  private void check() {
    List<Manifest> logged = new ArrayList<>();
    for (byte[] entry : collector.entries(0)) {
      Statement statement = Statement.parse(Envelope.parse(entry).payload());
      if (statement.predicateType().equals(ManifestCodec.PREDICATE_TYPE)) {
        logged.add(ManifestCodec.parse(statement));
      }
    }
    assertThat(agent.waiting()).as("commits that wait").isZero();
    assertThat(agent.quarantined()).isZero();
    assertThat(logged)
        .as("every commit is in the log once, in its order")
        .extracting(Manifest::seq)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, agent.cut()).boxed().toList());
    assertThat(logged)
        .as("whatever was acknowledged")
        .extracting(Manifest::seq)
        .containsAll(acknowledged);
    assertThat(logged.get(logged.size() - 1).tally()).isEqualTo(new Tally(1, 1, 0, 0));
    assertThat(published).hasSizeGreaterThan(2);
    for (Checkpoint checkpoint : published) {
      assertThat(collector.root(checkpoint.size()))
          .as("the log extends what it published at %d entries", checkpoint.size())
          .isEqualTo(checkpoint.root());
    }
  }

  @Override
  public void close() {
    agent.close();
    collector.close();
  }
}
