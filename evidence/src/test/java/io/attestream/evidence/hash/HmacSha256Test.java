package io.attestream.evidence.hash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class HmacSha256Test {
  @Property(tries = 300)
  void agreesWithThePlatform(
      @ForAll @Size(min = 1, max = 130) byte[] key, @ForAll @Size(max = 4) List<byte[]> parts)
      throws GeneralSecurityException {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    parts.forEach(whole::writeBytes);
    Mac platform = Mac.getInstance("HmacSHA256");
    platform.init(new SecretKeySpec(key, "HmacSHA256"));
    byte[] expected = platform.doFinal(whole.toByteArray());
    HmacSha256 hmac = new HmacSha256(key);
    assertThat(hmac.of(parts.toArray(byte[][]::new))).isEqualTo(expected);
    assertThat(hmac.of(whole.toByteArray())).as("a second use").isEqualTo(expected);
    assertThat(Sha256.hmac(key, whole.toByteArray())).isEqualTo(expected);
  }
}
