package io.attestream.agent.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CollectorAddressTest {
  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:8787", "http://localhost:8787", "http://[::1]:8787/"})
  void plainHttpIsForLoopback(String url) {
    assertThat(CollectorAddress.of(url, "").tls()).isFalse();
    assertThat(CollectorAddress.of(url, "").port()).isEqualTo(8787);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://10.0.0.1:8787",
        "http://collector.example",
        "http://127.0.0.1.example.com",
        "ftp://127.0.0.1",
        "https:///nowhere"
      })
  void everythingElseIsRefused(String url) {
    assertThatThrownBy(() -> CollectorAddress.of(url, ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("collector.url: ");
  }

  @Test
  void httpsHasItsDefaultPort() {
    assertThat(CollectorAddress.of("https://collector.example", ""))
        .isEqualTo(new CollectorAddress("collector.example", 443, true, ""));
  }
}
