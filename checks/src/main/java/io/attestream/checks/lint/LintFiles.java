package io.attestream.checks.lint;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Data files of this package's rules. */
final class LintFiles {
  private LintFiles() {}

  static byte[] read(String file) {
    try (InputStream in =
        Objects.requireNonNull(LintFiles.class.getResourceAsStream("/" + file), file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
