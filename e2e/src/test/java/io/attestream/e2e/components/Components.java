package io.attestream.e2e.components;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where each component is: by its environment variable, else by {@code env.sh} in the cache that
 * {@code .ci/components} fills, else on {@code PATH}.
 */
public final class Components {
  /** What a component is called in tests, where it is named, and what else it cannot do without. */
  private record Component(String variable, String program, List<String> needs) {}

  private static final Map<String, Component> KNOWN = new LinkedHashMap<>();

  static {
    know("kube-apiserver", "ATTESTREAM_KUBE_APISERVER", "kube-apiserver", "etcd", "kubectl");
    know(
        "kube-controller-manager",
        "ATTESTREAM_KUBE_CONTROLLER_MANAGER",
        "kube-controller-manager",
        "kube-apiserver");
    know("etcd", "ATTESTREAM_ETCD", "etcd");
    know("kubectl", "ATTESTREAM_KUBECTL", "kubectl");
    know("helm", "ATTESTREAM_HELM", "helm");
    know("moto", "ATTESTREAM_MOTO", "moto_server");
    know("chromium", "ATTESTREAM_CHROMIUM", "chromium");
    know("pdftoppm", "ATTESTREAM_PDFTOPPM", "pdftoppm");
    know("go", "ATTESTREAM_GO", "go");
    know("node", "ATTESTREAM_NODE", "node");
    know("openssl", "ATTESTREAM_OPENSSL", "openssl");
  }

  private static final Pattern EXPORT = Pattern.compile("export (ATTESTREAM_[A-Z_]+)=(.*)");

  private final Map<String, String> environment;
  private final Map<String, String> cached;

  /** Looks in the variables given, {@code PATH} among them. */
  public Components(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
    this.cached = readCache(cacheFile(environment));
  }

  /** The components of the machine that the test runs on. */
  public static Components ofThisMachine() {
    return new Components(System.getenv());
  }

  /** The program of a component that a test has declared with {@link RequiresComponent}. */
  public static Path path(String name) {
    return ofThisMachine()
        .find(name)
        .orElseThrow(() -> new IllegalStateException("component " + name + " is not here"));
  }

  /** Where the component's program is; empty when it is nowhere. */
  public Optional<Path> find(String name) {
    Component component = known(name);
    String named = environment.get(component.variable());
    if (named != null) {
      return executable(Path.of(named));
    }
    return Optional.ofNullable(cached.get(component.variable()))
        .flatMap(path -> executable(Path.of(path)))
        .or(() -> onPath(component.program()));
  }

  /**
   * Which of the named components, and of those that they need, are not here: one sentence each;
   * empty when all are here.
   */
  public List<String> missing(List<String> names) {
    List<String> reasons = new ArrayList<>();
    for (String name : names) {
      Component component = known(name);
      if (find(name).isEmpty()) {
        reasons.add(
            "%s is missing: %s, and .ci/components installs it"
                .formatted(name, whereLooked(component)));
      }
      reasons.addAll(missing(component.needs()));
    }
    return reasons.stream().distinct().toList();
  }

  /** Whether a missing component is a failure: on where everything must run, as in CI. */
  public boolean required() {
    return "true".equals(environment.get("ATTESTREAM_REQUIRE_COMPONENTS"));
  }

  private String whereLooked(Component component) {
    String named = environment.get(component.variable());
    return named == null
        ? "neither %s nor the cache names it and %s is not on PATH"
            .formatted(component.variable(), component.program())
        : "%s names %s, which is not a program".formatted(component.variable(), named);
  }

  private Optional<Path> onPath(String program) {
    for (String directory : environment.getOrDefault("PATH", "").split(":", -1)) {
      Optional<Path> found = executable(Path.of(directory, program));
      if (!directory.isEmpty() && found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<Path> executable(Path path) {
    return path.isAbsolute() && Files.isRegularFile(path) && Files.isExecutable(path)
        ? Optional.of(path)
        : Optional.empty();
  }

  private static Path cacheFile(Map<String, String> environment) {
    String cache = environment.get("ATTESTREAM_CACHE");
    String home = environment.getOrDefault("HOME", "");
    return cache == null
        ? Path.of(home, ".cache", "attestream", "env.sh")
        : Path.of(cache, "env.sh");
  }

  private static Map<String, String> readCache(Path file) {
    Map<String, String> variables = new LinkedHashMap<>();
    if (!Files.isReadable(file)) {
      return variables;
    }
    try {
      for (String line : Files.readAllLines(file)) {
        var export = EXPORT.matcher(line);
        if (export.matches()) {
          // The shell's %q puts a backslash before what it would read otherwise.
          variables.put(export.group(1), export.group(2).replaceAll("\\\\(.)", "$1"));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return variables;
  }

  private static Component known(String name) {
    return Objects.requireNonNull(
        KNOWN.get(name), () -> "no component is called " + name + "; known are " + KNOWN.keySet());
  }

  private static void know(String name, String variable, String program, String... needs) {
    KNOWN.put(name, new Component(variable, program, List.of(needs)));
  }
}
