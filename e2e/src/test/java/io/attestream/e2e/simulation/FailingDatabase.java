package io.attestream.e2e.simulation;

import io.attestream.collector.store.Database;
import io.attestream.collector.store.DatabaseException;
import io.attestream.collector.store.SqlWork;

/** A database whose next transaction fails when told to: before it is committed, or after. */
final class FailingDatabase implements Database {
  /** How a step fails. */
  enum Failure {
    /** The step did not happen. */
    LOST,
    /** The step happened, and was reported as failed. */
    REPORTED_FAILED
  }

  /** What the process that had the database sees of its end. */
  static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1;

    Crash() {
      super("crash");
    }
  }

  /** Decides over all databases that one collector opens, one after the other. */
  static final class Plan {
    private volatile Failure next = Failure.LOST;
    private volatile boolean armed;

    void fail(Failure failure) {
      next = failure;
      armed = true;
    }

    boolean done() {
      return !armed;
    }
  }

  private final Database database;
  private final Plan plan;

  FailingDatabase(Database database, Plan plan) {
    this.database = database;
    this.plan = plan;
  }

  @Override
  public <T> T read(SqlWork<T> work) {
    return database.read(work);
  }

  @Override
  public boolean scrub() {
    return database.scrub();
  }

  @Override
  public <T> T write(SqlWork<T> work) {
    if (!plan.armed) {
      return database.write(work);
    }
    plan.armed = false;
    if (plan.next == Failure.LOST) {
      return database.write(
          handle -> {
            work.run(handle);
            throw new Crash();
          });
    }
    database.write(work);
    throw new Crash();
  }

  @Override
  public DatabaseException understand(Exception failure) {
    return database.understand(failure);
  }

  @Override
  public void close() {
    database.close();
  }
}
