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

/**
 * Changed results that a whole collector takes a second, over gRPC to the verified acknowledgement,
 * beside a bare batched insert of the same bytes into SQLite with the same durability.
 */
final class CommitThroughput implements Measurement {
  private static final int LEAVES = 10_000;
  private static final int COMMITS = 12;
  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

  @Override
  public List<String> run(Map<String, String> options) throws Exception {
    Path directory = Files.createTempDirectory("attestream-bench");
    List<TestCommit> commits = new ArrayList<>();
    double seconds;
    try (TestCollector collector = new TestCollector(directory.resolve("collector"))) {
      TestAgent agent = new TestAgent("bench");
      collector.enrol(agent);
      try (TestStream stream = collector.connect(agent)) {
        TestUnit unit = SampleLeaves.unit("kubernetes:bench", LEAVES);
        stream.deliver(agent.commit(unit, START));
        for (int round = 1; round <= COMMITS; round++) {
          change(unit, round);
          commits.add(agent.commit(unit, START.plusSeconds(round * 60L)));
        }
        stream.deliver(commits.get(0));
        stream.deliver(commits.get(1));
        long start = System.nanoTime();
        for (TestCommit commit : commits.subList(2, COMMITS)) {
          stream.deliver(commit);
        }
        seconds = (System.nanoTime() - start) / 1e9;
      }
    }
    List<TestCommit> measured = commits.subList(2, COMMITS);
    bare(directory.resolve("warm.db"), measured);
    double bare = bare(directory.resolve("bare.db"), measured);
    long results = measured.stream().mapToLong(c -> c.puts().size()).sum();
    return List.of(
        "%,d changed results in %d commits: %.2f s, %,.0f a second"
            .formatted(results, measured.size(), seconds, results / seconds),
        "bare batched insert of the same bytes: %.2f s, %,.0f a second"
            .formatted(bare, results / bare),
        "ratio: %.0f %% of the bare insert".formatted(100 * bare / seconds));
  }

  private static void change(TestUnit unit, int round) {
    Status status = round % 2 == 0 ? Status.PASS : Status.FAIL;
    for (int i = 0; i < LEAVES; i++) {
      unit.set(
          SampleLeaves.CHECK,
          SampleLeaves.resource(i),
          status,
          START.plusSeconds(round * 60L),
          SampleLeaves.evidence(i, round));
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
