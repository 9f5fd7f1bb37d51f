package io.attestream.evidence.key;

import io.attestream.evidence.hash.Hex;
import io.attestream.evidence.hash.HmacSha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Set;

/** An Ed25519 private key with its public key (RFC 8032). Safe for use by many threads. */
public final class Ed25519Key {
  /** The start of an unencrypted PKCS#8 Ed25519 key (RFC 8410, section 7). */
  private static final byte[] PKCS8_PREFIX = Hex.decode("302e020100300506032b657004220420");

  private static final int SEED_LENGTH = 32;

  private final byte[] seed;
  private final PrivateKey key;
  private final Ed25519PublicKey publicKey;

  private Ed25519Key(byte[] seed) {
    this.seed = seed;
    try {
      this.key =
          KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(pkcs8()));
      this.publicKey = derive(seed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java platform has no Ed25519", e);
    }
    byte[] probe = "attestream".getBytes(StandardCharsets.US_ASCII);
    if (!publicKey.verify(probe, sign(probe))) {
      throw new IllegalStateException("this Java platform derives another Ed25519 public key");
    }
  }

  /** A new key from 32 bytes of the given source, which must be cryptographically strong. */
  public static Ed25519Key generate(SecureRandom random) {
    byte[] seed = new byte[SEED_LENGTH];
    random.nextBytes(seed);
    return new Ed25519Key(seed);
  }

  /**
   * From the 32-byte private key of RFC 8032, section 5.1.5.
   *
   * @throws IllegalArgumentException for another length
   */
  public static Ed25519Key ofSeed(byte[] seed) {
    if (seed.length != SEED_LENGTH) {
      throw new IllegalArgumentException("an Ed25519 private key has 32 bytes, not " + seed.length);
    }
    return new Ed25519Key(seed.clone());
  }

  /**
   * Reads a PKCS#8 PEM file, as {@link #write} and {@code openssl genpkey -algorithm ed25519} make.
   *
   * @throws IOException when it cannot be read or holds anything else
   */
  public static Ed25519Key read(Path file) throws IOException {
    if (Files.size(file) > 4096) {
      throw new IOException(file + ": too large for a key file");
    }
    byte[] pkcs8;
    try {
      pkcs8 = Pem.decode("PRIVATE KEY", Files.readString(file, StandardCharsets.US_ASCII));
    } catch (IllegalArgumentException | java.nio.charset.CharacterCodingException e) {
      throw new IOException(file + ": not a PEM file with a private key", e);
    }
    int start = PKCS8_PREFIX.length;
    if (pkcs8.length != start + SEED_LENGTH
        || !Arrays.equals(pkcs8, 0, start, PKCS8_PREFIX, 0, start)) {
      throw new IOException(file + ": not an unencrypted Ed25519 key in PKCS#8 form");
    }
    return new Ed25519Key(Arrays.copyOfRange(pkcs8, start, pkcs8.length));
  }

  /**
   * Writes a new PKCS#8 PEM file, readable by its owner only (mode 0600), and syncs it to the disk.
   *
   * @throws IOException when the file exists or cannot be written
   */
  public void write(Path file) throws IOException {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] mode =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    byte[] pem = Pem.encode("PRIVATE KEY", pkcs8()).getBytes(StandardCharsets.US_ASCII);
    try (FileChannel channel =
        FileChannel.open(
            file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode)) {
      ByteBuffer buffer = ByteBuffer.wrap(pem);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
  }

  public Ed25519PublicKey publicKey() {
    return publicKey;
  }

  /** {@link Ed25519PublicKey#keyId()} of the public key. */
  public String keyId() {
    return publicKey.keyId();
  }

  /** The 64-byte signature of a message; the same for the same message. */
  public byte[] sign(byte[] message) {
    try {
      Signature signer = Signature.getInstance("Ed25519");
      signer.initSign(key);
      signer.update(message);
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java platform has no Ed25519", e);
    }
  }

  /**
   * A secret of 32 bytes that whoever holds the key can make again: HMAC-SHA-256(private key, purpose).
   * It says nothing about the key, nor about the secret of another purpose.
   */
  public byte[] secret(String purpose) {
    return new HmacSha256(seed).of(purpose.getBytes(StandardCharsets.UTF_8));
  }

  private byte[] pkcs8() {
    byte[] pkcs8 = Arrays.copyOf(PKCS8_PREFIX, PKCS8_PREFIX.length + SEED_LENGTH);
    System.arraycopy(seed, 0, pkcs8, PKCS8_PREFIX.length, SEED_LENGTH);
    return pkcs8;
  }

  /**
   * The JDK computes a public key only when it makes a pair, from 32 bytes of its random source; so
   * the seed is given as that source. The constructor proves the result by a signature.
   */
  private static Ed25519PublicKey derive(byte[] seed) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
    generator.initialize(NamedParameterSpec.ED25519, new FixedBytes(seed));
    EdECPublicKey pair = (EdECPublicKey) generator.generateKeyPair().getPublic();
    byte[] raw = new byte[Ed25519PublicKey.LENGTH];
    byte[] y = pair.getPoint().getY().toByteArray();
    for (int i = 0; i < Math.min(y.length, raw.length); i++) {
      raw[i] = y[y.length - 1 - i];
    }
    if (pair.getPoint().isXOdd()) {
      raw[raw.length - 1] |= (byte) 0x80;
    }
    return Ed25519PublicKey.ofRaw(raw);
  }

  @Override
  public String toString() {
    return "private " + publicKey;
  }

  private static final class FixedBytes extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final transient byte[] bytes;

    FixedBytes(byte[] bytes) {
      super(null, null);
      this.bytes = bytes;
    }

    @Override
    public void nextBytes(byte[] target) {
      if (target.length != bytes.length) {
        throw new IllegalStateException("expected a request for 32 bytes");
      }
      System.arraycopy(bytes, 0, target, 0, target.length);
    }
  }
}
