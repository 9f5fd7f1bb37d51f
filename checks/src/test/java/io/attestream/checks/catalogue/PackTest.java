package io.attestream.checks.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attestream.checks.model.Check;
import io.attestream.evidence.json.JsonException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PackTest {
  private final Catalogue bundled = CatalogueLoader.bundled();

  @Test
  void aPackReadBackHasTheSameBytesAndDigest() {
    Catalogue read = PackReader.read(bundled.pack()).catalogue();
    assertThat(read.pack()).isEqualTo(bundled.pack());
    assertThat(read.digest()).isEqualTo(bundled.digest()).matches("[0-9a-f]{64}");
    assertThat(read.checks())
        .extracting(Check::usesClock)
        .isEqualTo(bundled.checks().stream().map(Check::usesClock).toList());
  }

  @Test
  void theDigestDoesNotHangOnTheOrderOfFiles() {
    List<Check> reversed = new ArrayList<>(bundled.checks());
    Collections.reverse(reversed);
    assertThat(new Catalogue(reversed).digest()).isEqualTo(bundled.digest());
  }

  @Test
  void theDigestChangesWithAnExpression() {
    String text = new String(bundled.pack(), StandardCharsets.UTF_8);
    String changed = text.replaceFirst("\"version\":1", "\"version\":2");
    assertThat(PackReader.read(changed.getBytes(StandardCharsets.UTF_8)).catalogue().digest())
        .isNotEqualTo(bundled.digest());
  }

  @Test
  void otherBytesAreRefusedWithTheirPlace() {
    String text = new String(bundled.pack(), StandardCharsets.UTF_8);
    refused(text + " ");
    refused(text.replaceFirst("\"version\":1", "\"version\":0"));
    refused(text.replaceFirst("\"severity\":\"[a-z]+\"", "\"severity\":\"awful\""));
    refused(text.replaceFirst("\"passes\":\"", "\"passes\":\"&& "));
    refused(text.replaceFirst("\"title\"", "\"tilte\""));
    refused("{\"checks\":[],\"v\":2}");
  }

  private static void refused(String pack) {
    assertThatThrownBy(() -> PackReader.read(pack.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(JsonException.class);
  }
}
