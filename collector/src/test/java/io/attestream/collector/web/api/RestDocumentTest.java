package io.attestream.collector.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RestDocumentTest {
  @Test
  void theCommittedDocumentIsTheGeneratedOne() throws IOException {
    Path generated = Path.of("target", "docs", "rest.md");
    Files.createDirectories(generated.getParent());
    Files.writeString(generated, RestDocument.markdown());
    assertThat(Path.of("..", "docs", "rest.md"))
        .as("copy %s to docs/", generated)
        .hasSameTextualContentAs(generated);
  }
}
