package io.attestream.evidence.key;

import java.math.BigInteger;

/** Whether bytes encode a point of edwards25519 (RFC 8032, sections 5.1 and 5.1.3). */
final class EdwardsPoint {
  private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
  private static final BigInteger D =
      BigInteger.valueOf(-121_665).multiply(BigInteger.valueOf(121_666).modInverse(P)).mod(P);
  private static final BigInteger HALF = P.subtract(BigInteger.ONE).shiftRight(1);

  private EdwardsPoint() {}

  /** 32 bytes: y, little-endian, and in the highest bit the parity of x. */
  static boolean encodes(byte[] raw) {
    byte[] bigEndian = new byte[raw.length];
    for (int i = 0; i < raw.length; i++) {
      bigEndian[i] = raw[raw.length - 1 - i];
    }
    boolean odd = (bigEndian[0] & 0x80) != 0;
    bigEndian[0] &= 0x7f;
    BigInteger y = new BigInteger(1, bigEndian);
    if (y.compareTo(P) >= 0) {
      return false;
    }
    BigInteger y2 = y.multiply(y).mod(P);
    BigInteger u = y2.subtract(BigInteger.ONE).mod(P);
    BigInteger v = D.multiply(y2).add(BigInteger.ONE).mod(P);
    BigInteger x2 = u.multiply(v.modInverse(P)).mod(P);
    return x2.signum() == 0 ? !odd : x2.modPow(HALF, P).equals(BigInteger.ONE);
  }
}
