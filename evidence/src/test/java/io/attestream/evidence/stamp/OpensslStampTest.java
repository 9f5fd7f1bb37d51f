package io.attestream.evidence.stamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attestream.evidence.entry.StampEntry;
import io.attestream.evidence.note.Checkpoint;
import io.attestream.evidence.testing.FixtureAuthority;
import io.attestream.evidence.testing.OpensslAuthority;
import io.attestream.evidence.testing.StampedEvidence;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An authority that we did not write, and its verifier: {@code openssl ts}. */
class OpensslStampTest {
  @TempDir Path folder;

  private final Checkpoint checkpoint = new StampedEvidence().bundle().seen();
  private final StampRequest request =
      new StampRequest(StampEntry.imprint(checkpoint), new BigInteger("81985529216486895"));

  @BeforeEach
  void openssl() {
    OpensslAuthority.require();
  }

  @Test
  void itsStampIsVerified() throws Exception {
    OpensslAuthority openssl = OpensslAuthority.create(folder);
    byte[] token = request.token(openssl.reply(request.bytes()));
    StampInfo info =
        StampAuthority.of(openssl.certificate())
            .verify(TimeStampToken.parse(token), StampEntry.imprint(checkpoint));
    assertThat(info.nonce()).isEqualTo(Optional.of(request.nonce()));
    assertThat(openssl.accepts(token, checkpoint.text())).isTrue();
  }

  @Test
  void itsStampIsRefusedByAnotherRoot() throws Exception {
    OpensslAuthority openssl = OpensslAuthority.create(folder);
    byte[] token = request.token(openssl.reply(request.bytes()));
    StampAuthority other = StampAuthority.of(new FixtureAuthority("other").certificate());
    assertThatThrownBy(
            () -> other.verify(TimeStampToken.parse(token), StampEntry.imprint(checkpoint)))
        .hasMessage("is not by the authority that was given");
  }

  @Test
  void itAcceptsOurFixtureAndRefusesItForAnotherText() throws Exception {
    FixtureAuthority ours = new FixtureAuthority("ours");
    Path root = Files.write(folder.resolve("ours.pem"), ours.certificate());
    byte[] token = ours.stamp(checkpoint, StampedEvidence.START);
    assertThat(OpensslAuthority.accepts(folder, root, token, checkpoint.text())).isTrue();
    assertThat(OpensslAuthority.accepts(folder, root, token, checkpoint.text() + "x\n")).isFalse();
  }

  @Test
  void anAnswerToAnotherRequestIsRefused() throws Exception {
    OpensslAuthority openssl = OpensslAuthority.create(folder);
    byte[] reply = openssl.reply(request.bytes());
    StampRequest later = new StampRequest(request.imprint(), BigInteger.TEN);
    assertThatThrownBy(() -> later.token(reply)).hasMessage("the answer is not to this request");
    assertThatThrownBy(() -> request.token("<html>".getBytes(StandardCharsets.US_ASCII)))
        .hasMessageStartingWith("not an answer to a time stamp request");
  }
}
