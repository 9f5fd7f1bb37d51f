package io.attestream.agent.kubernetes;

import io.attestream.agent.resource.WellFormed;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a JSON or YAML parser gives into the values of a resource document: maps with string keys, lists,
 * strings, {@code Long}s below 2^53, booleans; decimals and larger integers as strings, no nulls.
 */
public final class PlainValues {
  private static final long EXACT = 1L << 53;

  private long left;

  private PlainValues(long most) {
    this.left = most;
  }

  /** A mutable copy of an object that a bounded parser gave. */
  public static Map<String, Object> object(Map<?, ?> source) {
    return new PlainValues(Long.MAX_VALUE).copy(source);
  }

  /**
   * A mutable copy of an object in which parts may be shared, as YAML aliases make them.
   *
   * @throws IllegalArgumentException when the copy would hold more than {@code most} values
   */
  public static Map<String, Object> object(Map<?, ?> source, long most) {
    return new PlainValues(most).copy(source);
  }

  private Map<String, Object> copy(Map<?, ?> source) {
    Map<String, Object> copy = new LinkedHashMap<>();
    source.forEach(
        (key, value) -> {
          Object plain = value(value);
          if (key != null && plain != null) {
            copy.put(WellFormed.text(key.toString()), plain);
          }
        });
    return copy;
  }

  private @Nullable Object value(@Nullable Object value) {
    if (--left < 0) {
      throw new IllegalArgumentException("too many values");
    }
    if (value instanceof Map<?, ?> map) {
      return copy(map);
    }
    if (value instanceof Iterable<?> items) {
      List<Object> copy = new ArrayList<>();
      for (Object item : items) {
        Object plain = value(item);
        if (plain != null) {
          copy.add(plain);
        }
      }
      return copy;
    }
    if (value instanceof Integer || value instanceof Long) {
      long number = ((Number) value).longValue();
      return Math.abs(number) < EXACT ? (Object) number : Long.toString(number);
    }
    if (value instanceof BigInteger big) {
      return big.bitLength() < 53 ? (Object) big.longValueExact() : big.toString();
    }
    if (value instanceof Double || value instanceof Float) {
      double number = ((Number) value).doubleValue();
      return Double.isFinite(number)
          ? BigDecimal.valueOf(number).toPlainString()
          : Double.toString(number);
    }
    if (value instanceof BigDecimal decimal) {
      return Math.abs(decimal.scale()) < 400 ? decimal.toPlainString() : decimal.toString();
    }
    return value instanceof Boolean || value == null ? value : WellFormed.text(value.toString());
  }
}
