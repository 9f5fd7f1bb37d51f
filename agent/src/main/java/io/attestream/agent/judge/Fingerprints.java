package io.attestream.agent.judge;

import io.attestream.agent.resource.Resource;
import io.attestream.checks.engine.CheckProgram;
import io.attestream.checks.engine.Engine;
import io.attestream.evidence.hash.Sha256;
import io.attestream.evidence.json.CanonicalJson;
import io.attestream.evidence.model.ResourceIdentity;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What each resource looked like when its leaves were last brought in line, so that an unchanged one
 * is not judged again. Kept in memory only, about 150 bytes a resource: it is never older than the
 * leaves that it speaks of. Types with a check that looks at the clock are not kept. Safe for many
 * threads.
 */
final class Fingerprints {
  private final Engine engine;
  private final Map<Digest, Seen> seen = new ConcurrentHashMap<>();

  Fingerprints(Engine engine) {
    this.engine = engine;
  }

  /** Half of a SHA-256 digest. */
  record Digest(long high, long low) {
    private static Digest of(byte[]... parts) {
      ByteBuffer bytes = ByteBuffer.wrap(Sha256.of(parts));
      return new Digest(bytes.getLong(), bytes.getLong());
    }
  }

  private record Seen(Digest look, long row) {}

  /** All that the results of a resource depend on; empty where that cannot be told. */
  Optional<Digest> look(Resource resource) {
    String type = resource.identity().type();
    if (engine.programs(type).stream().map(CheckProgram::check).anyMatch(c -> c.usesClock())) {
      return Optional.empty();
    }
    List<Object> blind = new ArrayList<>();
    resource
        .blind()
        .forEach(
            spot ->
                blind.add(List.of(spot.path(), spot.reason().name(), spot.api(), spot.detail())));
    try {
      return Optional.of(
          Digest.of(
              CanonicalJson.bytes(
                  List.of(
                      resource.identity().name(),
                      engine.observedPaths(type).prune(resource.document()),
                      blind))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The row of a resource that still looks like this; empty when it must be judged. */
  OptionalLong row(ResourceIdentity identity, Digest look) {
    Seen last = seen.get(key(identity));
    return last != null && last.look.equals(look)
        ? OptionalLong.of(last.row)
        : OptionalLong.empty();
  }

  void judged(ResourceIdentity identity, Digest look, long row) {
    seen.put(key(identity), new Seen(look, row));
  }

  /** The leaves of a resource became something else than what a judgement of its look gives. */
  void forget(ResourceIdentity identity) {
    seen.remove(key(identity));
  }

  private static Digest key(ResourceIdentity identity) {
    return Digest.of(
        identity.type().getBytes(StandardCharsets.UTF_8),
        new byte[1],
        identity.id().getBytes(StandardCharsets.UTF_8));
  }
}
