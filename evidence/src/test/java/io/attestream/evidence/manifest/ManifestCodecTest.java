package io.attestream.evidence.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.json.JsonException;
import io.attestream.evidence.leaf.Tally;
import io.attestream.evidence.manifest.Manifest.Delta;
import io.attestream.evidence.manifest.Manifest.Enumeration;
import io.attestream.evidence.manifest.Manifest.Population;
import io.attestream.evidence.model.ScopeUnit;
import io.attestream.evidence.note.Checkpoint;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManifestCodecTest {
  private static final Hash H = Hash.sha256(new byte[] {1});

  @Test
  void readsBackWhatItWrote() {
    Manifest first = manifest(1, null, new Delta(null, 3, 0));
    assertThat(ManifestCodec.parse(ManifestCodec.bytes(first))).isEqualTo(first);
    Manifest second = manifest(2, H, new Delta(H, 1, 1));
    assertThat(ManifestCodec.parse(ManifestCodec.bytes(second))).isEqualTo(second);
  }

  @Test
  void isAnInTotoStatementWhoseSubjectIsFlat() {
    String json =
        new String(
            ManifestCodec.bytes(manifest(1, null, new Delta(null, 3, 0))), StandardCharsets.UTF_8);
    assertThat(json)
        .startsWith("{\"_type\":\"https://in-toto.io/Statement/v1\",\"predicate\":{\"agent\":\"a\"")
        .endsWith(
            "\"predicateType\":\"https://attestream.io/commit/v1\",\"subject\":[{\"digest\":"
                + "{\"sha256\":\""
                + H.hex()
                + "\"},\"name\":\"aws:1:eu\"}]}");
  }

  @Test
  void namesThePathOfAMistake() {
    assertBad("\"seq\":1", "\"seq\":0", "$.predicate.seq");
    assertBad("\"size\":3", "\"size\":4", "$.predicate: size 4, pairs 3 and tally 3");
    assertBad("\"epoch\":1,", "", "$.predicate.epoch: missing");
    assertBad("\"epoch\":1,", "\"epoch\":1,\"epochs\":1,", "$.predicate.epochs: unknown member");
    assertBad("commit/v1", "commit/v2", "$.predicateType");
    assertBad("\"name\":\"aws:1:eu\"", "\"name\":\"aws:2:eu\"", "$.subject[0].name");
    assertBad("\"base\":\"\"", "\"base\":\"zz\"", "$.predicate.delta.base");
    assertBad("\"pages\":1,", "\"pages\":-1,", "$.predicate.population.enumerations[0].pages");
    assertBad("\"flat\":\"", "\"flat\":\"0", "$.predicate.flat");
  }

  @Test
  void refusesWhatContradictsItself() {
    assertThatThrownBy(() -> manifest(1, H, new Delta(null, 0, 0))).hasMessageContaining("prev");
    assertThatThrownBy(() -> manifest(2, null, new Delta(null, 0, 0))).hasMessageContaining("prev");
    assertThatThrownBy(() -> new Delta(null, 1, 1)).hasMessageContaining("snapshot");
    assertThatThrownBy(() -> new Enumeration("t", "a", 0, 0, false, ""))
        .hasMessageContaining("error");
  }

  private static Manifest manifest(
      long seq, @org.jspecify.annotations.Nullable Hash prev, Delta delta) {
    Instant at = Instant.parse("2026-11-20T00:00:00Z");
    return new Manifest(
        "a",
        "00112233445566aa",
        1,
        seq,
        prev,
        Checkpoint.empty("example.org/log"),
        at,
        at.plusSeconds(5),
        at.plusSeconds(3600),
        "boot",
        -3,
        new ScopeUnit("aws:1:eu"),
        H,
        H,
        H,
        3,
        H,
        H,
        new Population(
            2,
            3,
            List.of(
                new Enumeration("aws.s3.bucket", "s3:ListBuckets", 2, 1, true, ""),
                new Enumeration("aws.iam.user", "iam:ListUsers", 0, 0, false, "AccessDenied"))),
        new Tally(1, 1, 0, 1),
        delta,
        H);
  }

  private static void assertBad(String part, String replacement, String message) {
    String json =
        new String(
            ManifestCodec.bytes(manifest(1, null, new Delta(null, 3, 0))), StandardCharsets.UTF_8);
    assertThat(json).contains(part);
    assertThatThrownBy(
            () ->
                ManifestCodec.parse(
                    json.replaceFirst(
                            java.util.regex.Pattern.quote(part),
                            java.util.regex.Matcher.quoteReplacement(replacement))
                        .getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(JsonException.class)
        .hasMessageStartingWith(message);
  }
}
