package io.attestream.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigDocumentTest {
  private static final Path DOCUMENT = Path.of("../docs/configuration-agent.md");

  @Test
  void theDocumentIsWhatTheRecordsSay() throws IOException {
    String expected = ConfigDocument.markdown();
    if (Boolean.getBoolean("attestream.write")) {
      Files.writeString(DOCUMENT, expected);
    }
    assertThat(Files.readString(DOCUMENT))
        .as("run with -Dattestream.write=true to write it anew")
        .isEqualTo(expected);
  }

  @Test
  void everyComponentIsAKey() {
    for (RecordComponent component : AgentConfig.class.getRecordComponents()) {
      assertThat(component.getAnnotation(Key.class)).as(component.getName()).isNotNull();
    }
  }
}
