package io.attestream.collector.web.view;

import java.util.List;
import java.util.function.ToLongFunction;

/**
 * A slice of a list that is paged by the last id seen, so that a page costs the same wherever it lies.
 *
 * @param next the id to continue from, 0 when this is the end
 */
public record Page<T>(List<T> items, long next) {
  /** Items of a page, in pages and in the API's default. */
  public static final int SIZE = 50;

  public Page {
    items = List.copyOf(items);
  }

  /** Cuts a page of {@code size} out of up to {@code size + 1} rows that were read. */
  public static <T> Page<T> of(List<T> read, int size, ToLongFunction<T> id) {
    if (read.size() <= size) {
      return new Page<>(read, 0);
    }
    List<T> items = read.subList(0, size);
    return new Page<>(items, id.applyAsLong(items.get(size - 1)));
  }

  public boolean more() {
    return next != 0;
  }

  public boolean empty() {
    return items.isEmpty();
  }
}
