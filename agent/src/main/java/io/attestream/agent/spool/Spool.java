package io.attestream.agent.spool;

import io.attestream.agent.spool.CommitDraft.Resigner;
import io.attestream.agent.spool.CommitDraft.Signer;
import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.key.Ed25519Key;
import io.attestream.evidence.model.ScopeUnit;
import io.attestream.evidence.note.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An agent's state directory: its key, its leaves, the commits that no acknowledgement has proven
 * yet. A commit that {@link #cut} returned survives the end of the process at any moment. Safe for
 * many threads; held by one process.
 */
public final class Spool implements AutoCloseable {
  private static final String KEY = "agent.key";
  private static final String NEXT_KEY = "agent.key.next";

  private final StateDirectory directory;
  private final SpoolDatabase database;
  private final AgentTable agent;
  private final CommitTable commits;
  private final Ed25519Key key;
  private final boolean newKey;

  private Spool(
      StateDirectory directory,
      SpoolDatabase database,
      Ed25519Key key,
      boolean newKey,
      long maxBytes) {
    this.directory = directory;
    this.database = database;
    this.key = key;
    this.newKey = newKey;
    this.agent = new AgentTable(database);
    this.commits = new CommitTable(agent, maxBytes);
  }

  /**
   * Opens a state directory, making it and the agent's key where they are missing.
   *
   * @param maxBytes bound on the commits that wait
   * @throws SpoolException when another process holds it or it cannot be used
   */
  public static Spool open(Path path, SecureRandom random, long maxBytes) {
    return open(path, Optional.empty(), random, maxBytes);
  }

  /**
   * The same with a key that is kept elsewhere, so that the agent is the same one on a new disk.
   *
   * @param keyFile the key's file; empty for the one in the state directory, made where it is missing
   */
  public static Spool open(Path path, Optional<Path> keyFile, SecureRandom random, long maxBytes) {
    StateDirectory directory = StateDirectory.open(path);
    try {
      Path file = keyFile.orElseGet(() -> directory.file(KEY));
      boolean newKey = keyFile.isEmpty() && !Files.exists(file);
      if (newKey) {
        Ed25519Key.generate(random).write(file);
      }
      Ed25519Key key = Ed25519Key.read(file);
      SpoolDatabase database = SpoolDatabase.open(directory.file("spool.db"));
      Spool spool = new Spool(directory, database, key, newKey, maxBytes);
      database.durably(db -> spool.agent.create(key));
      database.durably(CommitTable::dropPending);
      return spool;
    } catch (IOException e) {
      directory.close();
      throw new SpoolException("agent key: " + e.getMessage(), false, e);
    } catch (RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  public Ed25519Key key() {
    return key;
  }

  /** Whether the key was made when this was opened: then no collector can hold a commit by it. */
  public boolean newKey() {
    return newKey;
  }

  /**
   * The key that is to take this one's place, made and kept beside it until {@link #adoptNextKey}.
   *
   * @throws SpoolException when it cannot be read or written
   */
  public Ed25519Key nextKey(SecureRandom random) {
    Path file = directory.file(NEXT_KEY);
    try {
      if (!Files.exists(file)) {
        Ed25519Key.generate(random).write(file);
      }
      return Ed25519Key.read(file);
    } catch (IOException e) {
      throw new SpoolException("next agent key: " + e.getMessage(), false, e);
    }
  }

  /** Puts the next key in this one's place, for whoever opens the directory after this. */
  public void adoptNextKey() {
    try {
      Files.move(directory.file(NEXT_KEY), directory.file(KEY), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new SpoolException("next agent key: " + e.getMessage(), false, e);
    }
  }

  public AgentState state() {
    return database.pending(db -> agent.read());
  }

  /** Records the enrolment; a file {@code enrolled} beside the spool tells scripts of it. */
  public void enrolled(String agentId, String logKey) {
    database.durably(db -> agent.enrol(agentId, logKey));
    tell(agentId);
  }

  private void tell(String agentId) {
    try {
      Files.writeString(directory.file("enrolled"), agentId + "\n");
    } catch (IOException e) {
      throw new SpoolException("the state directory cannot be written: " + e.getMessage(), true, e);
    }
  }

  /** Takes in leaves that the collector gave back; they count for nothing until {@link #adopt}. */
  public void recalled(ScopeUnit unit, List<RecalledLeaf> leaves) {
    database.durably(db -> RecalledTable.add(db, unit, leaves));
  }

  /** Forgets the leaves of a unit that were taken in. */
  public void forgetRecalled(ScopeUnit unit) {
    database.durably(db -> RecalledTable.forget(db, unit));
  }

  /**
   * Goes on where a lost state of this agent ended, all in one transaction: enrolment, chain, and the
   * units whose leaves were taken in. What was pending is thrown away; units are scanned anew.
   */
  public void adopt(Adopted adopted) {
    AgentState.Enrolment enrolment = adopted.enrolment();
    database.durably(
        db -> {
          if (agent.read().enrolled().isPresent()) {
            throw new IllegalStateException("an agent that has its state cannot adopt another");
          }
          // Before anybody can see the new state, so that whoever opens a unit after that is not
          // told.
          db.lost();
          RecalledTable.adopt(db, adopted.units());
          agent.enrol(enrolment.agentId(), enrolment.logKey());
          agent.seen(enrolment.seen());
          agent.epoch(adopted.epoch());
          agent.chain(adopted.nextSeq(), adopted.last().bytes());
          return true;
        });
    tell(enrolment.agentId());
  }

  /** Records an alarm, which the trace of the next commit carries. */
  public void alarm(String text) {
    database.durably(db -> db.update("UPDATE agent SET alarm=?", text));
  }

  /** The leaves of a unit. What was pending and not committed before a crash is gone: scan anew. */
  public UnitLeaves unit(ScopeUnit unit) {
    long row =
        database.durably(
            db -> {
              db.update(
                  "INSERT OR IGNORE INTO unit (name, generation, full_next, size, root, flat, pass,"
                      + " fail, na, unknown, resources) VALUES (?,0,1,0,x'',x'',0,0,0,0,0)",
                  unit.id());
              long id = db.number("SELECT id FROM unit WHERE name=?", unit.id());
              CommitTable.dropPending(db, id);
              return id;
            });
    return new UnitLeaves(database, unit, row);
  }

  /**
   * Commits what is pending in a unit: one transaction, durable when this returns.
   *
   * @return the commit's sequence number; empty when the spool is full, then all stays pending
   */
  public OptionalLong cut(UnitLeaves unit, Signer signer) {
    return database.durably(
        db -> {
          unit.intact();
          return commits.cut(db, unit.row(), signer);
        });
  }

  /** The next commits to send, in order. */
  public List<SpooledCommit> after(long seq, int limit) {
    return database.pending(
        db -> {
          List<SpooledCommit> list = new ArrayList<>();
          String sql =
              "SELECT seq, u.name, unit_id, s.generation, full, envelope, digest, trace"
                  + " FROM spooled s JOIN unit u ON u.id=s.unit_id WHERE seq>? ORDER BY seq LIMIT ?";
          try (ResultSet rows = db.with(sql, seq, limit).executeQuery()) {
            while (rows.next()) {
              list.add(commit(rows));
            }
          }
          return list;
        });
  }

  /** Reads a commit's delta slice by slice. */
  public DeltaReader delta(SpooledCommit commit) {
    return new DeltaReader(database, commit);
  }

  /** Forgets a commit whose inclusion and consistency proofs were verified. */
  public void acknowledged(long seq, Checkpoint seen) {
    database.durably(
        db -> {
          agent.seen(seen);
          return commits.drop(db, seq);
        });
  }

  /** Forgets a commit that the collector holds though its acknowledgement was lost. */
  public void held(long seq) {
    database.durably(db -> commits.drop(db, seq));
  }

  /** Records a verified checkpoint. */
  public void seen(Checkpoint checkpoint) {
    database.durably(db -> agent.seen(checkpoint));
  }

  /** Makes a commit a full snapshot and signs it and all after it again. */
  public void resync(long seq, Resigner resigner) {
    database.durably(db -> commits.resync(db, seq, resigner));
  }

  /**
   * Sets a commit aside that the collector cannot read. The unit's next commit becomes a full
   * snapshot; all later ones are signed again, one place ahead.
   *
   * @param at seconds since 1970-01-01T00:00:00Z
   */
  public void quarantine(long seq, String message, long at, Resigner resigner) {
    database.durably(db -> commits.quarantine(db, seq, message, at, resigner));
  }

  public long quarantined() {
    return database.pending(db -> db.number("SELECT COUNT(*) FROM quarantine"));
  }

  /** Commits that wait, and their bytes. */
  public Depth depth() {
    return database.pending(
        db ->
            new Depth(
                db.number("SELECT COUNT(*) FROM spooled"),
                db.number("SELECT COALESCE(SUM(bytes),0) FROM spooled")));
  }

  /** How full the spool is. */
  public record Depth(long commits, long bytes) {}

  private static SpooledCommit commit(ResultSet rows) throws SQLException {
    return new SpooledCommit(
        rows.getLong(1),
        rows.getString(2),
        rows.getLong(3),
        rows.getLong(4),
        rows.getInt(5) == 1,
        rows.getBytes(6),
        Hash.of(rows.getBytes(7)),
        rows.getBytes(8));
  }

  @Override
  public void close() {
    try {
      database.close();
    } finally {
      directory.close();
    }
  }
}
