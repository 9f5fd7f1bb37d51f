package io.attestream.evidence.stamp;

import io.attestream.evidence.der.Der;
import io.attestream.evidence.der.DerException;
import io.attestream.evidence.der.DerReader;
import io.attestream.evidence.hash.Hash;
import java.math.BigInteger;

/**
 * A request for a time stamp (RFC 3161, section 2.4.1), and the reading of its answer.
 *
 * @param imprint SHA-256 of what is to be stamped
 * @param nonce random, so that an old answer does not pass for a new one
 */
public record StampRequest(Hash imprint, BigInteger nonce) {
  /** Media types by HTTP (RFC 3161, section 3.4). */
  public static final String QUERY_TYPE = "application/timestamp-query";

  public static final String REPLY_TYPE = "application/timestamp-reply";

  /** Most bytes of an answer. */
  public static final int MAX_REPLY = TimeStampToken.MAX_BYTES + 4096;

  private static final BigInteger GRANTED_WITH_MODS = BigInteger.ONE;

  /** The DER to send; it asks for the signer's certificate. */
  public byte[] bytes() {
    return Der.sequence(
        Der.integer(BigInteger.ONE),
        Der.sequence(
            Der.sequence(Der.oid(StampInfo.SHA256), Der.nothing()), Der.octets(imprint.bytes())),
        Der.integer(nonce),
        Der.bool(true));
  }

  /**
   * The token of an answer to this request, whose signature is by the certificate in it.
   *
   * @throws StampException when the authority refused, or answered something else
   */
  public byte[] token(byte[] reply) throws StampException {
    byte[] bytes;
    try {
      DerReader all = DerReader.of(reply);
      DerReader response = all.sequence();
      all.end();
      BigInteger status = response.sequence().integer();
      if (status.signum() < 0 || status.compareTo(GRANTED_WITH_MODS) > 0) {
        throw new StampException("the authority refused: status " + status);
      }
      bytes = response.encoded();
      response.end();
    } catch (DerException e) {
      throw new StampException("not an answer to a time stamp request: " + e.getMessage());
    }
    TimeStampToken token = TimeStampToken.parse(bytes);
    if (!token.info().imprint().equals(imprint)) {
      throw new StampException("the authority stamped something else");
    }
    if (!nonce.equals(token.info().number())) {
      throw new StampException("the answer is not to this request");
    }
    token.checkSignature();
    return bytes;
  }
}
