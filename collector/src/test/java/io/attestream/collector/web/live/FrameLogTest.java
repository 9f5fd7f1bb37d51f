package io.attestream.collector.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FrameLogTest {
  private final FrameLog log = new FrameLog("e", 3);

  @Test
  void givesWhatCameAfterAnId() {
    Frame first = log.add("a", "1");
    log.add("a", "2");
    assertThat(log.after("e-" + first.id()).orElseThrow())
        .extracting(Frame::data)
        .containsExactly("2");
    assertThat(log.after(log.newest()).orElseThrow()).isEmpty();
  }

  @Test
  void admitsWhenItNoLongerKnows() {
    for (int i = 1; i <= 5; i++) {
      log.add("a", Integer.toString(i));
    }
    assertThat(log.after("e-1")).isEmpty();
    assertThat(log.after("e-2").orElseThrow()).hasSize(3);
    assertThat(log.after("e-99")).isEmpty();
    assertThat(log.after("other-3")).isEmpty();
    assertThat(log.after("e-x")).isEmpty();
  }

  @Test
  void lineEndsInDataCannotEndTheEvent() {
    assertThat(log.add("a", "one\n\nevent: forged").text())
        .isEqualTo("id: e-1\nevent: a\ndata: one\ndata: \ndata: event: forged\n\n");
  }
}
