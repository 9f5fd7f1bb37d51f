package io.attestream.bench;

import io.attestream.evidence.bundle.BundlePath;
import io.attestream.evidence.bundle.BundleWriter;
import io.attestream.evidence.testing.FixtureCommit;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The files of one agent's commits on disk, in order, until they go into a bundle. */
final class CommitShelf implements AutoCloseable {
  private final DataOutputStream out;

  private CommitShelf(DataOutputStream out) {
    this.out = out;
  }

  /** A shelf to put more commits on. */
  static CommitShelf open(Path file) throws IOException {
    return new CommitShelf(
        new DataOutputStream(
            new BufferedOutputStream(
                Files.newOutputStream(
                    file, StandardOpenOption.CREATE, StandardOpenOption.APPEND))));
  }

  /** The envelope of the last commit on a shelf; empty when there is none. */
  static Optional<byte[]> last(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    byte[] last = new byte[0];
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      long end = Files.size(file);
      for (long at = 0; at < end; at += 3 * Integer.BYTES) {
        last = read(in);
        at += last.length + read(in).length + read(in).length;
      }
    }
    return Optional.of(last);
  }

  void put(FixtureCommit commit) throws IOException {
    write(commit.entry());
    write(FixtureCommit.lines(commit.puts()));
    write(commit.trace());
  }

  /** Adds what is on a shelf, which must be closed. */
  static void addTo(BundleWriter bundle, String agent, Path file) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      long end = Files.size(file);
      long at = 0;
      for (long seq = 1; at < end; seq++) {
        byte[] envelope = read(in);
        bundle.add(BundlePath.commit(agent, seq, BundlePath.ENVELOPE), envelope);
        byte[] leaves = read(in);
        if (leaves.length > 0) {
          bundle.add(BundlePath.commit(agent, seq, BundlePath.LEAVES), leaves);
        }
        byte[] trace = read(in);
        bundle.add(BundlePath.commit(agent, seq, BundlePath.TRACE), trace);
        at += 3 * Integer.BYTES + envelope.length + leaves.length + trace.length;
      }
    }
  }

  private void write(byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static byte[] read(DataInputStream in) throws IOException {
    return in.readNBytes(in.readInt());
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
