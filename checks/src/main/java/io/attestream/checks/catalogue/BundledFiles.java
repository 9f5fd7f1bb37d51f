package io.attestream.checks.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The YAML files under a folder of this module's resources, whether it runs from a directory of
 * classes or from a jar (also one into which other jars were merged).
 */
final class BundledFiles {
  private BundledFiles() {}

  /** File contents by name below the folder, sorted. The folder holds a {@code README.md}. */
  static Map<String, byte[]> read(String folder) {
    URL marker = BundledFiles.class.getResource("/" + folder + "/README.md");
    return read(
        Objects.requireNonNull(marker, () -> "no folder " + folder + " on the class path"), folder);
  }

  static Map<String, byte[]> read(URL marker, String folder) {
    try {
      URI uri = marker.toURI();
      return "jar".equals(uri.getScheme()) ? fromJar(uri, folder) : fromDirectory(Path.of(uri));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the bundled " + folder, e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, byte[]> fromDirectory(Path marker) throws IOException {
    Path root = Objects.requireNonNull(marker.getParent());
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(root)) {
      for (Path file : walk.filter(path -> path.toString().endsWith(".yaml")).toList()) {
        files.put(root.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
      }
    }
    return files;
  }

  private static Map<String, byte[]> fromJar(URI uri, String folder) throws IOException {
    String text = uri.getRawSchemeSpecificPart();
    Path path = Path.of(URI.create(text.substring(0, text.lastIndexOf("!/"))));
    Map<String, byte[]> files = new TreeMap<>();
    try (JarFile jar = new JarFile(path.toFile())) {
      for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
        String name = entry.getName();
        if (name.startsWith(folder + "/") && name.endsWith(".yaml")) {
          try (InputStream in = jar.getInputStream(entry)) {
            files.put(name.substring(folder.length() + 1), in.readAllBytes());
          }
        }
      }
    }
    return files;
  }
}
