package io.attestream.e2e.story;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** A directory of deployments, one a file, some of which somebody keeps changing. */
final class ChangingManifests implements AutoCloseable {
  private static final String NAMESPACE = "load";

  private final Path directory;
  private final Path drafts;
  private final boolean[] privileged;
  private final Random random;
  private Thread changer = new Thread(() -> {}, "no changes");
  private volatile boolean changing;

  private ChangingManifests(Path directory, int workloads, long seed) throws IOException {
    this.directory = Files.createDirectories(directory);
    this.drafts = Files.createDirectories(directory.resolveSibling("drafts"));
    this.privileged = new boolean[workloads];
    this.random = new Random(seed);
    for (int i = 0; i < workloads; i++) {
      write(i);
    }
  }

  static ChangingManifests in(Path directory, int workloads, long seed) {
    try {
      return new ChangingManifests(directory, workloads, seed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path directory() {
    return directory;
  }

  /** Flips one workload each time the pause is over, until {@link #stopChanging}. */
  void startChanging(Duration pause) {
    changing = true;
    changer =
        new Thread(
            () -> {
              try {
                while (changing) {
                  flip(random.nextInt(privileged.length));
                  Thread.sleep(pause.toMillis());
                }
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "changes");
    changer.start();
  }

  void stopChanging() throws InterruptedException {
    changing = false;
    changer.join();
  }

  /** Names of the workloads that are privileged now, as {@code namespace/name}. */
  Set<String> privileged() {
    Set<String> names = new TreeSet<>();
    for (int i = 0; i < privileged.length; i++) {
      if (privileged[i]) {
        names.add(NAMESPACE + "/workload-" + i);
      }
    }
    return names;
  }

  @Override
  public void close() throws InterruptedException {
    stopChanging();
  }

  private void flip(int workload) throws IOException {
    privileged[workload] = !privileged[workload];
    write(workload);
  }

  /** Moved into place, so that no reader sees half a file. */
  private void write(int workload) throws IOException {
    Path draft = drafts.resolve("workload-" + workload + ".yaml");
    Files.writeString(
        draft,
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: workload-%1$d, namespace: %2$s}
        spec:
          replicas: 2
          selector: {matchLabels: {app: w%1$d}}
          template:
            metadata: {labels: {app: w%1$d}}
            spec:
              containers:
                - name: main
                  image: registry.example/app:1.0
                  securityContext: {privileged: %3$b}
        """
            .formatted(workload, NAMESPACE, privileged[workload]));
    Files.move(
        draft,
        directory.resolve(draft.getFileName()),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }
}
