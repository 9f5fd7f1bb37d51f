package io.attestream.evidence.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CanonicalJsonPropertyTest {
  private static final long MAX = (1L << 53) - 1;

  @Property(edgeCases = EdgeCasesMode.NONE)
  void everyValueIsReadBackInBothModes(@ForAll("values") Object value) {
    byte[] bytes = CanonicalJson.bytes(value);
    assertThat(JsonReader.read(bytes, JsonLimits.DEFAULT)).isEqualTo(value);
    assertThat(JsonReader.readCanonical(bytes, JsonLimits.DEFAULT)).isEqualTo(value);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void theOrderOfInsertionDoesNotMatter(@ForAll("objects") Map<String, Object> value) {
    List<Map.Entry<String, Object>> entries = new ArrayList<>(value.entrySet());
    Collections.reverse(entries);
    Map<String, Object> reversed = new LinkedHashMap<>();
    entries.forEach(entry -> reversed.put(entry.getKey(), entry.getValue()));
    assertThat(CanonicalJson.bytes(reversed)).isEqualTo(CanonicalJson.bytes(value));
  }

  /** What canonical reading accepts is what the writer writes, whatever was done to the text. */
  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void oneChangedByteIsRefusedOrAnotherCanonicalText(
      @ForAll("objects") Map<String, Object> value, @ForAll int at, @ForAll byte replacement) {
    byte[] bytes = CanonicalJson.bytes(value);
    bytes[Math.floorMod(at, bytes.length)] = replacement;
    try {
      Object read = JsonReader.readCanonical(bytes, JsonLimits.DEFAULT);
      assertThat(CanonicalJson.bytes(read)).isEqualTo(bytes);
    } catch (JsonException e) {
      assertThat(e).hasMessageStartingWith("byte ");
    }
  }

  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void anyBytesAreReadOrRefusedWithAnOffset(@ForAll("jsonLike") String text) {
    try {
      JsonReader.read(text.getBytes(StandardCharsets.UTF_8), new JsonLimits(200, 5, 50));
    } catch (JsonException e) {
      assertThat(e).hasMessageStartingWith("byte ");
    }
  }

  @Provide
  Arbitrary<String> jsonLike() {
    return Arbitraries.strings().withChars("{}[]\",:\\u0aefn1-.tr \u00e9\ud83d\n").ofMaxLength(60);
  }

  @Provide
  Arbitrary<Object> values() {
    return values(3);
  }

  @Provide
  Arbitrary<Map<String, Object>> objects() {
    return Arbitraries.maps(strings(), values(2)).ofMaxSize(6);
  }

  private static Arbitrary<Object> values(int depth) {
    Arbitrary<Object> scalars =
        Arbitraries.oneOf(
            strings().map(text -> (Object) text),
            Arbitraries.longs().between(-MAX, MAX).map(number -> (Object) number),
            Arbitraries.of(true, false).map(flag -> (Object) flag));
    if (depth == 0) {
      return scalars;
    }
    return Arbitraries.oneOf(
        scalars,
        values(depth - 1).list().ofMaxSize(4).map(list -> (Object) list),
        Arbitraries.maps(strings(), values(depth - 1)).ofMaxSize(4).map(map -> (Object) map));
  }

  /** Any text without unpaired surrogates. */
  private static Arbitrary<String> strings() {
    return Arbitraries.integers()
        .between(0, Character.MAX_CODE_POINT)
        .filter(code -> code < Character.MIN_SURROGATE || code > Character.MAX_SURROGATE)
        .list()
        .ofMaxSize(8)
        .map(
            codes -> {
              StringBuilder text = new StringBuilder();
              codes.forEach(text::appendCodePoint);
              return text.toString();
            });
  }
}
