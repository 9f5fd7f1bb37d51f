package io.attestream.agent.source;

import io.attestream.evidence.hash.Hex;
import io.attestream.evidence.hash.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.stream.Stream;

/** Names, sizes and times of the files under a path, as one text. */
final class FileFingerprint {
  private static final int MAX_FILES = 20_000;

  private FileFingerprint() {}

  /** Differs when a file was added, removed or written; "unreadable" when the path cannot be walked. */
  static String of(Path root) {
    MessageDigest digest = Sha256.newDigest();
    try (Stream<Path> files = Files.walk(root)) {
      files
          .limit(MAX_FILES)
          .sorted()
          .forEach(file -> digest.update(state(file).getBytes(StandardCharsets.UTF_8)));
    } catch (IOException | UncheckedIOException e) {
      return "unreadable";
    }
    return Hex.encode(digest.digest());
  }

  private static String state(Path file) {
    try {
      return file + "|" + Files.size(file) + "|" + Files.getLastModifiedTime(file) + "\n";
    } catch (IOException e) {
      return file + "|gone\n";
    }
  }
}
