package io.attestream.checks.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;

final class YamlReaderPropertiesTest {
  @Property
  void noBytesMakeItThrow(@ForAll byte[] bytes) {
    whatIsNotReadIsExplained(bytes);
  }

  @Property(tries = 3_000)
  void noTextThatLooksLikeYamlMakesItThrow(
      @ForAll
          @StringLength(max = 60)
          @CharRange(from = 'a', to = 'c')
          @Chars({
            ':', '-', ' ', '\n', '[', ']', '{', '}', ',', '"', '\'', '&', '*', '!', '|', '>', '#',
            '%', '@', '?', '0', '.', '\t'
          })
          String text) {
    whatIsNotReadIsExplained(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void whatIsNotReadIsExplained(byte[] bytes) {
    List<Problem> problems = new ArrayList<>();
    Optional<YamlNode> node = YamlReader.read("f", bytes, problems);
    if (node.isEmpty()) {
      assertThat(problems).isNotEmpty();
    }
    assertThat(problems).allMatch(problem -> problem.line() >= 1 && !problem.message().isBlank());
  }
}
