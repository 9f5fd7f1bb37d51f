package io.attestream.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What other modules use says what it is. */
class DocumentationTest {
  private static final Pattern PUBLIC_TYPE =
      Pattern.compile(
          "(?m)(\\*/\\n(?:@.*\\n)*)?^public (?:final |sealed )?(?:class|record|interface|enum) (\\w+)");

  @Test
  void everyPublicTypeHasJavadoc() throws IOException {
    List<String> undocumented = new ArrayList<>();
    int types = 0;
    for (Path source : sources()) {
      Matcher matcher = PUBLIC_TYPE.matcher(Files.readString(source));
      while (matcher.find()) {
        types++;
        if (matcher.group(1) == null) {
          undocumented.add(matcher.group(2));
        }
      }
    }
    assertThat(types).isGreaterThan(50);
    assertThat(undocumented).isEmpty();
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }
}
