package io.attestream.collector.report;

import io.attestream.checks.catalogue.Catalogue;
import io.attestream.checks.control.Control;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.checks.model.Check;
import io.attestream.checks.model.ControlEdge;
import io.attestream.evidence.bundle.BundlePath;
import io.attestream.evidence.bundle.BundleWriter;
import io.attestream.evidence.json.CanonicalJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The part {@code meta/} of a bundle: what the checks are, and what they say about which control. */
final class MetaFiles {
  private final Catalogue catalogue;
  private final ControlRegistry registry;

  MetaFiles(Catalogue catalogue, ControlRegistry registry) {
    this.catalogue = catalogue;
    this.registry = registry;
  }

  void write(BundleWriter bundle) throws IOException {
    bundle.add(BundlePath.MAPPING, CanonicalJson.bytes(mapping()));
    // Commits name the pack that judged them by this digest.
    bundle.add(BundlePath.pack(catalogue.digest()), catalogue.pack());
  }

  private Map<String, Object> mapping() {
    List<Object> controls = new ArrayList<>();
    for (Control control : registry.controls()) {
      controls.add(
          Map.of(
              "id", control.id(),
              "title", control.title(),
              "aws", control.awsClass().name(),
              "kubernetes", control.kubernetesClass().name(),
              "foundation", control.foundation(),
              "checks", checks(control.id())));
    }
    return Map.of("v", 1L, "controls", controls);
  }

  private List<Object> checks(String control) {
    List<Object> edges = new ArrayList<>();
    for (Check check : catalogue.checks()) {
      for (ControlEdge edge : check.controls()) {
        if (edge.control().equals(control)) {
          edges.add(
              Map.of(
                  "check", check.id(),
                  "version", (long) check.version(),
                  "strength", edge.strength().key(),
                  "why", edge.why()));
        }
      }
    }
    return edges;
  }
}
