package io.attestream.evidence.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attestream.evidence.hash.Hex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Ed25519KeyTest {
  @TempDir Path folder;

  /** RFC 8032, section 7.1, tests 1 to 3. */
  @ParameterizedTest
  @CsvSource({
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
        + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a,'',"
        + "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
        + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c,72,"
        + "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7,"
        + "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025,af82,"
        + "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
  })
  void agreesWithRfc8032(String seed, String publicKey, String message, String signature) {
    Ed25519Key key = Ed25519Key.ofSeed(Hex.decode(seed));
    assertThat(Hex.encode(key.publicKey().raw())).isEqualTo(publicKey);
    assertThat(Hex.encode(key.sign(Hex.decode(message)))).isEqualTo(signature);
    assertThat(key.publicKey().verify(Hex.decode(message), Hex.decode(signature))).isTrue();
  }

  @Test
  void refusesAnotherMessageAnotherKeyAndAMalformedSignature() {
    Ed25519Key key = Ed25519Key.generate(new SecureRandom());
    byte[] signature = key.sign(new byte[] {1});
    assertThat(key.publicKey().verify(new byte[] {2}, signature)).isFalse();
    assertThat(
            Ed25519Key.generate(new SecureRandom()).publicKey().verify(new byte[] {1}, signature))
        .isFalse();
    assertThat(key.publicKey().verify(new byte[] {1}, new byte[63])).isFalse();
    byte[] large = signature.clone();
    large[63] |= (byte) 0xe0;
    assertThat(key.publicKey().verify(new byte[] {1}, large)).isFalse();
  }

  @Test
  void writesAFileForItsOwnerOnlyAndReadsItBack() throws IOException {
    Ed25519Key key = Ed25519Key.generate(new SecureRandom());
    Path file = folder.resolve("key.pem");
    key.write(file);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Ed25519Key.read(file).publicKey()).isEqualTo(key.publicKey());
    assertThatThrownBy(() -> key.write(file)).isInstanceOf(IOException.class);
  }

  @Test
  void refusesAFileThatIsNoKey() throws IOException {
    Path file = folder.resolve("key.pem");
    Files.writeString(file, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
    assertThatThrownBy(() -> Ed25519Key.read(file)).hasMessageContaining("key.pem");
    Files.writeString(file, "hello");
    assertThatThrownBy(() -> Ed25519Key.read(file)).hasMessageContaining("not a PEM file");
  }

  @Test
  void keyIdIsTheStartOfTheDigest() {
    Ed25519Key key = Ed25519Key.ofSeed(new byte[32]);
    assertThat(Hex.encode(key.publicKey().raw()))
        .isEqualTo("3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29");
    assertThat(key.keyId()).hasSize(16).matches("[0-9a-f]+");
  }

  /** RFC 8032, section 5.1.3: a public key is the encoding of a point. */
  @Test
  void refusesBytesThatAreNoPoint() {
    byte[] high = new byte[32];
    java.util.Arrays.fill(high, (byte) 0xff);
    byte[] two = new byte[32];
    two[0] = 2;
    for (byte[] raw : new byte[][] {high, two}) {
      assertThatThrownBy(() -> Ed25519PublicKey.ofRaw(raw))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
