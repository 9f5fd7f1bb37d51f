package io.attestream.evidence.owner;

import io.attestream.evidence.dsse.Dsse;
import io.attestream.evidence.dsse.Envelope;
import io.attestream.evidence.entry.ScopeEntry;
import io.attestream.evidence.intoto.Statement;
import io.attestream.evidence.json.JsonException;
import io.attestream.evidence.key.Ed25519Key;
import io.attestream.evidence.note.NoteVerifier;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;

/** The commands {@code owner keygen} and {@code owner sign-scope}. */
public final class OwnerCommand {
  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int USAGE_ERROR = 64;
  private static final int MAX_FILE = 1 << 20;
  private static final String NAME = "attestream-owner";
  private static final String USAGE =
      """
      usage: owner keygen KEYFILE
             owner sign-scope SCOPE.json --key KEYFILE [--out SIGNED.json]

        keygen      makes the owner's key and prints its public form, for verify --owner-key;
                    keep the file where the collector's operator cannot read it
        sign-scope  signs which agents must report which scope units, and how often;
                    submit the result to the collector (docs/owner.md)

      exit code: 0 done, 1 failed, 64 usage
      """;

  private final SecureRandom random;
  private final Clock clock;
  private final PrintStream out;
  private final PrintStream err;

  public OwnerCommand(SecureRandom random, Clock clock, PrintStream out, PrintStream err) {
    this.random = random;
    this.clock = clock;
    this.out = out;
    this.err = err;
  }

  /**
   * Runs a command line.
   *
   * @param args after the word {@code owner}
   * @return the exit code
   */
  public int run(List<String> args) {
    try {
      if (args.size() == 2 && args.get(0).equals("keygen")) {
        return keygen(Path.of(args.get(1)));
      }
      boolean named = args.size() == 6 && args.get(4).equals("--out");
      if ((args.size() == 4 || named)
          && args.get(0).equals("sign-scope")
          && args.get(2).equals("--key")) {
        Path scope = Path.of(args.get(1));
        Path signed = named ? Path.of(args.get(5)) : Path.of(args.get(1) + ".signed");
        return sign(scope, Path.of(args.get(3)), signed);
      }
    } catch (InvalidPathException e) {
      err.println("not a file name: " + e.getInput());
    } catch (FileAlreadyExistsException e) {
      err.println(e.getMessage() + " exists already and was left as it is");
      return FAILED;
    } catch (NoSuchFileException e) {
      err.println("no such file: " + e.getMessage());
      return FAILED;
    } catch (IOException e) {
      err.println(e.getMessage());
      return FAILED;
    }
    err.print(USAGE);
    return USAGE_ERROR;
  }

  private int keygen(Path file) throws IOException {
    Ed25519Key key = Ed25519Key.generate(random);
    key.write(file);
    out.println("Private key: " + file + " (keep it away from the collector)");
    out.println("Public key:  " + new NoteVerifier(NAME, key.publicKey()).vkey());
    return DONE;
  }

  private int sign(Path scope, Path keyFile, Path signed) throws IOException {
    Ed25519Key key = Ed25519Key.read(keyFile);
    if (Files.size(scope) > MAX_FILE) {
      throw new IOException(scope + " is larger than " + MAX_FILE + " bytes");
    }
    ScopeEntry entry;
    Envelope envelope;
    try {
      entry = ScopeFile.read(Files.readAllBytes(scope), key.publicKey(), clock.instant());
      envelope = Dsse.sign(Statement.PAYLOAD_TYPE, entry.statement().bytes(), key);
    } catch (JsonException e) {
      throw new IOException(scope + ": " + e.getMessage(), e);
    }
    byte[] bytes = envelope.bytes();
    if (bytes.length > Envelope.MAX_BYTES) {
      throw new IOException(
          scope + ": signed it has " + bytes.length + " bytes, a log entry " + Envelope.MAX_BYTES);
    }
    Files.write(signed, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    long units = entry.agents().stream().mapToLong(agent -> agent.units().size()).sum();
    out.println(
        "Signed scope "
            + entry.serial()
            + " of log "
            + entry.origin()
            + " from "
            + entry.from()
            + " on: "
            + count(entry.agents().size(), "agent")
            + ", "
            + count(units, "unit"));
    out.println("Submit it:   " + signed);
    return DONE;
  }

  private static String count(long n, String what) {
    return n + " " + what + (n == 1 ? "" : "s");
  }
}
