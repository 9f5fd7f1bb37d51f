package io.attestream.evidence.stamp;

import io.attestream.evidence.der.Der;
import io.attestream.evidence.der.DerException;
import io.attestream.evidence.der.DerReader;
import io.attestream.evidence.hash.Hash;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an authority says (RFC 3161, section 2.4.2, TSTInfo): these bytes existed at that time.
 *
 * @param imprint SHA-256 of the bytes
 * @param accuracy how far the time may be off, either way; zero where the authority does not say
 * @param number of the request, {@code null} where it named none
 */
public record StampInfo(
    Hash imprint, Instant time, Duration accuracy, @Nullable BigInteger number) {
  static final String SHA256 = "2.16.840.1.101.3.4.2.1";
  private static final int MILLIS = 0x80;
  private static final int MICROS = 0x81;
  private static final long MAX_SECONDS = 86_400;

  public Optional<BigInteger> nonce() {
    return Optional.ofNullable(number);
  }

  /** The time before which the bytes cannot have been stamped. */
  public Instant earliest() {
    return time.minus(accuracy);
  }

  /** The time at which the bytes existed at the latest. */
  public Instant latest() {
    return time.plus(accuracy);
  }

  /** Reads TSTInfo; extensions, of which none is critical by the standard, are passed over. */
  static StampInfo parse(byte[] bytes) {
    DerReader all = DerReader.of(bytes);
    DerReader info = all.sequence();
    all.end();
    if (!info.integer().equals(BigInteger.ONE)) {
      throw new DerException("not version 1 of a time stamp");
    }
    info.oid();
    Hash imprint = imprint(info.sequence());
    info.integer();
    Instant time = info.time();
    Duration accuracy = info.next(Der.SEQUENCE) ? accuracy(info.sequence()) : Duration.ZERO;
    if (info.next(Der.BOOLEAN)) {
      info.bool();
    }
    @Nullable BigInteger nonce = info.next(Der.INTEGER) ? info.integer() : null;
    info.skip(Der.context(0));
    info.skip(Der.context(1));
    info.end();
    return new StampInfo(imprint, time, accuracy, nonce);
  }

  private static Hash imprint(DerReader imprint) {
    DerReader algorithm = imprint.sequence();
    if (!algorithm.oid().equals(SHA256)) {
      throw new DerException("the stamp is over another digest than SHA-256");
    }
    algorithm.skip(Der.NULL);
    algorithm.end();
    byte[] digest = imprint.octets();
    imprint.end();
    if (digest.length != 32) {
      throw new DerException("a SHA-256 digest has 32 bytes, not " + digest.length);
    }
    return Hash.of(digest);
  }

  private static Duration accuracy(DerReader accuracy) {
    long seconds = accuracy.next(Der.INTEGER) ? bounded(accuracy.integer(), MAX_SECONDS) : 0;
    long millis = accuracy.next(MILLIS) ? bounded(accuracy.integer(MILLIS), 999) : 0;
    long micros = accuracy.next(MICROS) ? bounded(accuracy.integer(MICROS), 999) : 0;
    accuracy.end();
    return Duration.ofSeconds(seconds).plusMillis(millis).plusNanos(micros * 1000);
  }

  private static long bounded(BigInteger number, long max) {
    if (number.signum() < 0 || number.compareTo(BigInteger.valueOf(max)) > 0) {
      throw new DerException("an accuracy of " + number + ", expected 0 to " + max);
    }
    return number.longValue();
  }
}
