package io.attestream.collector.ingest;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Two sequences of puts, each ascending by key, as one. No key is in both. */
final class MergedPuts implements Iterator<StagedPut> {
  private final Iterator<StagedPut> left;
  private final Iterator<StagedPut> right;
  private @Nullable StagedPut nextLeft;
  private @Nullable StagedPut nextRight;

  MergedPuts(Iterator<StagedPut> left, Iterator<StagedPut> right) {
    this.left = left;
    this.right = right;
    nextLeft = of(left);
    nextRight = of(right);
  }

  @Override
  public boolean hasNext() {
    return nextLeft != null || nextRight != null;
  }

  @Override
  public StagedPut next() {
    StagedPut a = nextLeft;
    StagedPut b = nextRight;
    if (a != null && (b == null || a.key().compareTo(b.key()) < 0)) {
      nextLeft = of(left);
      return a;
    }
    if (b == null) {
      throw new NoSuchElementException("no more puts");
    }
    nextRight = of(right);
    return b;
  }

  private static @Nullable StagedPut of(Iterator<StagedPut> puts) {
    return puts.hasNext() ? puts.next() : null;
  }
}
