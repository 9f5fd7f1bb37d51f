package io.attestream.evidence.testing;

import io.attestream.evidence.der.Der;
import io.attestream.evidence.entry.StampEntry;
import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.hash.Sha256;
import io.attestream.evidence.note.Checkpoint;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** A time stamping authority with a root and signers of its own, that stamps at whatever time it is told. */
public final class FixtureAuthority {
  private static final String SHA256 = "2.16.840.1.101.3.4.2.1";
  private static final String ECDSA = "1.2.840.10045.4.3.2";
  private static final String TST_INFO = "1.2.840.113549.1.9.16.1.4";
  private static final String FOR_STAMPS = "1.3.6.1.5.5.7.3.8";
  private static final String FOR_SERVERS = "1.3.6.1.5.5.7.3.1";
  private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant TO = Instant.parse("2036-01-01T00:00:00Z");

  private final String name;
  private final KeyPair rootKey = newKey();
  private final byte[] root;
  private final Signer signer;
  private long serial = 1;

  /** A certificate and its key. */
  private record Signer(byte[] certificate, byte[] issuer, long serial, PrivateKey key) {}

  public FixtureAuthority(String name) {
    this.name = name;
    byte[] basic = extension("2.5.29.19", Der.sequence(Der.bool(true)));
    this.root = certificate(name + " root", rootKey, serial++, FROM, TO, basic);
    this.signer = signer(FROM, TO, FOR_STAMPS);
  }

  /** Its root's certificate, PEM. */
  public byte[] certificate() {
    return ("-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(root)
            + "\n-----END CERTIFICATE-----\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  public byte[] stamp(Checkpoint checkpoint, Instant at) {
    return token(checkpoint, at, signer);
  }

  /** By a certificate that ended the day before. */
  public byte[] stampExpired(Checkpoint checkpoint, Instant at) {
    return token(checkpoint, at, signer(FROM, at.minusSeconds(86_400), FOR_STAMPS));
  }

  /** By a certificate that it issued for a web server. */
  public byte[] stampByServer(Checkpoint checkpoint, Instant at) {
    return token(checkpoint, at, signer(FROM, TO, FOR_SERVERS));
  }

  private Signer signer(Instant from, Instant to, String purpose) {
    KeyPair key = newKey();
    long number = serial++;
    byte[] use = extension("2.5.29.37", Der.sequence(Der.oid(purpose)));
    return new Signer(
        certificate(name + " stamps", key, number, from, to, use),
        distinguished(name + " root"),
        number,
        key.getPrivate());
  }

  private byte[] certificate(
      String subject, KeyPair key, long number, Instant from, Instant to, byte[] extension) {
    byte[] signed =
        Der.sequence(
            Der.value(Der.context(0), Der.integer(BigInteger.TWO)),
            Der.integer(BigInteger.valueOf(number)),
            Der.sequence(Der.oid(ECDSA)),
            distinguished(name + " root"),
            Der.sequence(utc(from), utc(to)),
            distinguished(subject),
            key.getPublic().getEncoded(),
            Der.value(Der.context(3), Der.sequence(extension)));
    byte[] signature = sign(signed, rootKey.getPrivate());
    return Der.sequence(
        signed, Der.sequence(Der.oid(ECDSA)), Der.value(0x03, new byte[] {0}, signature));
  }

  private static byte[] token(Checkpoint checkpoint, Instant at, Signer signer) {
    byte[] info =
        Der.sequence(
            Der.integer(BigInteger.ONE),
            Der.oid("1.3.6.1.4.1.55555.1"),
            Der.sequence(
                Der.sequence(Der.oid(SHA256), Der.nothing()),
                Der.octets(StampEntry.imprint(checkpoint).bytes())),
            Der.integer(BigInteger.valueOf(checkpoint.size())),
            Der.value(
                Der.GENERALIZED_TIME,
                format("yyyyMMddHHmmss'Z'", at).getBytes(StandardCharsets.US_ASCII)),
            Der.sequence(Der.integer(BigInteger.ONE)));
    byte[] meant =
        Der.sequence(
            Der.sequence(Der.sequence(Der.octets(Hash.sha256(signer.certificate).bytes()))));
    byte[] attributes =
        sorted(
            attribute("1.2.840.113549.1.9.3", Der.oid(TST_INFO)),
            attribute("1.2.840.113549.1.9.4", Der.octets(Sha256.of(info))),
            attribute("1.2.840.113549.1.9.16.2.47", meant));
    byte[] signature = sign(Der.value(Der.SET, attributes), signer.key);
    byte[] signerInfo =
        Der.sequence(
            Der.integer(BigInteger.ONE),
            Der.sequence(signer.issuer, Der.integer(BigInteger.valueOf(signer.serial))),
            Der.sequence(Der.oid(SHA256)),
            Der.value(Der.context(0), attributes),
            Der.sequence(Der.oid(ECDSA)),
            Der.octets(signature));
    byte[] signedData =
        Der.sequence(
            Der.integer(BigInteger.valueOf(3)),
            Der.value(Der.SET, Der.sequence(Der.oid(SHA256))),
            Der.sequence(Der.oid(TST_INFO), Der.value(Der.context(0), Der.octets(info))),
            Der.value(Der.context(0), signer.certificate),
            Der.value(Der.SET, signerInfo));
    return Der.sequence(Der.oid("1.2.840.113549.1.7.2"), Der.value(Der.context(0), signedData));
  }

  private static byte[] attribute(String type, byte[] value) {
    return Der.sequence(Der.oid(type), Der.value(Der.SET, value));
  }

  /** The order of a SET OF (X.690, section 11.6). */
  private static byte[] sorted(byte[]... values) {
    List<byte[]> order = Arrays.asList(values);
    order.sort(Arrays::compareUnsigned);
    byte[] whole = Der.value(Der.SET, order.toArray(new byte[0][]));
    return Arrays.copyOfRange(whole, whole.length - length(order), whole.length);
  }

  private static int length(List<byte[]> values) {
    return values.stream().mapToInt(value -> value.length).sum();
  }

  private static byte[] extension(String oid, byte[] value) {
    return Der.sequence(Der.oid(oid), Der.bool(true), Der.octets(value));
  }

  private static byte[] distinguished(String commonName) {
    byte[] text = Der.value(0x0c, commonName.getBytes(StandardCharsets.UTF_8));
    return Der.sequence(Der.value(Der.SET, Der.sequence(Der.oid("2.5.4.3"), text)));
  }

  private static byte[] utc(Instant time) {
    return Der.value(0x17, format("yyMMddHHmmss'Z'", time).getBytes(StandardCharsets.US_ASCII));
  }

  private static String format(String pattern, Instant time) {
    return DateTimeFormatter.ofPattern(pattern).withZone(ZoneOffset.UTC).format(time);
  }

  private static KeyPair newKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] sign(byte[] bytes, PrivateKey key) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(key);
      signature.update(bytes);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
