package io.attestream.collector.access;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.random.RandomGenerator;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Password hashes: PBKDF2 with HMAC-SHA-256 (RFC 8018), a random salt, and the iteration count beside
 * it, so that it can grow. Text form {@code pbkdf2-sha256$<iterations>$<salt>$<hash>}, base64.
 * Hashing takes a good part of a second by intention; run it off the event loop.
 */
public final class Passwords {
  /** OWASP Password Storage Cheat Sheet, PBKDF2-HMAC-SHA256. */
  static final int ITERATIONS = 600_000;

  private static final int MAX_ITERATIONS = 10_000_000;
  private static final String SCHEME = "pbkdf2-sha256";

  private final RandomGenerator random;
  private final int iterations;

  public Passwords(RandomGenerator random) {
    this(random, ITERATIONS);
  }

  /** For tests that cannot afford the real count. */
  Passwords(RandomGenerator random, int iterations) {
    this.random = random;
    this.iterations = iterations;
  }

  String hash(String password) {
    byte[] salt = new byte[16];
    random.nextBytes(salt);
    return String.join(
        "$",
        SCHEME,
        Integer.toString(iterations),
        base64(salt),
        base64(derive(password, salt, iterations)));
  }

  /** A hash that costs as much to check as any other and that no password matches. */
  String unmatchable() {
    return String.join(
        "$", SCHEME, Integer.toString(iterations), base64(new byte[16]), base64(new byte[32]));
  }

  boolean matches(String password, String stored) {
    String[] parts = stored.split("\\$", -1);
    if (parts.length != 4 || !parts[0].equals(SCHEME)) {
      return false;
    }
    try {
      int count = Integer.parseInt(parts[1]);
      if (count < 1 || count > MAX_ITERATIONS) {
        return false;
      }
      byte[] salt = Base64.getDecoder().decode(parts[2]);
      byte[] expected = Base64.getDecoder().decode(parts[3]);
      return MessageDigest.isEqual(expected, derive(password, salt, count));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static byte[] derive(String password, byte[] salt, int iterations) {
    PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, iterations, 256);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has PBKDF2WithHmacSHA256", e);
    } finally {
      spec.clearPassword();
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().withoutPadding().encodeToString(bytes);
  }
}
