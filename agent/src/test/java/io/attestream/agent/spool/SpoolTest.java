package io.attestream.agent.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attestream.agent.testing.AgentFixture;
import io.attestream.agent.testing.Eventually;
import io.attestream.agent.testing.SpoolWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
  @TempDir Path directory;

  @Test
  void aSecondAgentIsRefusedTheSameDirectory() {
    try (Spool first = Spool.open(directory, new SecureRandom(), 1 << 20)) {
      assertThat(first.key()).isNotNull();
      assertThatThrownBy(() -> Spool.open(directory, new SecureRandom(), 1 << 20))
          .isInstanceOf(SpoolException.class)
          .hasMessageContaining("in use by another agent");
    }
  }

  @Test
  void theStateIsReadableByItsOwnerOnly() throws IOException {
    Path state = directory.resolve("state");
    try (Spool spool = Spool.open(state, new SecureRandom(), 1 << 20)) {
      assertThat(spool.state().enrolled()).isEmpty();
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state)))
        .isEqualTo("rwx------");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(state.resolve("agent.key"))))
        .isEqualTo("rw-------");
  }

  @Test
  void aFullSpoolKeepsChangesPendingAndCommitsThemTogetherLater() {
    try (AgentFixture agent = new AgentFixture(directory, 4_000)) {
      agent.spool.enrolled("agent", "origin+00000000+AAAA");
      agent.source.box("a", box(true));
      assertThat(agent.scanAndCut()).hasValue(1);
      for (int i = 0; i < 20; i++) {
        agent.source.box("b" + i, box(i % 2 == 0));
        assertThat(agent.scanAndCut()).isEmpty();
      }
      assertThat(agent.spool.depth().commits()).isEqualTo(1);
      agent.spool.held(1);
      assertThat(agent.cut()).hasValue(2);
      SpooledCommit commit = agent.spool.after(1, 1).get(0);
      assertThat(agent.spool.delta(commit).next().orElseThrow().puts()).hasSize(60);
    }
  }

  @Test
  void whatWasPendingAtTheEndIsScannedAnew() {
    try (AgentFixture agent = new AgentFixture(directory)) {
      agent.spool.enrolled("agent", "origin+00000000+AAAA");
      agent.source.box("a", box(true));
      agent.scanAndCut();
      agent.source.remove("a");
      agent.source.box("b", box(true));
      agent.scan();
    }
    try (AgentFixture agent = new AgentFixture(directory)) {
      assertThat(
              agent
                  .unit()
                  .leaves()
                  .current(io.attestream.agent.testing.FakeSource.identity("a"))
                  .leaves())
          .hasSize(3);
      assertThat(agent.unit().leaves().dirty()).isFalse();
    }
  }

  @Test
  void aSpoolOfTheFirstLayoutIsBroughtUpToDate() throws Exception {
    try (AgentFixture agent = new AgentFixture(directory)) {
      agent.spool.enrolled("agent", "origin+00000000+AAAA");
      agent.source.box("a", box(true));
      agent.scanAndCut();
    }
    String url = "jdbc:sqlite:" + directory.resolve("spool.db");
    try (Connection old = DriverManager.getConnection(url);
        Statement statement = old.createStatement()) {
      statement.executeUpdate("DROP INDEX resource_by_type");
      statement.executeUpdate("PRAGMA user_version = 1");
    }
    try (AgentFixture agent = new AgentFixture(directory)) {
      assertThat(agent.scanAndCut()).hasValue(2);
      agent.source.remove("a");
      assertThat(agent.scanAndCut()).hasValue(3);
      assertThat(agent.manifests().get(2).size()).isZero();
    }
  }

  /**
   * A child process commits as fast as it can and tells each commit after it was cut; it is killed
   * at some moment. Whatever it told must be there, in an unbroken chain, and no more than one commit
   * beyond.
   */
  @Test
  void aKilledAgentLosesNothingThatItSpooled() throws Exception {
    long told = 0;
    for (int round = 0; round < 6; round++) {
      Path output = directory.resolveSibling(directory.getFileName() + "-" + round);
      Process child = start(output);
      int least = 3 + round * 4;
      Eventually.holds(least + " commits", () -> lines(output).size() >= least);
      child.destroyForcibly();
      assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
      told = lines(output).stream().mapToLong(Long::parseLong).max().orElseThrow();
      Files.delete(output);
      try (AgentFixture agent = new AgentFixture(directory)) {
        List<SpooledCommit> commits = agent.spool.after(0, 10_000);
        assertThat(commits.size()).isBetween((int) told, (int) told + 1);
        ChainAssert.unbroken(agent, commits);
        told = commits.size();
      }
    }
    assertThat(told).isGreaterThan(20);
  }

  /** The complete lines of a file. */
  private static List<String> lines(Path file) {
    try {
      String text = Files.readString(file);
      return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Process start(Path output) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            SpoolWriter.class.getName(),
            directory.toString())
        .redirectOutput(output.toFile())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static Map<String, Object> box(boolean open) {
    return Map.of("open", open, "sealed", "2026-01-01T00:00:00Z", "secret", false);
  }
}
