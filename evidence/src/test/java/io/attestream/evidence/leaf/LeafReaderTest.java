package io.attestream.evidence.leaf;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.evidence.json.JsonException;
import io.attestream.evidence.model.Status;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The reader by position and the one by JSON accept the same bytes and read the same from them. */
class LeafReaderTest {
  private static final String DIGITS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private final Random random = new Random(20261125);

  @Test
  void readsWhatLeavesWrite() {
    for (int i = 0; i < 2_000; i++) {
      ResultLeaf leaf = leaf();
      assertThat(LeafReader.read(leaf.bytes())).isEqualTo(leaf);
      assertThat(ResultLeaf.parseSlowly(leaf.bytes())).isEqualTo(leaf);
    }
  }

  @Test
  void acceptsNothingElse() {
    int accepted = 0;
    for (int i = 0; i < 50_000; i++) {
      byte[] bytes = mutated(leaf().bytes());
      ResultLeaf read = LeafReader.read(bytes);
      assertThat(read)
          .as(new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1))
          .isEqualTo(slowly(bytes));
      accepted += read == null ? 0 : 1;
    }
    assertThat(accepted).isBetween(1_000, 49_000);
  }

  private static @Nullable ResultLeaf slowly(byte[] bytes) {
    try {
      return ResultLeaf.parseSlowly(bytes);
    } catch (JsonException e) {
      return null;
    }
  }

  private byte[] mutated(byte[] bytes) {
    int at = random.nextInt(bytes.length);
    switch (random.nextInt(4)) {
      case 0 -> bytes[at] = (byte) random.nextInt(256);
      case 1 -> bytes[at] = bytes[random.nextInt(bytes.length)];
      case 2 -> {
        return Arrays.copyOf(bytes, at);
      }
      default -> {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
        longer[at] = bytes[random.nextInt(bytes.length)];
        return longer;
      }
    }
    return bytes;
  }

  private ResultLeaf leaf() {
    return new ResultLeaf(
        new LeafKey(random.nextLong(), random.nextLong()),
        "aws.s3.bucket-" + random.nextInt(1000),
        1 + random.nextInt(30),
        Status.values()[random.nextInt(4)],
        Instant.ofEpochSecond(random.nextInt(Integer.MAX_VALUE)),
        digest(),
        digest());
  }

  private String digest() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 43; i++) {
      text.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
    }
    return text.toString();
  }
}
