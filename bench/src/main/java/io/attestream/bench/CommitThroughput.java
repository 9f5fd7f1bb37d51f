package io.attestream.bench;

import io.attestream.collector.testing.TestAgent;
import io.attestream.collector.testing.TestCollector;
import io.attestream.collector.testing.TestCommit;
import io.attestream.collector.testing.TestStream;
import io.attestream.collector.testing.TestUnit;
import io.attestream.evidence.model.Status;
import io.attestream.protocol.v1.Put;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Changed results that a whole collector takes a second from two agents at once, over gRPC to the
 * verified acknowledgement, beside a bare batched insert of the same bytes into SQLite with the same
 * durability. The evidence of each result changes with every commit; of some, the status turns too.
 */
final class CommitThroughput implements Measurement {
  private static final int AGENTS = 2;
  private static final int LEAVES = 10_000;
  private static final int WARM_RUNS = 3;
  private static final int WARM = 3;
  private static final int COMMITS = 24;
  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

  @Override
  public List<String> run(Map<String, String> options) throws Exception {
    for (int i = 0; i < WARM_RUNS; i++) {
      run("compiled first, not reported", new Turning(2));
    }
    List<String> lines = new ArrayList<>();
    lines.addAll(run("evidence changes, no status turns", new Turning(Integer.MAX_VALUE)));
    lines.addAll(run("evidence changes, one status of ten turns", new Turning(10)));
    lines.addAll(run("every status turns", new Turning(1)));
    return lines;
  }

  /** Every result turns its status in every n-th round, not all in the same. */
  private record Turning(int n) {
    Status status(int leaf, int round) {
      return (leaf % n + round) / n % 2 == 0 ? Status.PASS : Status.FAIL;
    }

    /** The round in which the status was last turned; 0 when never. */
    int since(int leaf, int round) {
      return Math.max(0, round - (leaf % n + round) % n);
    }
  }

  private static List<String> run(String name, Turning turning) throws Exception {
    Path directory = Files.createTempDirectory("attestream-bench");
    List<TestCommit> measured = new ArrayList<>();
    double seconds;
    try (TestCollector collector = new TestCollector(directory.resolve("collector"))) {
      List<Sender> senders = new ArrayList<>();
      for (int i = 0; i < AGENTS; i++) {
        Sender sender = new Sender(collector, "bench-" + i, turning);
        senders.add(sender);
        measured.addAll(sender.measured());
      }
      together(senders, Sender::warm);
      long start = System.nanoTime();
      together(senders, Sender::deliver);
      seconds = (System.nanoTime() - start) / 1e9;
      senders.forEach(Sender::close);
    }
    bare(directory.resolve("warm.db"), measured);
    double bare = bare(directory.resolve("bare.db"), measured);
    long results = measured.stream().mapToLong(c -> c.puts().size()).sum();
    return List.of(
        "%s: %,d changed results in %d commits of %d agents: %.2f s, %,.0f a second"
            .formatted(name, results, measured.size(), AGENTS, seconds, results / seconds),
        "bare batched insert of the same bytes: %.2f s, %,.0f a second"
            .formatted(bare, results / bare),
        "ratio: %.0f %% of the bare insert".formatted(100 * bare / seconds));
  }

  private static void together(List<Sender> senders, Consumer<Sender> work) {
    CompletableFuture.allOf(
            senders.stream()
                .map(sender -> CompletableFuture.runAsync(() -> work.accept(sender)))
                .toArray(CompletableFuture<?>[]::new))
        .join();
  }

  /** An agent with its commits made beforehand. It sends each when the one before is acknowledged. */
  private static final class Sender {
    private final List<TestCommit> commits = new ArrayList<>();
    private final TestStream stream;

    Sender(TestCollector collector, String name, Turning turning) {
      TestAgent agent = new TestAgent(name);
      collector.enrol(agent);
      stream = collector.connect(agent);
      TestUnit unit = SampleLeaves.unit("kubernetes:" + name, LEAVES);
      commits.add(agent.commit(unit, START));
      for (int round = 1; round < WARM + COMMITS; round++) {
        Instant at = START.plusSeconds(round * 60L);
        for (int i = 0; i < LEAVES; i++) {
          unit.set(
              SampleLeaves.CHECK,
              SampleLeaves.resource(i),
              turning.status(i, round),
              START.plusSeconds(turning.since(i, round) * 60L),
              SampleLeaves.evidence(i, round));
        }
        commits.add(agent.commit(unit, at));
      }
    }

    List<TestCommit> measured() {
      return commits.subList(WARM, commits.size());
    }

    void warm() {
      commits.subList(0, WARM).forEach(stream::deliver);
    }

    void deliver() {
      measured().forEach(stream::deliver);
    }

    void close() {
      stream.close();
    }
  }

  private static double bare(Path file, List<TestCommit> commits) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("PRAGMA synchronous = FULL");
      statement.execute(
          "CREATE TABLE bare (id INTEGER PRIMARY KEY, leaf BLOB, identity BLOB, evidence BLOB)");
      connection.setAutoCommit(false);
      long start = System.nanoTime();
      try (PreparedStatement insert =
          connection.prepareStatement(
              "INSERT INTO bare (leaf, identity, evidence) VALUES (?, ?, ?)")) {
        for (TestCommit commit : commits) {
          for (Put put : commit.puts()) {
            insert.setBytes(1, put.getLeaf().toByteArray());
            insert.setBytes(2, put.getIdentity().toByteArray());
            insert.setBytes(3, put.getEvidence().toByteArray());
            insert.addBatch();
          }
          insert.executeBatch();
          connection.commit();
        }
      }
      return (System.nanoTime() - start) / 1e9;
    }
  }
}
