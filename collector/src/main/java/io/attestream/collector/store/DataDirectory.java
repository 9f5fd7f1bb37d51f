package io.attestream.collector.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** The directory that holds all of a collector's state. Only its owner may look inside. */
public final class DataDirectory {
  private final Path root;

  private DataDirectory(Path root) {
    this.root = root;
  }

  /** Creates the directory when absent. */
  public static DataDirectory open(Path root) {
    try {
      Path absolute = root.toAbsolutePath();
      if (!Files.isDirectory(absolute)) {
        Files.createDirectories(absolute);
        if (absolute.getFileSystem().supportedFileAttributeViews().contains("posix")) {
          Files.setPosixFilePermissions(absolute, PosixFilePermissions.fromString("rwx------"));
        }
      }
      return new DataDirectory(absolute);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot use the data directory " + root + ": " + e.getMessage(), e);
    }
  }

  public Path database() {
    return root.resolve("attestream.db");
  }

  public Path logKey() {
    return root.resolve("log-key.pem");
  }

  /** The newest checkpoint, outside the database. */
  public Path checkpoint() {
    return root.resolve("checkpoint");
  }

  /** Finished bundle exports; the directory exists. */
  public Path bundles() {
    return directory("bundles");
  }

  /** For files that live as long as a piece of work; the directory exists. */
  public Path temporary() {
    return directory("tmp");
  }

  /** Deletes what a crash left of unfinished work. Only for the holder of the claim. */
  public void clearTemporary() {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(temporary())) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot clear " + temporary(), e);
    }
  }

  /** Bytes of its disk that this process may still write. */
  public long usableBytes() {
    try {
      return Files.getFileStore(root).getUsableSpace();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot ask for the space of " + root, e);
    }
  }

  private Path directory(String name) {
    try {
      return Files.createDirectories(root.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create " + root.resolve(name), e);
    }
  }

  /**
   * Claims the directory for one running collector until the claim is closed or the process ends.
   *
   * @throws DatabaseException BUSY when another collector runs on it
   */
  public Claim claim() {
    Path file = root.resolve("collector.lock");
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        throw new DatabaseException(
            DatabaseException.Code.BUSY, "another collector runs on the data directory " + root);
      }
      return new Claim(channel);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot lock " + file + ": " + e.getMessage(), e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /** Holds the directory. */
  public static final class Claim implements AutoCloseable {
    private final FileChannel channel;

    private Claim(FileChannel channel) {
      this.channel = channel;
    }

    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
