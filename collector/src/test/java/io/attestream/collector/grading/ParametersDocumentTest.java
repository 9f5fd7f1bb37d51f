package io.attestream.collector.grading;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ParametersDocumentTest {
  @Test
  void theCommittedDocumentIsTheGeneratedOne() throws IOException {
    Path committed = Path.of("..", "docs", "grading-parameters.md");
    if (Boolean.getBoolean("attestream.regenerate")) {
      Files.writeString(committed, ParametersDocument.markdown());
    }
    assertThat(committed)
        .as("run this test with -Dattestream.regenerate=true")
        .hasContent(ParametersDocument.markdown());
  }
}
