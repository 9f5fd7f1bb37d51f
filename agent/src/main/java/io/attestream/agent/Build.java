package io.attestream.agent;

import io.attestream.evidence.hash.Hex;
import io.attestream.evidence.hash.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;

/** Which build of the agent this is. */
final class Build {
  private Build() {}

  static String version() {
    String version = Build.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /** SHA-256 of the jar that is running, in hex; of the word "development" when it runs from classes. */
  static String digest() {
    try {
      Path jar = Path.of(Build.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (Files.isRegularFile(jar)) {
        MessageDigest digest = Sha256.newDigest();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(jar)) {
          for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
            digest.update(buffer, 0, n);
          }
        }
        return Hex.encode(digest.digest());
      }
    } catch (IOException | java.net.URISyntaxException e) {
      throw new IllegalStateException("cannot read the running jar", e);
    }
    return Hex.encode(Sha256.of("development".getBytes(StandardCharsets.UTF_8)));
  }
}
