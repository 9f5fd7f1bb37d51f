package io.attestream.agent.resource;

import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.model.ResourceIdentity;
import java.nio.charset.StandardCharsets;

/** Text from outside, so that it has a canonical form. */
public final class WellFormed {
  /** Most characters of an id or a name in evidence. */
  static final int LONGEST_NAME = 4_000;

  private WellFormed() {}

  /** The text with U+FFFD in place of every surrogate that stands alone (The Unicode Standard, section 3.9). */
  public static String text(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return repaired(text, i);
      }
    }
    return text;
  }

  private static String repaired(String text, int from) {
    StringBuilder repaired = new StringBuilder(text.length()).append(text, 0, from);
    text.substring(from)
        .codePoints()
        .forEach(c -> repaired.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c));
    return repaired.toString();
  }

  /**
   * An identity whose texts are well formed and within the bounds of evidence: of a text that is
   * longer, the beginning, and the digest of the whole, so that two stay two.
   */
  static ResourceIdentity identity(ResourceIdentity identity) {
    return new ResourceIdentity(
        identity.unit(), identity.type(), name(identity.id()), name(identity.name()));
  }

  private static String name(String name) {
    if (name.length() <= LONGEST_NAME) {
      return text(name);
    }
    String digest = Hash.sha256(name.getBytes(StandardCharsets.UTF_16BE)).hex();
    return text(name.substring(0, LONGEST_NAME)) + " sha256:" + digest;
  }
}
