package io.attestream.evidence.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CanonicalJsonTest {
  @Test
  void sortsKeysAsRfc8785Section323() {
    Map<String, Object> map = new LinkedHashMap<>();
    for (String key : List.of("\u20ac", "\r", "\ufb33", "1", "\ud83d\ude00", "\u0080", "\u00f6")) {
      map.put(key, 1L);
    }
    assertThat(CanonicalJson.text(map))
        .isEqualTo(
            "{\"\\r\":1,\"1\":1,\"\u0080\":1,\"\u00f6\":1,\"\u20ac\":1,\"\ud83d\ude00\":1,\"\ufb33\":1}");
  }

  @Test
  void escapesStringsAsRfc8785Section322() {
    assertThat(CanonicalJson.text("\u20ac$\u000f\nA'B\"\\\\\"/"))
        .isEqualTo("\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"");
  }

  @Test
  void refusesWhatHasNoForm() {
    assertThatThrownBy(() -> CanonicalJson.bytes(1.5)).hasMessageContaining("java.lang.Double");
    assertThatThrownBy(() -> CanonicalJson.bytes(Map.of(1, 2))).hasMessageContaining("string keys");
    assertThatThrownBy(() -> CanonicalJson.bytes(1L << 53)).hasMessageContaining("2^53");
    assertThatThrownBy(() -> CanonicalJson.bytes("\ud800")).hasMessageContaining("surrogate");
  }

  @Test
  void longTextsWithALateEscapeAreWrittenWhole() {
    String text = "x".repeat(5_000) + "é\"" + "y".repeat(5_000) + "\ud83d\ude00";
    assertThat(CanonicalJson.text(List.of(text, text)))
        .isEqualTo(
            "["
                + "\"%s\"".formatted(text.replace("\"", "\\\""))
                + ",\""
                + text.replace("\"", "\\\"")
                + "\"]");
  }
}
