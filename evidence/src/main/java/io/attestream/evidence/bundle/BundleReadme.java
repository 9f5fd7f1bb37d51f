package io.attestream.evidence.bundle;

import io.attestream.evidence.json.Rfc3339;
import io.attestream.evidence.note.NoteVerifier;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The text of {@code README.txt}: what a bundle is, what it does not show, and how to check it. */
public final class BundleReadme {
  private BundleReadme() {}

  /**
   * @param bundle the zip's file name
   * @return UTF-8
   */
  public static byte[] bytes(String bundle, BundleHeader header, NoteVerifier logKey) {
    return template()
        .replace("${bundle}", bundle)
        .replace("${origin}", header.origin())
        .replace("${from}", Rfc3339.format(header.from()))
        .replace("${to}", Rfc3339.format(header.to()))
        .replace("${createdAt}", Rfc3339.format(header.createdAt()))
        .replace("${software}", header.software())
        .replace("${vkey}", logKey.vkey())
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String template() {
    try (InputStream in = BundleReadme.class.getResourceAsStream(BundlePath.README)) {
      if (in == null) {
        throw new IllegalStateException("the module's " + BundlePath.README + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
