package io.attestream.evidence.stamp;

import io.attestream.evidence.der.Der;
import io.attestream.evidence.der.DerException;
import io.attestream.evidence.der.DerReader;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/**
 * A time stamp token: CMS SignedData around TSTInfo by one signer (RFC 3161, section 2.4.2; RFC 5652,
 * section 5). Reading it checks its form, {@link #checkSignature} its signature by a certificate that
 * it names; only {@link StampAuthority} says whether that certificate may be trusted.
 */
public final class TimeStampToken {
  /** Most bytes of a token. */
  public static final int MAX_BYTES = 1 << 15;

  private static final String SIGNED_DATA = "1.2.840.113549.1.7.2";
  private static final String TST_INFO = "1.2.840.113549.1.9.16.1.4";
  private static final int MAX_CERTIFICATES = 16;

  private final byte[] content;
  private final StampInfo info;
  private final StampSigner signer;
  private final List<X509Certificate> certificates;

  private TimeStampToken(byte[] content, StampSigner signer, List<X509Certificate> certificates) {
    this.content = content;
    this.info = StampInfo.parse(content);
    this.signer = signer;
    this.certificates = certificates;
  }

  /**
   * Reads a token.
   *
   * @throws StampException naming the byte that is wrong, or what is not accepted
   */
  public static TimeStampToken parse(byte[] bytes) throws StampException {
    if (bytes.length > MAX_BYTES) {
      throw new StampException("a time stamp of " + bytes.length + " bytes, limit is " + MAX_BYTES);
    }
    try {
      DerReader all = DerReader.of(bytes);
      DerReader contentInfo = all.sequence();
      all.end();
      if (!contentInfo.oid().equals(SIGNED_DATA)) {
        throw new DerException("not signed data");
      }
      DerReader explicit = contentInfo.in(Der.context(0));
      contentInfo.end();
      DerReader signedData = explicit.sequence();
      explicit.end();
      return signedData(signedData);
    } catch (DerException e) {
      throw new StampException("not a time stamp: " + e.getMessage());
    } catch (CertificateException e) {
      throw new StampException("a certificate in the time stamp cannot be read: " + e.getMessage());
    }
  }

  private static TimeStampToken signedData(DerReader data) throws CertificateException {
    data.integer();
    data.set();
    DerReader encapsulated = data.sequence();
    if (!encapsulated.oid().equals(TST_INFO)) {
      throw new DerException("the signed data is no time stamp");
    }
    DerReader explicit = encapsulated.in(Der.context(0));
    encapsulated.end();
    byte[] content = explicit.octets();
    explicit.end();
    List<X509Certificate> certificates =
        data.next(Der.context(0)) ? certificates(data.in(Der.context(0))) : List.of();
    data.skip(Der.context(1));
    DerReader signers = data.set();
    data.end();
    StampSigner signer = StampSigner.parse(signers.sequence());
    signers.end();
    return new TimeStampToken(content, signer, certificates);
  }

  private static List<X509Certificate> certificates(DerReader set) throws CertificateException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<X509Certificate> certificates = new ArrayList<>();
    while (set.hasMore()) {
      if (certificates.size() == MAX_CERTIFICATES) {
        throw new DerException("more than " + MAX_CERTIFICATES + " certificates");
      }
      byte[] encoded = set.encoded();
      certificates.add(
          (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(encoded)));
    }
    return List.copyOf(certificates);
  }

  /** What is stamped, and when; to be believed once the signature and its certificate are checked. */
  public StampInfo info() {
    return info;
  }

  /** The certificates that came with it. */
  List<X509Certificate> certificates() {
    return certificates;
  }

  /** Whether the signer means this certificate. */
  boolean names(X509Certificate certificate) {
    return signer.names(certificate);
  }

  /**
   * Checks the signature by the certificate that came with the token.
   *
   * @throws StampException when there is none, or it did not sign this
   */
  public void checkSignature() throws StampException {
    for (X509Certificate certificate : certificates) {
      if (signer.names(certificate)) {
        checkSignature(certificate);
        return;
      }
    }
    throw new StampException("the signer's certificate is not in the time stamp");
  }

  void checkSignature(X509Certificate certificate) throws StampException {
    try {
      signer.check(content, certificate);
    } catch (DerException e) {
      throw new StampException("not a time stamp: " + e.getMessage());
    }
  }
}
