package io.attestream.e2e.components;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir Path directory;

  @Test
  void waitsForALineOfEitherStream() {
    try (Proc proc = shell("echo one; sleep 0.2; echo port $PORT >&2; sleep 60")) {
      var match = proc.awaitOutput(Pattern.compile("port (\\d+)"), PATIENCE);
      assertThat(match.group(1)).isEqualTo("4711");
      assertThat(proc.output()).isEqualTo("one\nport 4711\n");
      assertThat(proc.isAlive()).isTrue();
    }
  }

  @Test
  void aProcessThatEndsIsNotWaitedForAndItsLogIsQuoted() {
    try (Proc proc = shell("echo the disk is full; exit 3")) {
      assertThatThrownBy(() -> proc.awaitOutput(Pattern.compile("ready"), Duration.ofMinutes(5)))
          .hasMessageContaining("ended with code 3")
          .hasMessageContaining("the disk is full");
    }
  }

  @Test
  void impatienceSaysWhatWasWaitedFor() {
    try (Proc proc = shell("sleep 60")) {
      assertThatThrownBy(() -> proc.awaitPort(Ports.free(), Duration.ofMillis(200)))
          .hasMessageContaining("sh is running")
          .hasMessageContaining("a listener on port");
    }
  }

  @Test
  void aKilledProcessHasNoTimeToTidyUpAndAStoppedOneHas() {
    String tidy = "trap 'echo tidied; exit 0' TERM; echo up; while :; do sleep 0.05; done";
    try (Proc proc = shell(tidy)) {
      proc.awaitOutput(Pattern.compile("up"), PATIENCE);
      proc.kill();
      assertThat(proc.isAlive()).isFalse();
      assertThat(proc.output()).isEqualTo("up\n");
    }
    try (Proc proc = shell(tidy)) {
      proc.awaitOutput(Pattern.compile("up"), PATIENCE);
      assertThat(proc.stop()).isZero();
      assertThat(proc.output()).isEqualTo("up\ntidied\n");
    }
  }

  private Proc shell(String script) {
    return Proc.start(
        directory.resolve("log"), Map.of("PORT", "4711"), List.of("/bin/sh", "-c", script));
  }
}
