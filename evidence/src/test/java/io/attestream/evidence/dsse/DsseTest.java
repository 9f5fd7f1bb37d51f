package io.attestream.evidence.dsse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attestream.evidence.json.JsonException;
import io.attestream.evidence.key.Ed25519Key;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DsseTest {
  private static final Ed25519Key KEY = Ed25519Key.ofSeed(new byte[32]);
  private static final Envelope ENVELOPE =
      Dsse.sign("text/plain", "hello".getBytes(StandardCharsets.UTF_8), KEY);

  /** DSSE v1.0.2, protocol.md, test vectors. */
  @Test
  void authenticatesTypeAndLengths() {
    assertThat(
            new String(
                Dsse.pae(
                    "http://example.com/HelloWorld",
                    "hello world".getBytes(StandardCharsets.UTF_8)),
                StandardCharsets.UTF_8))
        .isEqualTo("DSSEv1 29 http://example.com/HelloWorld 11 hello world");
  }

  @Test
  void readsBackWhatItWroteAndVerifies() {
    Envelope read = Envelope.parse(ENVELOPE.bytes());
    assertThat(read).isEqualTo(ENVELOPE);
    assertThat(Dsse.verify(read, KEY.publicKey())).isTrue();
    assertThat(read.digest()).isEqualTo(ENVELOPE.digest());
  }

  @Test
  void refusesAnotherKeyTypeOrPayload() {
    byte[] one = new byte[32];
    one[0] = 1;
    assertThat(Dsse.verify(ENVELOPE, Ed25519Key.ofSeed(one).publicKey())).isFalse();
    assertThat(
            Dsse.verify(
                new Envelope("text/html", ENVELOPE.payload(), ENVELOPE.signatures()),
                KEY.publicKey()))
        .isFalse();
    assertThat(
            Dsse.verify(
                new Envelope("text/plain", new byte[] {1}, ENVELOPE.signatures()), KEY.publicKey()))
        .isFalse();
  }

  @Test
  void refusesASecondFormOfTheSameEnvelope() {
    String json = new String(ENVELOPE.bytes(), StandardCharsets.UTF_8);
    assertMalformed(json.replace("{\"payload\"", "{ \"payload\""), "byte 1");
    assertMalformed(json.replace("aGVsbG8=", "aGVsbG8"), "$.payload");
    assertMalformed(json.replace("aGVsbG8=", "aGVsbG9="), "$.payload");
    assertMalformed(json.replace("\"signatures\"", "\"sigs\""), "$.signatures");
    assertMalformed(json.replace("}]}", "}],\"x\":1}"), "$.x");
  }

  private static void assertMalformed(String json, String place) {
    assertThatThrownBy(() -> Envelope.parse(json.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(JsonException.class)
        .hasMessageStartingWith(place);
  }
}
