package io.attestream.evidence.stamp;

import io.attestream.evidence.der.Der;
import io.attestream.evidence.der.DerException;
import io.attestream.evidence.der.DerReader;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who signed a token, and how (RFC 5652, section 5.3, SignerInfo). It must sign attributes, and among
 * them the certificate that it means (RFC 5816).
 */
final class StampSigner {
  private static final String TST_INFO = "1.2.840.113549.1.9.16.1.4";
  private static final String CONTENT_TYPE = "1.2.840.113549.1.9.3";
  private static final String MESSAGE_DIGEST = "1.2.840.113549.1.9.4";
  private static final String SIGNING_CERTIFICATE = "1.2.840.113549.1.9.16.2.12";
  private static final String SIGNING_CERTIFICATE_V2 = "1.2.840.113549.1.9.16.2.47";
  private static final int KEY_IDENTIFIER = 0x80;
  private static final int MAX_ATTRIBUTES = 32;

  private static final Map<String, String> DIGESTS =
      Map.of(
          StampInfo.SHA256,
          "SHA-256",
          "2.16.840.1.101.3.4.2.2",
          "SHA-384",
          "2.16.840.1.101.3.4.2.3",
          "SHA-512");

  private static final Map<String, String> SIGNATURES =
      Map.of(
          "1.2.840.113549.1.1.11", "SHA256withRSA",
          "1.2.840.113549.1.1.12", "SHA384withRSA",
          "1.2.840.113549.1.1.13", "SHA512withRSA",
          "1.2.840.10045.4.3.2", "SHA256withECDSA",
          "1.2.840.10045.4.3.3", "SHA384withECDSA",
          "1.2.840.10045.4.3.4", "SHA512withECDSA");

  private static final String RSA = "1.2.840.113549.1.1.1";

  private final byte @Nullable [] issuer;
  private final @Nullable BigInteger serial;
  private final byte @Nullable [] keyIdentifier;
  private final String digest;
  private final String algorithm;
  private final byte[] signature;
  private final byte[] signedAttributes;
  private final Map<String, byte[]> attributes = new HashMap<>();

  private StampSigner(DerReader info) {
    info.integer();
    if (info.next(KEY_IDENTIFIER)) {
      keyIdentifier = info.in(KEY_IDENTIFIER).rest();
      issuer = null;
      serial = null;
    } else {
      DerReader id = info.sequence();
      issuer = id.encoded();
      serial = id.integer();
      keyIdentifier = null;
      id.end();
    }
    digest = known(DIGESTS, algorithm(info.sequence()), "digest");
    if (!info.next(Der.context(0))) {
      throw new DerException("the signer signs no attributes");
    }
    signedAttributes = info.encoded();
    signedAttributes[0] = Der.SET;
    attributes(DerReader.of(signedAttributes).set());
    String oid = algorithm(info.sequence());
    algorithm =
        oid.equals(RSA) ? digest.replace("-", "") + "withRSA" : known(SIGNATURES, oid, "signature");
    signature = info.octets();
    info.skip(Der.context(1));
    info.end();
  }

  static StampSigner parse(DerReader info) {
    return new StampSigner(info);
  }

  private static String algorithm(DerReader identifier) {
    String oid = identifier.oid();
    identifier.skip(Der.NULL);
    identifier.end();
    return oid;
  }

  private static String known(Map<String, String> names, String oid, String what) {
    String name = names.get(oid);
    if (name == null) {
      throw new DerException("the " + what + " algorithm " + oid + " is not accepted");
    }
    return name;
  }

  private void attributes(DerReader all) {
    while (all.hasMore()) {
      DerReader attribute = all.sequence();
      String type = attribute.oid();
      DerReader values = attribute.set();
      attribute.end();
      byte[] value = values.encoded();
      values.end();
      if (attributes.put(type, value) != null || attributes.size() > MAX_ATTRIBUTES) {
        throw new DerException("signed attribute " + type + " comes twice, or there are too many");
      }
    }
  }

  private DerReader attribute(String type, String name) {
    byte[] value = attributes.get(type);
    if (value == null) {
      throw new DerException("the signed attribute " + name + " is missing");
    }
    return DerReader.of(value);
  }

  /** Whether this signer means the certificate by its identifier. */
  boolean names(X509Certificate certificate) {
    if (keyIdentifier != null) {
      byte[] extension = certificate.getExtensionValue("2.5.29.14");
      return extension != null
          && Arrays.equals(DerReader.of(DerReader.of(extension).octets()).octets(), keyIdentifier);
    }
    return certificate.getSerialNumber().equals(serial)
        && Arrays.equals(certificate.getIssuerX500Principal().getEncoded(), issuer);
  }

  /**
   * Checks that the certificate's key signed the content.
   *
   * @throws StampException when it did not, or meant another certificate
   */
  void check(byte[] content, X509Certificate certificate) throws StampException {
    if (!attribute(CONTENT_TYPE, "contentType").oid().equals(TST_INFO)) {
      throw new StampException("the signature is over something else than a time stamp");
    }
    try {
      byte[] signedDigest = attribute(MESSAGE_DIGEST, "messageDigest").octets();
      if (!Arrays.equals(signedDigest, MessageDigest.getInstance(digest).digest(content))) {
        throw new StampException("the time stamp was changed after it was signed");
      }
      if (!meant(certificate.getEncoded())) {
        throw new StampException("the signature names another certificate");
      }
      Signature verifier = Signature.getInstance(algorithm);
      verifier.initVerify(certificate.getPublicKey());
      verifier.update(signedAttributes);
      if (!verifier.verify(signature)) {
        throw new StampException("the signature is not by the key of its certificate");
      }
    } catch (SignatureException | InvalidKeyException e) {
      throw new StampException("the signature is not by the key of its certificate");
    } catch (GeneralSecurityException e) {
      throw new StampException("the signature cannot be checked: " + e.getMessage());
    }
  }

  /** The first ESSCertID or ESSCertIDv2 is the digest of the signer's certificate (RFC 5816). */
  private boolean meant(byte[] certificate) throws GeneralSecurityException {
    boolean second = attributes.containsKey(SIGNING_CERTIFICATE_V2);
    DerReader ids =
        attribute(second ? SIGNING_CERTIFICATE_V2 : SIGNING_CERTIFICATE, "signingCertificate")
            .sequence()
            .sequence();
    DerReader first = ids.sequence();
    String name = second ? "SHA-256" : "SHA-1";
    if (second && first.next(Der.SEQUENCE)) {
      name = known(DIGESTS, algorithm(first.sequence()), "digest");
    }
    return Arrays.equals(first.octets(), MessageDigest.getInstance(name).digest(certificate));
  }
}
