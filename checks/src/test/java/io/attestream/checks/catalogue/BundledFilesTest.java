package io.attestream.checks.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BundledFilesTest {
  private static final List<String> NAMES =
      List.of("catalogue/README.md", "catalogue/aws/s3/a.yaml", "catalogue/b.yaml", "other/c.yaml");

  @Test
  void aJarGivesWhatTheDirectoryGives(@TempDir Path temporary) throws IOException {
    Path directory = temporary.resolve("with space");
    Path jar = temporary.resolve("with space.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (String name : NAMES) {
        byte[] content = name.getBytes(StandardCharsets.UTF_8);
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        Path file = directory.resolve(name);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.write(file, content);
      }
    }
    URI inDirectory = directory.resolve("catalogue/README.md").toUri();
    URI inJar = URI.create("jar:" + jar.toUri() + "!/catalogue/README.md");
    Map<String, byte[]> fromJar = BundledFiles.read(inJar.toURL(), "catalogue");
    assertThat(fromJar.keySet()).containsExactly("aws/s3/a.yaml", "b.yaml");
    assertThat(fromJar)
        .containsExactlyEntriesOf(BundledFiles.read(inDirectory.toURL(), "catalogue"));
  }

  @Test
  void theBundledCatalogueIsFound() {
    assertThat(BundledFiles.read("catalogue"))
        .containsKey("kubernetes/workload/not-privileged.yaml");
  }
}
