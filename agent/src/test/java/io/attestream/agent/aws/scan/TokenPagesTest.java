package io.attestream.agent.aws.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

final class TokenPagesTest {
  @Test
  void asksForTheNextPageWithTheTokenOfTheLastUntilThereIsNone() {
    List<String> asked = new ArrayList<>();
    TokenPages<Integer> pages =
        new TokenPages<>(
            token -> {
              asked.add(String.valueOf(token));
              return token == null ? 1 : Integer.parseInt(token);
            },
            page -> page == 3 ? "" : String.valueOf(page + 1));
    assertThat(pages).containsExactly(1, 2, 3);
    assertThat(asked).containsExactly("null", "2", "3");
  }

  @Test
  void endsBeforeAServiceThatNeverEnds() {
    TokenPages<String> pages = new TokenPages<>(token -> "page", page -> "again");
    assertThat(pages).hasSize(10_000);
    var iterator = new TokenPages<String>(token -> "page", page -> null).iterator();
    iterator.next();
    assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void aCallThatManyShareIsMadeOnceAndFailsForAll() {
    List<String> made = new ArrayList<>();
    Once<String> once =
        new Once<>(
            () -> {
              made.add("call");
              return "answer";
            });
    assertThat(once.get()).isEqualTo("answer");
    assertThat(once.get()).isEqualTo("answer");
    assertThat(made).hasSize(1);

    Once<String> failing =
        new Once<>(
            () -> {
              made.add("failing");
              throw SdkClientException.create("no");
            });
    assertThatThrownBy(failing::get).isInstanceOf(SdkClientException.class);
    assertThatThrownBy(failing::get).isInstanceOf(SdkClientException.class);
    assertThat(made).containsExactly("call", "failing");
  }
}
