package io.attestream.agent.testing;

import io.attestream.checks.catalogue.Catalogue;
import io.attestream.checks.catalogue.CatalogueLoader;
import io.attestream.checks.engine.Engine;
import io.attestream.checks.engine.Parameters;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A small catalogue over the resource type {@code aws.test.box}. */
public final class Boxes {
  public static final String CLOSED = "aws.test.box.closed";
  public static final String LABELLED = "aws.test.box.labelled";
  public static final String FRESH = "aws.test.box.fresh";

  private Boxes() {}

  public static Engine engine() {
    return new Engine(catalogue(), Parameters.DEFAULTS);
  }

  /** The engine without the check that looks at the clock. */
  public static Engine timeless() {
    Map<String, byte[]> files = files();
    files.remove("fresh.yaml");
    return new Engine(CatalogueLoader.parse(files), Parameters.DEFAULTS);
  }

  /** One check on a flag, one that may not apply, one that looks at the clock. */
  public static Catalogue catalogue() {
    return CatalogueLoader.parse(files());
  }

  private static Map<String, byte[]> files() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(
        "closed.yaml",
        check(CLOSED, "open", "[open]", "", "!r.open", "{open: false}", "{open: true}"));
    files.put(
        "labelled.yaml",
        check(
            LABELLED,
            "secret",
            "[label, secret]",
            "applies: \"has(r.secret) && r.secret\"\n",
            "has(r.label) && r.label != ''",
            "{secret: true, label: red}",
            "{secret: true}"));
    files.put(
        "fresh.yaml",
        check(
            FRESH,
            "sealed",
            "[sealed]",
            "",
            "time.age(r.sealed) < duration('240h')",
            "{sealed: '2026-01-01T00:00:00Z'}",
            "{sealed: '2025-01-01T00:00:00Z'}"));
    return files;
  }

  private static byte[] check(
      String id,
      String hidden,
      String observe,
      String applies,
      String passes,
      String good,
      String bad) {
    return """
        id: %s
        version: 1
        title: A box is as it should be
        severity: high
        resource: aws.test.box
        controls:
          - {id: "8.3", strength: full, why: "A box that is not so could be opened by anyone."}
        observe: %s
        %spasses: "%s"
        message: The box is not as it should be.
        rationale: A box that is not as it should be could be opened by anyone who finds it.
        remediation:
          cli: close the box
        references: ["https://example.com/boxes"]
        cases:
          - {name: good, now: "2026-01-02T00:00:00Z", expect: pass, resource: %s}
          - {name: bad, now: "2026-01-02T00:00:00Z", expect: fail, resource: %s}
          - name: denied
            expect: unknown
            reason: ACCESS_DENIED
            resource: {}
            blind: [{path: %s, reason: ACCESS_DENIED, api: "fake:GetBox", detail: AccessDenied}]
        %s
        """
        .formatted(
            id,
            observe,
            applies,
            passes,
            good,
            bad,
            hidden,
            applies.isEmpty() ? "" : "  - {name: none, expect: na, resource: {secret: false}}")
        .getBytes(StandardCharsets.UTF_8);
  }
}
