package io.attestream.checks.network;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * A range of IP addresses, IPv4 or IPv6.
 *
 * @param prefix number of leading bits that are fixed
 */
public record Cidr(byte[] address, int prefix) {
  /**
   * Reads {@code 10.0.0.0/8}, {@code ::/0} or a single address. Never resolves names.
   *
   * @throws IllegalArgumentException when the text is neither
   */
  public static Cidr parse(String text) {
    int slash = text.indexOf('/');
    byte[] address = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
    int bits = address.length * 8;
    int prefix = slash < 0 ? bits : number(text, text.substring(slash + 1), bits);
    return new Cidr(address, prefix);
  }

  private static int number(String text, String digits, int max) {
    if (!digits.matches("[0-9]{1,3}") || Integer.parseInt(digits) > max) {
      throw new IllegalArgumentException("'" + text + "' is no address range");
    }
    return Integer.parseInt(digits);
  }

  /** Whether every address of the family is in the range: {@code 0.0.0.0/0}, {@code ::/0} and equal forms. */
  public boolean world() {
    return prefix == 0;
  }

  public boolean v6() {
    return address.length == 16;
  }

  /** First address as a number. */
  BigInteger first() {
    int host = address.length * 8 - prefix;
    return new BigInteger(1, address).shiftRight(host).shiftLeft(host);
  }

  /** How many addresses are in the range. */
  BigInteger size() {
    return BigInteger.ONE.shiftLeft(address.length * 8 - prefix);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Cidr cidr
        && cidr.prefix == prefix
        && Arrays.equals(cidr.address, address);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(address) * 31 + prefix;
  }

  @Override
  public String toString() {
    return (v6() ? "ipv6 " : "ipv4 ") + first().toString(16) + "/" + prefix;
  }
}
