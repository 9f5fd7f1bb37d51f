package io.attestream.evidence.merkle;

/** Gives the hashes of complete subtrees of a tree that is stored somewhere. */
@FunctionalInterface
public interface HashReader {
  /**
   * The hash over entries {@code [index << level, (index + 1) << level)}, all of which must exist.
   *
   * @param level 0 for leaf hashes
   */
  byte[] read(int level, long index);
}
