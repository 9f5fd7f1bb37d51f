package io.attestream.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.attestream.evidence.dsse.Envelope;
import io.attestream.evidence.entry.EnrolEntry;
import io.attestream.evidence.intoto.Statement;
import io.attestream.evidence.json.JsonException;
import io.attestream.evidence.leaf.DisclosedEvidence;
import io.attestream.evidence.leaf.DisclosedIdentity;
import io.attestream.evidence.leaf.DisclosedLeaf;
import io.attestream.evidence.leaf.Disclosure;
import io.attestream.evidence.leaf.ResultLeaf;
import io.attestream.evidence.manifest.ManifestCodec;
import io.attestream.evidence.note.Checkpoint;
import io.attestream.evidence.note.NoteException;
import io.attestream.evidence.note.NoteVerifier;
import io.attestream.evidence.note.SignedNote;
import io.attestream.evidence.testing.FixtureEvidence;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every parser is given thousands of damaged forms of a good document. It accepts what is still good
 * and refuses the rest with its own exception, never with another one.
 */
class ParsersRefuseTest {
  private static final int TRIES = 3000;

  private final FixtureEvidence evidence = FixtureEvidence.small();

  private record Case(String name, byte[] good, Consumer<byte[]> parser) {}

  @TestFactory
  Stream<DynamicTest> damagedDocuments() {
    byte[] commit = evidence.commits().get(2).entry();
    byte[] enrol = evidence.log().entries().get(1);
    DisclosedLeaf leaf = evidence.commits().get(2).puts().get(0);
    String note = evidence.log().signedAt(13);
    return Stream.of(
            new Case("envelope", commit, Envelope::parse),
            new Case("statement", Envelope.parse(commit).payload(), Statement::parse),
            new Case("manifest", Envelope.parse(commit).payload(), ManifestCodec::parse),
            new Case(
                "enrolment",
                Envelope.parse(enrol).payload(),
                bytes -> EnrolEntry.parse(Statement.parse(bytes))),
            new Case("leaf", leaf.leaf(), ResultLeaf::parse),
            new Case("line of leaves", leaf.line(), DisclosedLeaf::parse),
            new Case(
                "identity",
                ascii(leaf.identity()),
                bytes ->
                    DisclosedIdentity.read(
                        Disclosure.parse(Disclosure.IDENTITY, text(bytes)).value())),
            new Case(
                "evidence",
                ascii(leaf.evidence()),
                bytes ->
                    DisclosedEvidence.read(
                        Disclosure.parse(Disclosure.EVIDENCE, text(bytes)).value())),
            new Case(
                "note",
                note.getBytes(StandardCharsets.UTF_8),
                bytes -> SignedNote.parse(new String(bytes, StandardCharsets.UTF_8))),
            new Case(
                "checkpoint",
                ascii(SignedNote.parse(note).text()),
                bytes -> Checkpoint.parse(text(bytes))),
            new Case(
                "verifier key",
                ascii(evidence.logVerifier().vkey()),
                bytes -> NoteVerifier.parse(text(bytes))))
        .map(c -> DynamicTest.dynamicTest(c.name(), () -> refuses(c)));
  }

  private static void refuses(Case c) {
    c.parser().accept(c.good());
    Random random = new Random(c.name().hashCode());
    int refused = 0;
    for (int i = 0; i < TRIES; i++) {
      byte[] damaged = damage(c.good(), random);
      try {
        c.parser().accept(damaged);
      } catch (JsonException | NoteException e) {
        assertThat(e.getMessage()).isNotEmpty();
        refused++;
      } catch (RuntimeException e) {
        fail("%s threw on %s", c.name(), new String(damaged, StandardCharsets.UTF_8), e);
      }
    }
    assertThat(refused).isGreaterThan(TRIES / 10);
  }

  private static byte[] damage(byte[] good, Random random) {
    byte[] bytes = good.clone();
    int at = random.nextInt(bytes.length);
    switch (random.nextInt(4)) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes = Arrays.copyOf(bytes, at);
      case 2 -> {
        List<String> parts = List.of("", "\"", "{", "[", "0", "-1", "99999999999999999999", "\n");
        bytes =
            (text(bytes).substring(0, at)
                    + parts.get(random.nextInt(parts.size()))
                    + text(bytes).substring(at + 1))
                .getBytes(StandardCharsets.ISO_8859_1);
      }
      default -> bytes[at] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
