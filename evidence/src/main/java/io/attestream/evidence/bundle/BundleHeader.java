package io.attestream.evidence.bundle;

import io.attestream.evidence.json.CanonicalJson;
import io.attestream.evidence.json.JsonException;
import io.attestream.evidence.json.JsonObject;
import io.attestream.evidence.json.Rfc3339;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * What a bundle is about: the first line of {@code bundle.json}. Times are cut to whole seconds.
 *
 * @param origin the log
 * @param createdAt when it was exported, by the exporter's clock
 * @param from begin of the period; the files of commits that finished before may be left out
 * @param to end of the period, not after {@code createdAt}
 * @param software name and version of the exporter
 * @param mode whether the whole log is in it, or a sample of commits with their proofs
 */
public record BundleHeader(
    String origin, Instant createdAt, Instant from, Instant to, String software, Mode mode) {
  /** What of the log is in a bundle. */
  public enum Mode {
    /** All of it. */
    FULL("full"),
    /** Some commits, each with its proof of inclusion. */
    SAMPLE("sample");

    private final String wire;

    Mode(String wire) {
      this.wire = wire;
    }
  }

  /** The format of bundles described in docs/bundle.md. */
  public static final String FORMAT = "https://attestream.io/bundle/v1";

  /** With the whole log. */
  public BundleHeader(String origin, Instant createdAt, Instant from, Instant to, String software) {
    this(origin, createdAt, from, to, software, Mode.FULL);
  }

  public BundleHeader {
    createdAt = createdAt.truncatedTo(ChronoUnit.SECONDS);
    from = from.truncatedTo(ChronoUnit.SECONDS);
    to = to.truncatedTo(ChronoUnit.SECONDS);
    if (from.isAfter(to) || to.isAfter(createdAt)) {
      throw new IllegalArgumentException("a period ends after its begin and before the export");
    }
  }

  Map<String, Object> members() {
    return Map.of(
        "createdAt",
        Rfc3339.format(createdAt),
        "format",
        FORMAT,
        "mode",
        mode.wire,
        "origin",
        origin,
        "period",
        Map.of("from", Rfc3339.format(from), "to", Rfc3339.format(to)),
        "software",
        software);
  }

  /** The first line of {@code bundle.json}, without its newline. */
  String line() {
    String header = CanonicalJson.text(members());
    return header.substring(0, header.length() - 1) + ",\"files\":[";
  }

  static BundleHeader parse(Object value) {
    JsonObject root = JsonObject.root(value);
    root.constant("format", FORMAT);
    Mode mode = root.string("mode", 10).equals(Mode.SAMPLE.wire) ? Mode.SAMPLE : Mode.FULL;
    root.constant("mode", mode.wire);
    JsonObject period = root.object("period");
    try {
      BundleHeader header =
          new BundleHeader(
              root.string("origin", 200),
              Rfc3339.parse("$.createdAt", root.string("createdAt", 20)),
              Rfc3339.parse("$.period.from", period.string("from", 20)),
              Rfc3339.parse("$.period.to", period.string("to", 20)),
              root.string("software", 200),
              mode);
      period.end();
      root.end();
      return header;
    } catch (IllegalArgumentException e) {
      throw new JsonException("$.period", String.valueOf(e.getMessage()));
    }
  }
}
