package io.attestream.e2e.house;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Exports of a collector. */
public final class Bundles {
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private Bundles() {}

  /**
   * An exported bundle and the log's verifier key. Tests take the key from the bundle's own trust
   * folder; an auditor takes it from elsewhere.
   */
  public record Exported(Path file, String logKey) {}

  /** Asks for an export as a user does and downloads it. */
  public static Exported export(CollectorProcess collector, Path file) {
    Api api = collector.api();
    long id = api.post("/bundles").path("id").asLong();
    JsonNode bundle =
        api.await("/bundles/" + id, b -> !b.path("state").asText().equals("RUNNING"), PATIENCE);
    if (!bundle.path("state").asText().equals("READY")) {
      throw new AssertionError("export ended as " + bundle);
    }
    api.download("/bundles/" + id + "/download", file);
    return new Exported(file, logKey(file));
  }

  private static String logKey(Path file) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
        ZipEntry entry = entries.nextElement();
        if (entry.getName().equals("trust/log.vkey")) {
          return new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8)
              .strip();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new AssertionError("the bundle has no log key in trust/");
  }
}
