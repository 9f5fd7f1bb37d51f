package io.attestream.evidence.owner;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.evidence.dsse.Dsse;
import io.attestream.evidence.dsse.Envelope;
import io.attestream.evidence.entry.ScopeEntry;
import io.attestream.evidence.intoto.Statement;
import io.attestream.evidence.key.Ed25519Key;
import io.attestream.evidence.note.NoteVerifier;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnerCommandTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final String SCOPE =
      """
      {
        "origin": "log.example/attestream",
        "serial": 1,
        "from": "2026-11-20T00:00:00Z",
        "agents": [
          {"agent": "cloud", "longestInterval": "PT2H",
           "units": ["aws:123456789012:eu-west-1", "aws:123456789012:us-east-1"]}
        ]
      }
      """;

  @TempDir Path folder;

  private final ByteArrayOutputStream text = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(text, true, StandardCharsets.UTF_8);
  private final OwnerCommand command =
      new OwnerCommand(new SecureRandom(), Clock.fixed(NOW, ZoneOffset.UTC), out, out);

  @Test
  void aScopeIsSignedByAFreshKey() throws IOException {
    Path key = folder.resolve("owner.pem");
    assertThat(command.run(List.of("keygen", key.toString()))).isZero();
    Ed25519Key made = Ed25519Key.read(key);
    assertThat(output()).contains(new NoteVerifier("attestream-owner", made.publicKey()).vkey());
    Path scope = Files.writeString(folder.resolve("scope.json"), SCOPE);
    assertThat(sign(scope, key)).isZero();
    assertThat(output())
        .contains("Signed scope 1 of log log.example/attestream", ": 1 agent, 2 units");
    Envelope signed = Envelope.parse(Files.readAllBytes(folder.resolve("scope.json.signed")));
    assertThat(Dsse.verify(signed, made.publicKey())).isTrue();
    ScopeEntry entry = ScopeEntry.parse(Statement.parse(signed.payload()));
    assertThat(entry.at()).isEqualTo(NOW);
    assertThat(entry.agents())
        .containsExactly(
            new ScopeEntry.RequiredAgent(
                "cloud",
                Duration.ofHours(2),
                List.of("aws:123456789012:eu-west-1", "aws:123456789012:us-east-1")));
  }

  @Test
  void nothingIsOverwritten() throws IOException {
    Path key = folder.resolve("owner.pem");
    command.run(List.of("keygen", key.toString()));
    byte[] before = Files.readAllBytes(key);
    assertThat(command.run(List.of("keygen", key.toString()))).isEqualTo(1);
    assertThat(output()).contains("exists already");
    assertThat(key).hasBinaryContent(before);
    Path scope = Files.writeString(folder.resolve("scope.json"), SCOPE);
    sign(scope, key);
    assertThat(sign(scope, key)).isEqualTo(1);
  }

  @Test
  void mistakesAreNamedByTheirPlace() throws IOException {
    Path key = folder.resolve("owner.pem");
    command.run(List.of("keygen", key.toString()));
    assertMistake(key, SCOPE.replace("PT2H", "2 hours"), "$.agents[0].longestInterval: '2 hours'");
    assertMistake(key, SCOPE.replace("\"units\"", "\"unit\""), "$.agents[0].units: missing");
    assertMistake(
        key, SCOPE.replace("us-east-1", "eu-west-1"), "$.agents[0]: agent cloud needs units");
    assertMistake(key, SCOPE.replace("1,", "0,"), "$.serial: 0 is not from 1");
    assertMistake(key, SCOPE.replace("}\n", "}, \"more\": 1\n").replace("{\n", "{"), "");
    assertMistake(key, "not json", "byte 0");
    assertThat(command.run(List.of("sign-scope", "nowhere", "--key", key.toString()))).isEqualTo(1);
    assertThat(output()).contains("no such file: nowhere");
    assertThat(command.run(List.of())).isEqualTo(64);
    assertThat(command.run(List.of("sign-scope", "a"))).isEqualTo(64);
    assertThat(output()).contains("usage: owner keygen");
  }

  private void assertMistake(Path key, String scope, String message) throws IOException {
    Path file = Files.writeString(folder.resolve("bad.json"), scope);
    assertThat(sign(file, key)).as(scope).isEqualTo(1);
    assertThat(output()).contains(file.toString()).contains(message);
    assertThat(folder.resolve("bad.json.signed")).doesNotExist();
  }

  private int sign(Path scope, Path key) {
    return command.run(List.of("sign-scope", scope.toString(), "--key", key.toString()));
  }

  private String output() {
    return text.toString(StandardCharsets.UTF_8);
  }
}
