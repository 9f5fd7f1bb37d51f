package io.attestream.agent.resource;

import io.attestream.evidence.model.ScopeUnit;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** A place where resources live: an AWS account, a cluster, a directory of manifests. */
public interface ResourceSource extends AutoCloseable {
  /**
   * The scope units found here now. A blocking call.
   *
   * @throws SourceException when not even this can be told
   */
  List<ScopeUnit> units();

  /** The resource types that a scan of this unit can yield. */
  Set<String> types(ScopeUnit unit);

  /**
   * Lists one unit completely, on the caller's thread. Failures of single calls become blind spots
   * and incomplete enumerations; nothing is thrown for them.
   */
  void scan(ScopeUnit unit, ResourceSink sink) throws InterruptedException;

  /**
   * Follows changes after a scan until interrupted, or returns at once where the source cannot
   * watch. May call {@link ResourceSink#enumerated} again after it had to list anew.
   */
  default void watch(ScopeUnit unit, ResourceSink sink) throws InterruptedException {}

  /** Whether {@link #watch} does anything. */
  default boolean watches() {
    return false;
  }

  /** How many calls the source made so far, by operation; empty where they are not counted. */
  default SortedMap<String, Long> calls() {
    return new TreeMap<>();
  }

  @Override
  default void close() {}
}
