package io.attestream.agent.manifests;

import io.attestream.agent.kubernetes.ClusterModel;
import io.attestream.agent.kubernetes.ClusterScan;
import io.attestream.agent.kubernetes.Kind;
import io.attestream.agent.kubernetes.KubernetesKinds;
import io.attestream.agent.resource.ResourceSink;
import io.attestream.agent.resource.ResourceSource;
import io.attestream.agent.resource.SourceException;
import io.attestream.evidence.model.BlindSpot;
import io.attestream.evidence.model.ScopeUnit;
import io.attestream.evidence.model.UnknownReason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * A directory, or one file, of Kubernetes manifests in YAML or JSON: what {@code helm template} or {@code kustomize build}
 * prints. Kinds that are not known are passed over. A document that cannot be read makes the enumeration of its type
 * incomplete (of all types when its kind cannot be told); the others are read.
 */
public final class ManifestsSource implements ResourceSource {
  private static final String API = "manifests:read";
  private static final int PARSERS = 2;

  private final Path root;
  private final ScopeUnit unit;
  private final ManifestLimits limits;

  /** @param name makes the unit's id, {@code manifests:<name>} */
  public ManifestsSource(Path root, String name) {
    this(root, name, ManifestLimits.DEFAULT);
  }

  public ManifestsSource(Path root, String name, ManifestLimits limits) {
    this.root = root;
    this.unit = new ScopeUnit("manifests:" + name);
    this.limits = limits;
  }

  @Override
  public List<ScopeUnit> units() {
    if (!Files.isReadable(root)) {
      throw new SourceException("manifests: " + root + " does not exist or cannot be read", true);
    }
    return List.of(unit);
  }

  @Override
  public Set<String> types(ScopeUnit scopeUnit) {
    return KubernetesKinds.objectTypes();
  }

  @Override
  public void scan(ScopeUnit scopeUnit, ResourceSink sink) throws InterruptedException {
    var scan = new ClusterScan(new ClusterModel(unit.id(), false), sink);
    ExecutorService parsers = Executors.newFixedThreadPool(PARSERS, ManifestsSource::parser);
    try {
      var reader =
          new ManifestReader(
              limits, parsers, object -> found(scan, object), problem -> report(scan, problem));
      for (Path file : files(scan)) {
        if (Thread.interrupted()) {
          throw new InterruptedException("scan of " + unit.id());
        }
        read(reader, file);
      }
      reader.finish();
    } finally {
      parsers.shutdownNow();
    }
    scan.finish("read");
  }

  private static Thread parser(Runnable work) {
    Thread thread = new Thread(work, "manifests");
    thread.setDaemon(true);
    return thread;
  }

  private static void found(ClusterScan scan, Map<String, Object> object) {
    KubernetesKinds.of(String.valueOf(object.get("apiVersion")), String.valueOf(object.get("kind")))
        .ifPresent(kind -> scan.found(kind, object));
  }

  private List<Path> files(ClusterScan scan) {
    if (Files.isRegularFile(root)) {
      return List.of(root);
    }
    try (Stream<Path> walk = Files.walk(root)) {
      var found =
          walk.filter(ManifestsSource::isManifest).sorted().limit(limits.files() + 1L).toList();
      if (found.size() > limits.files()) {
        String message = "more than " + limits.files() + " files";
        report(scan, new ManifestProblem(".", UnknownReason.LIMIT_EXCEEDED, message, ""));
        return found.subList(0, limits.files());
      }
      return found;
    } catch (IOException | java.io.UncheckedIOException e) {
      report(scan, new ManifestProblem(".", UnknownReason.API_ERROR, "cannot be listed", ""));
      return List.of();
    }
  }

  private void read(ManifestReader reader, Path file) throws InterruptedException {
    String name = file.equals(root) ? String.valueOf(file.getFileName()) : relative(file);
    try (var in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(limits.fileBytes() + 1);
      if (bytes.length > limits.fileBytes()) {
        String message = "larger than " + limits.fileBytes() + " bytes";
        reader.problem(new ManifestProblem(name, UnknownReason.LIMIT_EXCEEDED, message, ""));
        return;
      }
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      reader.read(name, text.toString().replace("\r\n", "\n"));
    } catch (CharacterCodingException e) {
      reader.problem(new ManifestProblem(name, UnknownReason.UNPARSABLE, "not UTF-8", ""));
    } catch (IOException e) {
      reader.problem(new ManifestProblem(name, UnknownReason.API_ERROR, "cannot be read", ""));
    }
  }

  private String relative(Path file) {
    return root.relativize(file).toString().replace('\\', '/');
  }

  private static void report(ClusterScan scan, ManifestProblem problem) {
    var spot = new BlindSpot("", problem.reason(), API, problem.place() + ": " + problem.message());
    kinds(problem.kindName()).forEach(kind -> scan.failed(kind, spot));
  }

  /** The kinds that may be incomplete now: of a broken document its own; all when it does not say. */
  private static List<Kind> kinds(String name) {
    return name.isEmpty() || name.endsWith("List")
        ? KubernetesKinds.ALL
        : KubernetesKinds.named(name);
  }

  private static boolean isManifest(Path file) {
    String name = String.valueOf(file.getFileName());
    return Files.isRegularFile(file)
        && (name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json"));
  }
}
