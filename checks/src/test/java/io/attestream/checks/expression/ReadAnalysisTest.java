package io.attestream.checks.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReadAnalysisTest {
  private final Expressions expressions = new Expressions();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "r.a.b == 1 | a.b:VALUE",
        "r['a'].b == 1 | a.b:VALUE",
        "has(r.a) && r.a.b | a.b:VALUE a:PRESENCE",
        "has(r.a.b) | a.b:PRESENCE",
        "size(r.a) > 0 | a:SIZE",
        "r.a.size() > 0 | a:SIZE",
        "r.a.all(x, x.b == 1) | a.b:VALUE a:PRESENCE",
        "r.a.exists(x, has(x.b)) | a.b:PRESENCE a:PRESENCE",
        "r.a.all(x, x.b.all(y, y.c)) | a.b.c:VALUE a.b:PRESENCE a:PRESENCE",
        "r.a.filter(x, x.b).all(y, y.c) | a.b:VALUE a.c:VALUE a:PRESENCE",
        "r.a.map(x, x.b).exists(y, y.c) | a.b.c:VALUE a:PRESENCE",
        "r.a.map(x, x.b) == [1] | a.b:VALUE a:PRESENCE",
        "r.a.filter(x, x.b).size() == 0 | a.b:VALUE a:PRESENCE",
        "(r.a + r.b).all(x, x.c) | a.c:VALUE a:PRESENCE b.c:VALUE b:PRESENCE",
        "(has(r.a) ? r.a : r.b).c | a.c:VALUE a:PRESENCE b.c:VALUE",
        "r.?a.?b.orValue(false) | a.b:VALUE",
        "r.?a.hasValue() | a:PRESENCE",
        "r.?a.optMap(x, x.b).orValue(false) | a.b:VALUE a:PRESENCE",
        "cel.bind(x, r.a, x.b && x.c) | a.b:VALUE a.c:VALUE",
        "'x' in r.a | a:VALUE",
        "r.a[0].b | a.b:VALUE",
        "net.opensPort(r.a, 22) | a:VALUE",
        "r.a.map(x, x.b).flatten().all(y, y.c) | a.b.c:VALUE a:PRESENCE"
      })
  void findsEveryReadAndHowMuchOfIt(String source, String expected) throws ExpressionException {
    assertThat(
            expressions.compile(source).reads().stream()
                .map(read -> read.path() + ":" + read.kind())
                .sorted()
                .collect(Collectors.joining(" ")))
        .isEqualTo(expected);
  }

  @Test
  void findsParametersAndTheClock() throws ExpressionException {
    Expression expression =
        expressions.compile("r.a == params.x && time.age(r.b) > duration('1h')");
    assertThat(expression.params()).containsExactly("x");
    assertThat(expression.usesClock()).isTrue();
    assertThat(expressions.compile("r.now == 'now'").usesClock()).isFalse();
  }

  @Test
  void theWholeResourceIsNotReadAtOnce() {
    assertThatThrownBy(() -> expressions.compile("size(r) > 0 || r == {}"))
        .isInstanceOf(ExpressionException.class)
        .hasMessageContaining("fields");
  }
}
