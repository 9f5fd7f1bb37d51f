package io.attestream.evidence.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.key.Ed25519Key;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class NoteTest {
  /** The examples of golang.org/x/mod/sumdb/note, example_test.go. */
  private static final String VKEY =
      "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

  private static final byte[] SKEY =
      Base64.getDecoder().decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz");

  private static final String TEXT =
      "If you think cryptography is the answer to your problem,\n"
          + "then you don't know what your problem is.\n";

  private static final String NOTE =
      TEXT
          + "\n"
          + "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

  @Test
  void signsAndVerifiesAsGoDoes() {
    NoteSigner signer =
        new NoteSigner("PeterNeumann", Ed25519Key.ofSeed(Arrays.copyOfRange(SKEY, 1, SKEY.length)));
    assertThat(signer.sign(TEXT).encode()).isEqualTo(NOTE);
    assertThat(signer.verifier().vkey()).isEqualTo(VKEY);
    assertThat(NoteVerifier.parse(VKEY).verify(SignedNote.parse(NOTE))).isTrue();
  }

  @Test
  void refusesAnotherTextAnotherKeyAndABadSignatureBesideAGoodOne() {
    NoteVerifier verifier = NoteVerifier.parse(VKEY);
    assertThat(verifier.verify(SignedNote.parse(NOTE.replace("think", "thank")))).isFalse();
    NoteVerifier other =
        new NoteVerifier("PeterNeumann", Ed25519Key.ofSeed(new byte[32]).publicKey());
    assertThat(other.verify(SignedNote.parse(NOTE))).isFalse();
    SignedNote good = SignedNote.parse(NOTE);
    SignedNote.Signature first = good.signatures().get(0);
    SignedNote both =
        new SignedNote(
            TEXT,
            List.of(first, new SignedNote.Signature(first.name(), first.keyHash(), new byte[64])));
    assertThat(verifier.verify(both)).isFalse();
  }

  @Test
  void ignoresSignaturesOfUnknownKeys() {
    SignedNote good = SignedNote.parse(NOTE);
    SignedNote both =
        new SignedNote(
            TEXT,
            List.of(
                new SignedNote.Signature("witness.example/w", 7, new byte[80]),
                good.signatures().get(0)));
    assertThat(NoteVerifier.parse(VKEY).verify(SignedNote.parse(both.encode()))).isTrue();
  }

  @Test
  void refusesMalformedNotesAndKeys() {
    for (String note :
        List.of(
            TEXT,
            TEXT + "\n",
            NOTE + "x",
            NOTE + "\n",
            NOTE.replace("\u2014 ", "- "),
            NOTE.replace("think", "th\tink"),
            NOTE.replace("AM=\n", "AN=\n"),
            NOTE.replace("AM=\n", "AM=\n\n\u2014 a AAAA\n"))) {
      assertThatThrownBy(() -> SignedNote.parse(note)).isInstanceOf(NoteException.class);
    }
    for (String vkey :
        List.of(
            "PeterNeumann",
            VKEY.replace("c74f20a3", "c74f20a4"),
            VKEY.replace("+ARpc", "+AhpC"),
            VKEY + "AA",
            VKEY.replace("Peter", "Pe ter"))) {
      assertThatThrownBy(() -> NoteVerifier.parse(vkey)).isInstanceOf(NoteException.class);
    }
  }

  /** golang.org/x/mod/sumdb/tlog, note_test.go: the same three lines. */
  @Test
  void checkpointHasThreeLines() {
    Checkpoint checkpoint =
        new Checkpoint(
            "go.sum-database-tree",
            123456789012L,
            Hash.of(Base64.getDecoder().decode("TszzRgjTG6xce+z2AG31kAXYKBgQVtCSCE40HmuwBb0=")));
    String text =
        "go.sum-database-tree\n123456789012\nTszzRgjTG6xce+z2AG31kAXYKBgQVtCSCE40HmuwBb0=\n";
    assertThat(checkpoint.text()).isEqualTo(text);
    assertThat(Checkpoint.parse(text)).isEqualTo(checkpoint);
    assertThat(Checkpoint.parse(text + "an extension\n")).isEqualTo(checkpoint);
    for (String bad :
        List.of(
            text.replace("123456789012", "0123456789012"),
            text.replace("123456789012", "0xabcdef"),
            text.replace("123456789012", "0"),
            text.replace("Bb0=", "Bb1="),
            text + "\n",
            text.substring(0, text.length() - 1),
            "a\n5\n")) {
      assertThatThrownBy(() -> Checkpoint.parse(bad)).isInstanceOf(NoteException.class);
    }
  }

  @Test
  void opensOnlyACheckpointOfItsOwnOrigin() {
    Ed25519Key key = Ed25519Key.ofSeed(new byte[32]);
    NoteSigner signer = new NoteSigner("log.example/a", key);
    Checkpoint checkpoint = new Checkpoint("log.example/a", 1, Hash.sha256(new byte[] {1}));
    String note = signer.sign(checkpoint).encode();
    assertThat(signer.verifier().checkpoint(note)).isEqualTo(checkpoint);
    Checkpoint foreign = new Checkpoint("log.example/b", 1, checkpoint.root());
    assertThatThrownBy(() -> signer.sign(foreign)).isInstanceOf(IllegalArgumentException.class);
    String smuggled = signer.sign(foreign.text()).encode();
    assertThatThrownBy(() -> signer.verifier().checkpoint(smuggled))
        .hasMessageContaining("log.example/b");
    assertThatThrownBy(() -> new NoteVerifier("log.example/b", key.publicKey()).checkpoint(note))
        .hasMessageContaining("not signed by log.example/b");
  }
}
