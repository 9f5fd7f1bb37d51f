package io.attestream.evidence.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Changes a zip behind the back of everything that was signed in it. */
public final class ZipEdit {
  private ZipEdit() {}

  /** The content of a zip, in its order. */
  public static Map<String, byte[]> read(Path zip) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (ZipFile file = new ZipFile(zip.toFile())) {
      for (ZipEntry entry : file.stream().toList()) {
        files.put(entry.getName(), file.getInputStream(entry).readAllBytes());
      }
    }
    return files;
  }

  /** A zip of these files, in their order. */
  public static Path write(Path zip, Map<String, byte[]> files) throws IOException {
    try (OutputStream out = Files.newOutputStream(zip);
        ZipOutputStream writer = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        writer.putNextEntry(new ZipEntry(file.getKey()));
        writer.write(file.getValue());
        writer.closeEntry();
      }
    }
    return zip;
  }

  /** The bytes with one bit changed, in the middle. */
  public static byte[] flip(byte[] bytes) {
    byte[] flipped = bytes.clone();
    flipped[flipped.length / 2] ^= 1;
    return flipped;
  }
}
