package io.attestream.e2e.components;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComponentsTest {
  @TempDir Path directory;
  private Path cache;
  private Path bin;

  @BeforeEach
  void makeDirectories() throws IOException {
    cache = Files.createDirectory(directory.resolve("a cache"));
    bin = Files.createDirectory(directory.resolve("bin"));
  }

  @Test
  void aVariableIsLookedAtFirstThenTheCacheThenThePath() throws IOException {
    Path onPath = program(bin, "helm");
    assertThat(components(Map.of()).find("helm")).contains(onPath);

    Path cached = program(cache, "helm");
    // As the shell's %q writes it: the directory's name has a blank.
    Files.writeString(
        cache.resolve("env.sh"),
        "export ATTESTREAM_HELM=" + cached.toString().replace(" ", "\\ ") + "\n");
    assertThat(components(Map.of()).find("helm")).contains(cached);

    Path named = program(directory, "my-helm");
    assertThat(components(Map.of("ATTESTREAM_HELM", named.toString())).find("helm"))
        .contains(named);
  }

  @Test
  void aVariableThatNamesNoProgramIsSaidSoAndNotPassedOver() throws IOException {
    program(bin, "helm");
    Components components = components(Map.of("ATTESTREAM_HELM", "/nowhere/helm"));
    assertThat(components.find("helm")).isEmpty();
    assertThat(components.missing(List.of("helm")))
        .containsExactly(
            "helm is missing: ATTESTREAM_HELM names /nowhere/helm, which is not a program, and"
                + " .ci/components installs it");
  }

  @Test
  void aComponentNeedsOthers() throws IOException {
    program(bin, "kube-apiserver");
    program(bin, "kubectl");
    assertThat(components(Map.of()).missing(List.of("kube-apiserver")))
        .singleElement()
        .asString()
        .startsWith("etcd is missing: neither ATTESTREAM_ETCD nor the cache names it");
  }

  @Test
  void aNameThatNobodyKnowsIsAMistakeInTheTest() {
    assertThatThrownBy(() -> components(Map.of()).find("kube-api-server"))
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("no component is called kube-api-server; known are [kube-apiserver");
  }

  @Test
  void aMissingComponentSkipsTheTestWithTheReason() {
    var result = RequiresComponentCondition.decide(components(Map.of()), List.of("moto"));
    assertThat(result.isDisabled()).isTrue();
    assertThat(result.getReason().orElseThrow()).startsWith("moto is missing: ");
  }

  @Test
  void aMissingComponentFailsTheTestWhereAllAreRequired() {
    Components components = components(Map.of("ATTESTREAM_REQUIRE_COMPONENTS", "true"));
    assertThatThrownBy(() -> RequiresComponentCondition.decide(components, List.of("moto")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("moto is missing: ")
        .hasMessageContaining("nothing may be skipped");
  }

  @Test
  void whatIsThereLetsTheTestRun() throws IOException {
    program(bin, "moto_server");
    var result = RequiresComponentCondition.decide(components(Map.of()), List.of("moto"));
    assertThat(result.isDisabled()).isFalse();
  }

  private Components components(Map<String, String> more) {
    var environment = new java.util.HashMap<>(more);
    environment.put("PATH", bin.toString());
    environment.put("ATTESTREAM_CACHE", cache.toString());
    return new Components(environment);
  }

  private static Path program(Path directory, String name) throws IOException {
    return Files.createFile(
        directory.resolve(name),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }
}
