package io.attestream.evidence.verify;

import io.attestream.evidence.bundle.BundleException;
import io.attestream.evidence.bundle.BundlePath;
import io.attestream.evidence.bundle.BundleReader;
import io.attestream.evidence.json.JsonException;
import io.attestream.evidence.json.JsonLimits;
import io.attestream.evidence.json.JsonObject;
import io.attestream.evidence.json.JsonReader;
import io.attestream.evidence.reperform.MappedCheck;
import io.attestream.evidence.reperform.PinnedPack;
import io.attestream.evidence.verify.VerificationReport.Step;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares {@code meta/mapping.json}, by which the report reads results as controls, with what the
 * pinned packs say. Agents sign the digest of a pack, so a mapping that was changed afterwards differs.
 */
final class MappingCheck {
  private static final int MAX_BYTES = 16 << 20;
  private static final JsonLimits LIMITS = new JsonLimits(MAX_BYTES, 8, 1_000_000);
  private static final int MAX_TEXT = 20_000;

  private final BundleReader bundle;
  private final Findings findings;

  MappingCheck(BundleReader bundle, Findings findings) {
    this.bundle = bundle;
    this.findings = findings;
  }

  /** {@code packs}: the newest first. */
  void check(List<PinnedPack> packs) {
    if (!bundle.has(BundlePath.MAPPING)) {
      findings.note("The bundle has no " + BundlePath.MAPPING + " to compare with its packs.");
      return;
    }
    Map<String, Mapped> mapping;
    try {
      mapping = read(bundle.read(BundlePath.MAPPING, MAX_BYTES));
    } catch (JsonException e) {
      throw new BundleException(BundlePath.MAPPING, String.valueOf(e.getMessage()));
    }
    Set<String> seen = new HashSet<>();
    Set<String> otherVersions = new TreeSet<>();
    for (PinnedPack pack : packs) {
      pack.checks()
          .forEach(
              (id, check) -> {
                if (!seen.add(id)) {
                  return;
                }
                Mapped mapped = mapping.get(id);
                if (mapped == null) {
                  missing(id, check);
                } else if (mapped.version != check.version()) {
                  otherVersions.add(id);
                } else {
                  compare(id, check.edges(), mapped.edges);
                }
              });
    }
    if (!otherVersions.isEmpty()) {
      findings.note(
          BundlePath.MAPPING
              + " is of other versions of "
              + otherVersions.size()
              + " checks than the agents used last, and was not compared for them: "
              + String.join(", ", otherVersions)
              + ".");
    }
  }

  private void missing(String id, MappedCheck check) {
    if (!check.edges().isEmpty()) {
      problem(
          id + " is left out; its pack maps it to " + String.join(", ", check.edges().keySet()));
    }
  }

  private void compare(
      String id,
      SortedMap<String, MappedCheck.Edge> pinned,
      SortedMap<String, MappedCheck.Edge> said) {
    SortedMap<String, MappedCheck.Edge> all = new TreeMap<>(pinned);
    all.putAll(said);
    for (String control : all.keySet()) {
      MappedCheck.@Nullable Edge expected = pinned.get(control);
      MappedCheck.@Nullable Edge found = said.get(control);
      if (expected == null) {
        problem("maps " + id + " to " + control + "; its pack does not");
      } else if (found == null) {
        problem("does not map " + id + " to " + control + "; its pack does");
      } else if (!found.equals(expected)) {
        problem(
            "maps "
                + id
                + " to "
                + control
                + " as "
                + found.strength()
                + ", its pack as "
                + expected.strength()
                + (found.strength().equals(expected.strength()) ? " for another reason" : ""));
      }
    }
  }

  private static final class Mapped {
    final int version;
    final SortedMap<String, MappedCheck.Edge> edges = new TreeMap<>();

    Mapped(int version) {
      this.version = version;
    }
  }

  private static Map<String, Mapped> read(byte[] json) {
    JsonObject root = JsonObject.root(JsonReader.readCanonical(json, LIMITS));
    root.integer("v", 1, 1);
    Map<String, Mapped> checks = new HashMap<>();
    for (JsonObject control : root.objects("controls", 1000)) {
      String id = control.string("id", 20);
      for (JsonObject edge : control.objects("checks", 10_000)) {
        int version = (int) edge.integer("version", 1, Integer.MAX_VALUE);
        Mapped mapped =
            checks.computeIfAbsent(edge.string("check", 200), check -> new Mapped(version));
        if (mapped.version != version) {
          throw edge.fail("version", "differs from that of the same check elsewhere");
        }
        MappedCheck.Edge said =
            new MappedCheck.Edge(edge.string("strength", 20), edge.string("why", MAX_TEXT));
        if (mapped.edges.put(id, said) != null) {
          throw edge.fail("check", "comes twice");
        }
        edge.end();
      }
    }
    return checks;
  }

  private void problem(String message) {
    findings.problem(Step.REPERFORM, BundlePath.MAPPING, message);
  }
}
