package io.attestream.agent.source;

import io.attestream.agent.resource.SourceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The sample manifests in the jar, written to a temporary directory. */
final class SampleManifests {
  private static final String PREFIX = "classpath:";

  private SampleManifests() {}

  /** The path itself, or for {@code classpath:…} a directory with the files that its {@code index} names. */
  static Path locate(Path path) {
    String text = path.toString();
    if (!text.startsWith(PREFIX)) {
      return path.toAbsolutePath().normalize();
    }
    String folder = "/" + text.substring(PREFIX.length());
    try {
      Path directory = Files.createTempDirectory("attestream-sample");
      for (String name : text(folder + "/index").lines().toList()) {
        Files.writeString(directory.resolve(name), text(folder + "/" + name));
        directory.resolve(name).toFile().deleteOnExit();
      }
      directory.toFile().deleteOnExit();
      return directory;
    } catch (IOException e) {
      throw new SourceException("the sample manifests cannot be written", false, e);
    }
  }

  private static String text(String resource) throws IOException {
    try (InputStream in = SampleManifests.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new SourceException("there is no bundled sample " + resource, false);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
