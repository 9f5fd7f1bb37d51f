package io.attestream.collector.report;

import io.attestream.checks.catalogue.Catalogue;
import io.attestream.checks.catalogue.PackReader;
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
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** The part {@code meta/} of a bundle: what the checks are, and what they say about which control. */
final class MetaFiles {
  private final Catalogue catalogue;
  private final ControlRegistry registry;

  MetaFiles(Catalogue catalogue, ControlRegistry registry) {
    this.catalogue = catalogue;
    this.registry = registry;
  }

  /** Writes the mapping, this collector's pack and those that agents brought. */
  void write(BundleWriter bundle, Handle handle) throws IOException {
    Map<String, byte[]> packs = new TreeMap<>();
    List<Catalogue> catalogues = new ArrayList<>();
    packs.put(catalogue.digest(), catalogue.pack());
    catalogues.add(catalogue);
    handle
        .createQuery("SELECT digest, body FROM pack ORDER BY received_at DESC, digest")
        .map((row, context) -> Map.entry(row.getString(1), row.getBytes(2)))
        .forEach(
            pack -> {
              packs.put(pack.getKey(), pack.getValue());
              catalogues.add(PackReader.read(pack.getValue()).catalogue());
            });
    bundle.add(BundlePath.MAPPING, CanonicalJson.bytes(mapping(checks(catalogues))));
    // Commits name the pack that judged them by this digest.
    for (Map.Entry<String, byte[]> pack : packs.entrySet()) {
      bundle.add(BundlePath.pack(pack.getKey()), pack.getValue());
    }
  }

  /** Each check once, by this collector's own catalogue where it has it, else by the newest pack. */
  private static List<Check> checks(List<Catalogue> catalogues) {
    Map<String, Check> byId = new TreeMap<>();
    for (Catalogue one : catalogues) {
      one.checks().forEach(check -> byId.putIfAbsent(check.id(), check));
    }
    return List.copyOf(byId.values());
  }

  private Map<String, Object> mapping(List<Check> all) {
    List<Object> controls = new ArrayList<>();
    for (Control control : registry.controls()) {
      controls.add(
          Map.of(
              "id", control.id(),
              "title", control.title(),
              "aws", control.awsClass().name(),
              "kubernetes", control.kubernetesClass().name(),
              "foundation", control.foundation(),
              "checks", edges(control.id(), all)));
    }
    return Map.of("v", 1L, "controls", controls);
  }

  private static List<Object> edges(String control, List<Check> all) {
    List<Object> edges = new ArrayList<>();
    for (Check check : all) {
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
