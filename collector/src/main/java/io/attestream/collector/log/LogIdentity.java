package io.attestream.collector.log;

import io.attestream.collector.store.DataDirectory;
import io.attestream.collector.store.Database;
import io.attestream.evidence.bundle.BundleWriter;
import io.attestream.evidence.hash.Hex;
import io.attestream.evidence.key.Ed25519Key;
import io.attestream.evidence.note.Checkpoint;
import io.attestream.evidence.note.NoteSigner;
import io.attestream.evidence.note.NoteVerifier;
import io.attestream.evidence.note.SignedNote;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * Who signs the log: its origin and Ed25519 key. The key is made with the log and lives in its own
 * file, never in the database. While the log has no entry the file ends in {@code .new}; so a key
 * without its log is known to have had one.
 */
public final class LogIdentity {
  private final String origin;
  private final Path keyFile;
  private final Path newKeyFile;
  private final Ed25519Key key;
  private final NoteSigner signer;
  private final LogStatements statements;

  private LogIdentity(String origin, Path keyFile, Path newKeyFile, Ed25519Key key) {
    this.origin = origin;
    this.keyFile = keyFile;
    this.newKeyFile = newKeyFile;
    this.key = key;
    this.signer = new NoteSigner(origin, key);
    this.statements = new LogStatements(origin, key);
  }

  /**
   * Reads the identity of an existing log, or makes one for a log that has no entry yet.
   *
   * @param configured origin by configuration
   * @throws UnsafeLogException when key, origin and database do not belong together
   */
  public static LogIdentity open(
      DataDirectory data, Database database, Optional<String> configured, SecureRandom random) {
    Path keyFile = data.logKey();
    Path newKeyFile = newKeyFile(keyFile);
    Optional<String> note = database.read(handle -> new LogReader(handle).note());
    try {
      return note.isPresent()
          ? existing(note.get(), keyFile, newKeyFile, configured)
          : fresh(keyFile, newKeyFile, configured, random);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use the log's key: " + e.getMessage(), e);
    }
  }

  /**
   * Reads the identity of a log that exists.
   *
   * @throws UnsafeLogException when there is no log, or key, origin and database do not belong together
   */
  public static LogIdentity existing(
      DataDirectory data, Database database, Optional<String> configured) {
    String note =
        database
            .read(handle -> new LogReader(handle).note())
            .orElseThrow(() -> new UnsafeLogException("the data directory holds no log yet"));
    Path keyFile = data.logKey();
    try {
      return existing(note, keyFile, newKeyFile(keyFile), configured);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use the log's key: " + e.getMessage(), e);
    }
  }

  private static Path newKeyFile(Path keyFile) {
    return keyFile.resolveSibling(keyFile.getFileName() + ".new");
  }

  private static LogIdentity existing(
      String note, Path keyFile, Path newKeyFile, Optional<String> configured) throws IOException {
    Checkpoint checkpoint = Checkpoint.parse(SignedNote.parse(note).text());
    String origin = checkpoint.origin();
    if (configured.isPresent() && !configured.get().equals(origin)) {
      throw new UnsafeLogException(
          "the log of this data directory is "
              + origin
              + ", but log.origin is "
              + configured.get()
              + "; a log cannot be renamed");
    }
    // The first entry may be stored while its key still has the name of a key without a log.
    Path present = Files.exists(keyFile) ? keyFile : newKeyFile;
    if (!Files.exists(present)) {
      throw new UnsafeLogException(
          "the key of log " + origin + " is missing: put " + keyFile + " back from your backup");
    }
    LogIdentity identity = new LogIdentity(origin, keyFile, newKeyFile, Ed25519Key.read(present));
    if (!identity.signer.verifier().verify(SignedNote.parse(note))) {
      throw new UnsafeLogException(
          present + " is not the key that signed the log " + origin + " in the database");
    }
    identity.confirm();
    return identity;
  }

  private static LogIdentity fresh(
      Path keyFile, Path newKeyFile, Optional<String> configured, SecureRandom random)
      throws IOException {
    if (Files.exists(keyFile)) {
      throw new UnsafeLogException(
          "there is a log key at "
              + keyFile
              + ", but the database holds no log: a new log by the same key would contradict the old"
              + " one. Put the database back, or move the key away to begin a new log");
    }
    Files.deleteIfExists(newKeyFile);
    Ed25519Key key = Ed25519Key.generate(random);
    key.write(newKeyFile);
    String origin = configured.orElseGet(() -> "attestream.local/" + randomId(random));
    return new LogIdentity(origin, keyFile, newKeyFile, key);
  }

  private static String randomId(SecureRandom random) {
    byte[] id = new byte[8];
    random.nextBytes(id);
    return Hex.encode(id);
  }

  /** Gives the key its lasting name, once the first entry is durable. Harmless when repeated. */
  void confirm() throws IOException {
    if (Files.exists(newKeyFile)) {
      Files.move(newKeyFile, keyFile, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  public String origin() {
    return origin;
  }

  /** The public key under the log's name. */
  public NoteVerifier verifier() {
    return signer.verifier();
  }

  /** Makes the collector's own entries. */
  public LogStatements statements() {
    return statements;
  }

  /** Completes a bundle with its index and this log's signature over it. */
  public void finish(BundleWriter bundle) throws IOException {
    bundle.finish(key);
  }

  NoteSigner signer() {
    return signer;
  }
}
