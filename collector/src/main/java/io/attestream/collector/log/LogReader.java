package io.attestream.collector.log;

import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.merkle.ConsistencyProof;
import io.attestream.evidence.merkle.InclusionProof;
import io.attestream.evidence.merkle.TreeRoot;
import io.attestream.evidence.note.Checkpoint;
import io.attestream.evidence.note.SignedNote;
import io.attestream.evidence.tlog.TileHashes;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The log as one transaction sees it: entries, tiles, checkpoints and proofs. */
public final class LogReader {
  private final Handle handle;
  private final TileHashes hashes;

  public LogReader(Handle handle) {
    this.handle = handle;
    this.hashes = new TileHashes(new SqlTiles(handle));
  }

  /** The newest checkpoint, a C2SP signed note; empty while there is none. */
  public Optional<String> note() {
    return handle
        .createQuery("SELECT note FROM log_checkpoint ORDER BY size DESC LIMIT 1")
        .mapTo(String.class)
        .findOne();
  }

  /** The newest checkpoint without its signature. */
  public Optional<Checkpoint> checkpoint() {
    return note().map(note -> Checkpoint.parse(SignedNote.parse(note).text()));
  }

  /** The envelope at an index. */
  public Optional<byte[]> entry(long index) {
    return handle
        .createQuery("SELECT body FROM log_entry WHERE idx = :index")
        .bind("index", index)
        .mapTo(byte[].class)
        .findOne();
  }

  /** The hashes of a tile as far as they are stored. */
  public byte[] tile(int level, long index) {
    return new SqlTiles(handle).read(level, index);
  }

  /** Root of the first {@code size} entries; {@code size} must not be above the stored log. */
  public Hash root(long size) {
    return TreeRoot.of(hashes, size);
  }

  public List<byte[]> inclusion(long index, long size) {
    return InclusionProof.create(index, size, hashes);
  }

  public List<byte[]> consistency(long first, long second) {
    return ConsistencyProof.create(first, second, hashes);
  }
}
