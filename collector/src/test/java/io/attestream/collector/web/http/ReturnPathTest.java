package io.attestream.collector.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReturnPathTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "/a\r\nSet-Cookie: x=y",
        "/ä"
      })
  void anythingThatIsNotAPathOfThisSiteBecomesTheOverview(String uri) {
    assertThat(ReturnPath.local(uri)).isEqualTo("/");
  }

  @Test
  void aPathOfThisSiteStays() {
    assertThat(ReturnPath.local("/findings?state=all&unit=a%3Ab"))
        .isEqualTo("/findings?state=all&unit=a%3Ab");
    assertThat(ReturnPath.signIn("/controls?q=x")).isEqualTo("/login?next=%2Fcontrols%3Fq%3Dx");
  }
}
