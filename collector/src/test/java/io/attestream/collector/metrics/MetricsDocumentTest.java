package io.attestream.collector.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MetricsDocumentTest {
  @Test
  void theCommittedDocumentIsTheGeneratedOne() throws IOException {
    Path generated = Path.of("target", "docs", "metrics.md");
    Files.createDirectories(generated.getParent());
    Files.writeString(generated, MetricsDocument.markdown());
    assertThat(Path.of("..", "docs", "metrics.md"))
        .as("copy %s to docs/", generated)
        .hasSameTextualContentAs(generated);
  }
}
