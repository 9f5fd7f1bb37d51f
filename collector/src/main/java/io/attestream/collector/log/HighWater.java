package io.attestream.collector.log;

import io.attestream.evidence.note.Checkpoint;
import io.attestream.evidence.note.NoteException;
import io.attestream.evidence.note.NoteVerifier;
import io.attestream.evidence.note.SignedNote;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * The newest checkpoint in a file outside the database. A database that is behind it was restored from
 * a backup, and would sign a second history. The file may be behind the database, never ahead, since it
 * is written after the commit.
 */
final class HighWater {
  private final Path file;

  HighWater(Path file) {
    this.file = file;
  }

  /** The checkpoint in the file; empty when there is none, or a loss of power left it blank. */
  Optional<Checkpoint> read(NoteVerifier verifier) {
    try {
      if (!Files.exists(file) || Files.size(file) == 0) {
        return Optional.empty();
      }
      SignedNote note = SignedNote.parse(Files.readString(file));
      if (!verifier.verify(note)) {
        throw new UnsafeLogException(file + " is signed by another key than the log's");
      }
      return Optional.of(Checkpoint.parse(note.text()));
    } catch (NoteException e) {
      throw new UnsafeLogException(file + " is no checkpoint: " + e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void write(String note) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.write(next, note.getBytes(StandardCharsets.UTF_8));
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
