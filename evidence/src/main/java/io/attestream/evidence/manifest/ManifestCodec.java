package io.attestream.evidence.manifest;

import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.intoto.Digests;
import io.attestream.evidence.intoto.Statement;
import io.attestream.evidence.json.JsonException;
import io.attestream.evidence.json.JsonObject;
import io.attestream.evidence.json.Rfc3339;
import io.attestream.evidence.leaf.Tally;
import io.attestream.evidence.manifest.Manifest.Delta;
import io.attestream.evidence.manifest.Manifest.Enumeration;
import io.attestream.evidence.manifest.Manifest.Population;
import io.attestream.evidence.model.ScopeUnit;
import io.attestream.evidence.note.Checkpoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A manifest as the predicate of an in-toto statement. The statement's subject is the manifest's
 * {@code flat}, named by the scope unit.
 */
public final class ManifestCodec {
  /** The predicate type of a commit. */
  public static final String PREDICATE_TYPE = "https://attestream.io/commit/v1";

  private static final long MAX = (1L << 53) - 1;

  private ManifestCodec() {}

  /** The bytes of the statement: the payload of the commit's DSSE envelope. */
  public static byte[] bytes(Manifest manifest) {
    return new Statement(manifest.unit().id(), manifest.flat(), PREDICATE_TYPE, predicate(manifest))
        .bytes();
  }

  /**
   * Reads a statement's bytes.
   *
   * @throws JsonException with the JSON path of the first mistake
   */
  public static Manifest parse(byte[] statement) {
    return parse(Statement.parse(statement));
  }

  /**
   * Reads a statement.
   *
   * @throws JsonException with the JSON path of the first mistake
   */
  public static Manifest parse(Statement statement) {
    if (!statement.predicateType().equals(PREDICATE_TYPE)) {
      throw new JsonException("$.predicateType", "expected " + PREDICATE_TYPE);
    }
    Manifest manifest = manifest(JsonObject.of("$.predicate", statement.predicate()));
    if (!statement.subject().equals(manifest.flat())) {
      throw new JsonException("$.subject[0].digest.sha256", "is not the predicate's flat");
    }
    if (!statement.subjectName().equals(manifest.unit().id())) {
      throw new JsonException("$.subject[0].name", "is not the predicate's scope unit");
    }
    return manifest;
  }

  private static Map<String, Object> predicate(Manifest m) {
    Map<String, Object> predicate = new HashMap<>();
    predicate.put("agent", m.agent());
    predicate.put("keyId", m.keyId());
    predicate.put("epoch", m.epoch());
    predicate.put("seq", m.seq());
    predicate.put("prev", orEmpty(m.prev()));
    predicate.put(
        "seen",
        Map.of(
            "origin", m.seen().origin(),
            "size", m.seen().size(),
            "root", m.seen().root().hex()));
    predicate.put("startedAt", Rfc3339.format(m.startedAt()));
    predicate.put("finishedAt", Rfc3339.format(m.finishedAt()));
    predicate.put("nextBy", Rfc3339.format(m.nextBy()));
    predicate.put("bootId", m.bootId());
    predicate.put("clockSkew", m.clockSkew());
    predicate.put("scope", List.of(m.unit().id()));
    predicate.put("pack", Digests.descriptor(m.pack()));
    predicate.put("config", Digests.descriptor(m.config()));
    predicate.put("agentBuild", Digests.descriptor(m.agentBuild()));
    predicate.put("tree", Map.of("size", m.size(), "root", m.root().hex()));
    predicate.put("flat", m.flat().hex());
    predicate.put("population", population(m.population()));
    predicate.put("tally", tally(m.tally()));
    predicate.put(
        "delta",
        Map.of("base", orEmpty(m.delta().base()), "put", m.delta().put(), "del", m.delta().del()));
    predicate.put("trace", Digests.descriptor(m.trace()));
    return predicate;
  }

  private static Map<String, Object> population(Population population) {
    List<Object> enumerations = new ArrayList<>();
    for (Enumeration e : population.enumerations()) {
      Map<String, Object> enumeration = new HashMap<>();
      enumeration.put("type", e.type());
      enumeration.put("api", e.api());
      enumeration.put("items", e.items());
      enumeration.put("pages", e.pages());
      enumeration.put("complete", e.complete());
      if (!e.complete()) {
        enumeration.put("error", e.error());
      }
      enumerations.add(enumeration);
    }
    return Map.of(
        "resources", population.resources(),
        "pairs", population.pairs(),
        "enumerations", enumerations);
  }

  private static Map<String, Object> tally(Tally tally) {
    return Map.of(
        "pass", tally.pass(),
        "fail", tally.fail(),
        "na", tally.notApplicable(),
        "unknown", tally.unknown());
  }

  private static String orEmpty(@Nullable Hash hash) {
    return hash == null ? "" : hash.hex();
  }

  private static Manifest manifest(JsonObject p) {
    String agent = p.string("agent", 64);
    String keyId = p.string("keyId", 64);
    long epoch = p.integer("epoch", 1, MAX);
    long seq = p.integer("seq", 1, MAX);
    Hash prev = hashOrEmpty(p, "prev");
    Checkpoint seen = seen(p.object("seen"));
    Instant startedAt = time(p, "startedAt");
    Instant finishedAt = time(p, "finishedAt");
    Instant nextBy = time(p, "nextBy");
    String bootId = p.string("bootId", 64);
    long clockSkew = p.integer("clockSkew", -MAX, MAX);
    ScopeUnit unit = unit(p);
    Hash pack = Digests.descriptor(p, "pack");
    Hash config = Digests.descriptor(p, "config");
    Hash agentBuild = Digests.descriptor(p, "agentBuild");
    JsonObject tree = p.object("tree");
    long size = tree.integer("size", 0, MAX);
    Hash root = Digests.hash(tree, "root");
    tree.end();
    Hash flat = Digests.hash(p, "flat");
    Population population = population(p.object("population"));
    Tally tally = tally(p.object("tally"));
    Delta delta = delta(p.object("delta"));
    Hash trace = Digests.descriptor(p, "trace");
    p.end();
    try {
      return new Manifest(
          agent,
          keyId,
          epoch,
          seq,
          prev,
          seen,
          startedAt,
          finishedAt,
          nextBy,
          bootId,
          clockSkew,
          unit,
          pack,
          config,
          agentBuild,
          size,
          root,
          flat,
          population,
          tally,
          delta,
          trace);
    } catch (IllegalArgumentException e) {
      throw new JsonException(p.path(), String.valueOf(e.getMessage()));
    }
  }

  private static Checkpoint seen(JsonObject seen) {
    String origin = seen.string("origin", 200);
    long size = seen.integer("size", 0, MAX);
    Hash root = Digests.hash(seen, "root");
    seen.end();
    try {
      return new Checkpoint(origin, size, root);
    } catch (IllegalArgumentException e) {
      throw new JsonException(seen.path(), String.valueOf(e.getMessage()));
    }
  }

  private static ScopeUnit unit(JsonObject p) {
    List<String> scope = p.strings("scope", 1, 200);
    if (scope.size() != 1) {
      throw p.fail("scope", "expected one scope unit");
    }
    try {
      return new ScopeUnit(scope.get(0));
    } catch (IllegalArgumentException e) {
      throw p.fail("scope[0]", String.valueOf(e.getMessage()));
    }
  }

  private static Population population(JsonObject p) {
    long resources = p.integer("resources", 0, MAX);
    long pairs = p.integer("pairs", 0, MAX);
    List<Enumeration> enumerations = new ArrayList<>();
    for (JsonObject e : p.objects("enumerations", Manifest.MAX_ENUMERATIONS)) {
      boolean complete = e.bool("complete");
      String error = complete ? "" : e.string("error", 200);
      if (!complete && error.isEmpty()) {
        throw e.fail("error", "empty");
      }
      enumerations.add(
          new Enumeration(
              e.string("type", 200),
              e.string("api", 200),
              e.integer("items", 0, MAX),
              e.integer("pages", 0, MAX),
              complete,
              error));
      e.end();
    }
    p.end();
    return new Population(resources, pairs, enumerations);
  }

  private static Tally tally(JsonObject t) {
    long limit = MAX / 4;
    Tally tally =
        new Tally(
            t.integer("pass", 0, limit),
            t.integer("fail", 0, limit),
            t.integer("na", 0, limit),
            t.integer("unknown", 0, limit));
    t.end();
    return tally;
  }

  private static Delta delta(JsonObject d) {
    Hash base = hashOrEmpty(d, "base");
    long put = d.integer("put", 0, MAX);
    long del = d.integer("del", 0, MAX);
    d.end();
    try {
      return new Delta(base, put, del);
    } catch (IllegalArgumentException e) {
      throw new JsonException(d.path(), String.valueOf(e.getMessage()));
    }
  }

  private static @Nullable Hash hashOrEmpty(JsonObject object, String key) {
    return object.string(key, 64).isEmpty() ? null : Digests.hash(object, key);
  }

  private static Instant time(JsonObject object, String key) {
    return Rfc3339.parse(object.path() + '.' + key, object.string(key, 20));
  }
}
