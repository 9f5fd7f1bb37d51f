package io.attestream.evidence.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
  private static final JsonLimits LIMITS = new JsonLimits(1000, 4, 20);

  @Test
  void readsEveryKindOfValue() {
    assertThat(read(" {\"a\": [1, -2, true, false, \"x\"],\n \"b\": {}, \"c\": []} "))
        .isEqualTo(Map.of("a", List.of(1L, -2L, true, false, "x"), "b", Map.of(), "c", List.of()));
  }

  @Test
  void readsEscapesAndUtf8() {
    assertThat(read("\"\\u00e9é\\ud83d\\ude00😀\\/\\n\\\"\"")).isEqualTo("éé😀😀/\n\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":1,\"a\":2}|byte 7: duplicate key 'a'",
        "[1.5]|byte 1: only whole numbers are allowed; decimals are strings",
        "[1e3]|byte 1: only whole numbers are allowed; decimals are strings",
        "[01]|byte 1: number with a leading zero or negative zero",
        "[-0]|byte 1: number with a leading zero or negative zero",
        "[9007199254740992]|byte 1: number is 2^53 or more in magnitude",
        "[99999999999999999999]|byte 1: number is 2^53 or more in magnitude",
        "[null]|byte 1: null is not allowed",
        "[[[[[]]]]]|byte 4: nested deeper than 4",
        "[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]|byte 39: more than 20 values",
        "[1] 2|byte 4: unexpected content after the document",
        "[1|byte 2: unexpected end",
        "[1,]|byte 3: expected a value",
        "{\"a\" 1}|byte 5: expected ':'",
        "{a:1}|byte 1: expected a key",
        "\"a|byte 2: string without an end",
        "\"\\x\"|byte 1: unknown escape",
        "\"\\u12g4\"|byte 5: expected four hexadecimal digits",
        "\"\\ud800\"|byte 8: unpaired surrogate in a string",
        "tru|byte 0: expected a value",
      })
  void namesThePlaceOfAMistake(String json, String message) {
    assertThatThrownBy(() -> read(json)).isInstanceOf(JsonException.class).hasMessage(message);
  }

  @Test
  void refusesInvalidUtf8AndControlCharacters() {
    assertThatThrownBy(
            () -> JsonReader.read(new byte[] {'"', (byte) 0xc0, (byte) 0x80, '"'}, LIMITS))
        .hasMessage("byte 1: string is not valid UTF-8");
    assertThatThrownBy(() -> read("\"a\nb\"")).hasMessage("byte 2: control character in a string");
    assertThatThrownBy(() -> read("\"\\t\nb\""))
        .hasMessage("byte 3: control character in a string");
  }

  @Test
  void refusesADocumentAboveItsSize() {
    assertThatThrownBy(() -> read("\"" + "x".repeat(1000) + "\""))
        .hasMessage("byte 1000: document has 1002 bytes, limit is 1000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"b\":1,\"a\":1}",
        "{ }",
        "[1, 2]",
        "\"\\u0041\"",
        "\"\\/\"",
        "\"\\u000A\"",
        "\"\\ud83d\\ude00\"",
        "\"\\u001F\"",
      })
  void canonicalReadingRefusesAnotherFormOfTheSameValue(String json) {
    assertThat(read(json)).isNotNull();
    assertThatThrownBy(() -> JsonReader.readCanonical(bytes(json), LIMITS))
        .isInstanceOf(JsonException.class);
  }

  @Test
  void canonicalReadingAcceptsCanonicalForm() {
    String json = "{\"\":\"\\n\\u001f\\\"\\\\é😀\",\"a\":{\"b\":[-1,true]}}";
    assertThat(CanonicalJson.text(JsonReader.readCanonical(bytes(json), LIMITS))).isEqualTo(json);
  }

  private static Object read(String json) {
    return JsonReader.read(bytes(json), LIMITS);
  }

  private static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }
}
