package io.attestream.agent.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** A state directory, held by one process: readable by its owner only, locked until closed or the process ends. */
final class StateDirectory implements AutoCloseable {
  private final Path directory;
  private final FileChannel channel;

  private StateDirectory(Path directory, FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  /**
   * Makes the directory where it is missing and takes its lock.
   *
   * @throws SpoolException when another process holds it or it cannot be written
   */
  static StateDirectory open(Path directory) {
    try {
      create(directory);
      FileChannel channel =
          FileChannel.open(
              directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock(channel) == null) {
        channel.close();
        throw new SpoolException(
            directory
                + " is in use by another agent; each agent needs a state directory of its own",
            false);
      }
      return new StateDirectory(directory, channel);
    } catch (IOException e) {
      throw new SpoolException(
          "state directory " + directory + " cannot be used: " + e.getMessage(), false, e);
    }
  }

  private static void create(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    Files.createDirectories(directory);
    if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  Path file(String name) {
    return directory.resolve(name);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new SpoolException("cannot release " + directory, false, e);
    }
  }
}
