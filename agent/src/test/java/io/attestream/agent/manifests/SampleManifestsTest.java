package io.attestream.agent.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.agent.kubernetes.testing.RecordingSink;
import io.attestream.agent.resource.Enumeration;
import io.attestream.evidence.model.ScopeUnit;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SampleManifestsTest {
  @Test
  void theSampleEstateIsReadCompletely() throws Exception {
    URI directory =
        Objects.requireNonNull(getClass().getResource("/sample/manifests"), "sample").toURI();
    var sink = new RecordingSink();

    new ManifestsSource(Path.of(directory), "sample").scan(new ScopeUnit("manifests:sample"), sink);

    assertThat(sink.enumerations().values()).allMatch(Enumeration::complete);
    assertThat(sink.ids()).hasSizeBetween(35, 60);
    assertThat(sink.resource("apps/v1/Deployment/payments/gateway").document().toString())
        .contains("secretEnv=[gateway/DB_PASSWORD]")
        .doesNotContain("not-a-real");
  }

  @Test
  void theIndexNamesEveryFile() throws Exception {
    URI directory =
        Objects.requireNonNull(getClass().getResource("/sample/manifests"), "sample").toURI();
    try (var files = Files.list(Path.of(directory))) {
      var manifests =
          files.map(file -> String.valueOf(file.getFileName())).filter(n -> n.endsWith(".yaml"));

      assertThat(Files.readAllLines(Path.of(directory).resolve("index")))
          .containsExactlyElementsOf(manifests.sorted().toList());
    }
  }
}
