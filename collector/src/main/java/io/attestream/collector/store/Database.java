package io.attestream.collector.store;

/**
 * Transactions on the collector's database. Every call blocks: never call it on an event loop. An
 * exception thrown by the work rolls the transaction back and reaches the caller unchanged, save
 * that SQL and JDBI exceptions arrive as {@link DatabaseException}.
 */
public interface Database extends AutoCloseable {
  /** Runs work on one consistent snapshot; writing in it fails. Readers never wait for the writer. */
  <T> T read(SqlWork<T> work);

  /**
   * Runs work as the only writer and commits. On return the changes are durable: they survive the loss
   * of power. Not reentrant: a write inside a write throws {@link IllegalStateException}.
   */
  <T> T write(SqlWork<T> work);

  /** As {@link #write} for work without a result. */
  default void change(SqlAction action) {
    write(
        handle -> {
          action.run(handle);
          return true;
        });
  }

  /**
   * Rewrites the files without what was deleted or overwritten. Takes as long as copying them; writers
   * wait, readers do not.
   *
   * @return false when a reader kept the old content in the write-ahead log; then it is to be called again
   */
  boolean scrub();

  /** What an exception of the driver means, for work that goes on after a failed statement. */
  DatabaseException understand(Exception failure);

  @Override
  void close();
}
