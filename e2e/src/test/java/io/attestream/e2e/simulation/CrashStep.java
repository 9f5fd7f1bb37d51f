package io.attestream.e2e.simulation;

import java.util.List;

/**
 * A step on the way of a commit from the agent's spool to its acknowledgement, at which a process can end.
 *
 * @param what happens in it
 * @param place how it is made to fail
 */
record CrashStep(String name, String what, Place place) {
  sealed interface Place {
    /** Statements of a transaction in the agent's spool: {@code INSERT ON leaf}. */
    record Spool(List<String> statements) implements Place {}

    /** Statements of the sequencer's transaction. */
    record Store(List<String> statements) implements Place {}

    /** The spool's transaction that holds a new commit, as a whole. */
    record SpoolCommit() implements Place {}

    /** The sequencer's transaction as a whole. */
    record StoreCommit() implements Place {}

    /** The file of the newest checkpoint: its next version, or the move into its place. */
    record CheckpointFile(boolean move) implements Place {}

    /** The acknowledgement on its way. */
    record Answer() implements Place {}
  }

  static final List<CrashStep> ALL =
      List.of(
          spool("spool-leaf", "the scan writes a changed leaf", "INSERT ON leaf"),
          spool("spool-envelope", "the signed commit is written", "INSERT ON spooled"),
          spool("spool-chain", "the chain moves to it", "UPDATE OF next_seq ON agent"),
          spool("spool-unit", "the unit moves to it", "UPDATE OF generation ON unit"),
          new CrashStep(
              "spool-commit", "the spool's transaction is committed", new Place.SpoolCommit()),
          store("store-put", "what came is written", "INSERT ON commit_block"),
          store(
              "store-leaves",
              "the leaves that stand are written",
              "INSERT ON leaf_block",
              "UPDATE ON leaf_block"),
          store(
              "store-result",
              "the verdicts for pages are written",
              "INSERT ON result",
              "UPDATE ON result"),
          store("store-unit", "the unit moves to the commit", "UPDATE OF commit_idx ON unit"),
          store("store-commit-row", "the commit's row is written", "INSERT ON commit_entry"),
          store("store-agent", "the agent moves to the commit", "UPDATE OF last_seq ON agent"),
          store("log-entry", "the envelope becomes an entry", "INSERT ON log_entry"),
          store(
              "log-tiles", "the hashes go into tiles", "INSERT ON log_tile", "UPDATE ON log_tile"),
          store(
              "log-checkpoint", "the checkpoint is signed and written", "INSERT ON log_checkpoint"),
          new CrashStep(
              "log-commit", "the sequencer's transaction is committed", new Place.StoreCommit()),
          new CrashStep(
              "checkpoint-file",
              "the checkpoint's file is written beside the old one",
              new Place.CheckpointFile(false)),
          new CrashStep(
              "checkpoint-rename",
              "the checkpoint's file takes the old one's place",
              new Place.CheckpointFile(true)),
          new CrashStep("answer", "the acknowledgement is sent", new Place.Answer()),
          spool("spool-seen", "the agent notes the checkpoint", "UPDATE OF seen_size ON agent"),
          spool("spool-drop", "the commit leaves the spool", "DELETE ON spooled"),
          spool("spool-drop-leaf", "a leaf that ended leaves the spool", "DELETE ON leaf"));

  private static CrashStep spool(String name, String what, String... statements) {
    return new CrashStep(name, what, new Place.Spool(List.of(statements)));
  }

  private static CrashStep store(String name, String what, String... statements) {
    return new CrashStep(name, what, new Place.Store(List.of(statements)));
  }
}
