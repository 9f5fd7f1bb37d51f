package io.attestream.evidence.stamp;

import io.attestream.evidence.hash.Hash;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An authority that the verifying person trusts to say the time: by its root's certificate or its own.
 * Certificates must be valid at the time of the stamp; revocation is not asked for, since there may be
 * no network.
 */
public final class StampAuthority {
  private static final String TIME_STAMPING = "1.3.6.1.5.5.7.3.8";
  private static final String EXTENDED_KEY_USAGE = "2.5.29.37";

  private final List<X509Certificate> trusted;

  private StampAuthority(List<X509Certificate> trusted) {
    this.trusted = List.copyOf(trusted);
  }

  /**
   * Reads one or more certificates, PEM or DER.
   *
   * @throws StampException when there is none
   */
  public static StampAuthority of(byte[] certificates) throws StampException {
    List<X509Certificate> trusted = new ArrayList<>();
    try {
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(certificates))) {
        trusted.add((X509Certificate) certificate);
      }
    } catch (CertificateException e) {
      throw new StampException("not a certificate: " + e.getMessage());
    }
    if (trusted.isEmpty()) {
      throw new StampException("holds no certificate");
    }
    return new StampAuthority(trusted);
  }

  /**
   * Verifies that this authority stamped these bytes.
   *
   * @param imprint SHA-256 of what must have been stamped
   * @return the time
   * @throws StampException saying why it did not
   */
  public StampInfo verify(TimeStampToken token, Hash imprint) throws StampException {
    StampInfo info = token.info();
    if (!info.imprint().equals(imprint)) {
      throw new StampException("is a time stamp of something else");
    }
    X509Certificate signer =
        Stream.concat(token.certificates().stream(), trusted.stream())
            .filter(token::names)
            .findFirst()
            .orElseThrow(() -> new StampException("the signer's certificate is not known"));
    token.checkSignature(signer);
    validAt(signer, info.time());
    mayStamp(signer);
    if (!trusted.contains(signer)) {
      trace(token, signer);
    }
    return info;
  }

  private static void validAt(X509Certificate signer, Instant time) throws StampException {
    Instant from = signer.getNotBefore().toInstant();
    Instant to = signer.getNotAfter().toInstant();
    if (time.isBefore(from) || time.isAfter(to)) {
      throw new StampException(
          "stamped at " + time + " by a certificate that was valid from " + from + " to " + to);
    }
  }

  /** RFC 3161, section 2.3: the one purpose, and critical. */
  private static void mayStamp(X509Certificate signer) throws StampException {
    try {
      Set<String> critical = signer.getCriticalExtensionOIDs();
      if (critical == null
          || !critical.contains(EXTENDED_KEY_USAGE)
          || !List.of(TIME_STAMPING).equals(signer.getExtendedKeyUsage())) {
        throw new StampException("the signer's certificate is not for time stamping");
      }
    } catch (CertificateException e) {
      throw new StampException("the signer's certificate cannot be read: " + e.getMessage());
    }
  }

  private void trace(TimeStampToken token, X509Certificate signer) throws StampException {
    Set<TrustAnchor> anchors = new HashSet<>();
    trusted.forEach(root -> anchors.add(new TrustAnchor(root, null)));
    X509CertSelector target = new X509CertSelector();
    target.setCertificate(signer);
    try {
      PKIXBuilderParameters path = new PKIXBuilderParameters(anchors, target);
      path.addCertStore(
          CertStore.getInstance(
              "Collection", new CollectionCertStoreParameters(token.certificates())));
      path.setDate(Date.from(token.info().time()));
      path.setRevocationEnabled(false);
      CertPathBuilder.getInstance("PKIX").build(path);
    } catch (CertPathBuilderException e) {
      throw new StampException("is not by the authority that was given");
    } catch (GeneralSecurityException e) {
      throw new StampException("the signer's certificate cannot be checked: " + e.getMessage());
    }
  }
}
