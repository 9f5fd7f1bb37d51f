package io.attestream.evidence.testing;

import io.attestream.evidence.dsse.Dsse;
import io.attestream.evidence.dsse.Envelope;
import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.intoto.Statement;
import io.attestream.evidence.json.CanonicalJson;
import io.attestream.evidence.key.Ed25519Key;
import io.attestream.evidence.leaf.DisclosedEvidence;
import io.attestream.evidence.leaf.DisclosedIdentity;
import io.attestream.evidence.leaf.DisclosedLeaf;
import io.attestream.evidence.leaf.Disclosure;
import io.attestream.evidence.leaf.LeafKey;
import io.attestream.evidence.leaf.LeafSetDigest;
import io.attestream.evidence.leaf.ResultLeaf;
import io.attestream.evidence.manifest.Manifest;
import io.attestream.evidence.manifest.Manifest.Delta;
import io.attestream.evidence.manifest.Manifest.Enumeration;
import io.attestream.evidence.manifest.Manifest.Population;
import io.attestream.evidence.manifest.ManifestCodec;
import io.attestream.evidence.model.ScopeUnit;
import io.attestream.evidence.note.Checkpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes signed commits as a real agent does, with keys and secrets that follow from its name. */
public final class FixtureAgent {
  private final String name;
  private Ed25519Key key;
  private final byte[] secret;
  private final Map<ScopeUnit, TreeMap<LeafKey, DisclosedLeaf>> held = new HashMap<>();
  private final Map<ScopeUnit, Hash> roots = new HashMap<>();
  private Hash pack = Hash.of(digest("pack"));
  private long seq;
  private @Nullable Hash last;

  public FixtureAgent(String name) {
    this.name = name;
    this.key = Ed25519Key.ofSeed(digest(name + " key"));
    this.secret = digest(name + " secret");
  }

  public String name() {
    return name;
  }

  public Ed25519Key key() {
    return key;
  }

  /** The key that the next commits are signed by. */
  public void signsBy(Ed25519Key otherKey) {
    key = otherKey;
  }

  /** The pack that the next commits name. */
  public void judgesBy(Hash otherPack) {
    pack = otherPack;
  }

  /** A scan of a unit that takes two seconds; the next is promised a minute after the interval. */
  public FixtureCommit commit(
      ScopeUnit unit,
      List<FixtureResult> results,
      List<Enumeration> enumerations,
      Instant at,
      Duration interval,
      Checkpoint seen) {
    TreeMap<LeafKey, DisclosedLeaf> now = leaves(results);
    TreeMap<LeafKey, DisclosedLeaf> before = held.getOrDefault(unit, new TreeMap<>());
    List<DisclosedLeaf> puts = new ArrayList<>();
    now.forEach(
        (k, leaf) -> {
          if (!leaf.equals(before.get(k))) {
            puts.add(leaf);
          }
        });
    List<LeafKey> dels = before.keySet().stream().filter(k -> !now.containsKey(k)).toList();
    LeafSetDigest digest = new LeafSetDigest();
    now.forEach((k, leaf) -> digest.add(k, ResultLeaf.parse(leaf.leaf()).status(), leaf.leaf()));
    LeafSetDigest.Result set = digest.finish();
    byte[] trace = CanonicalJson.bytes(Map.of("requests", List.of(name + "-" + (seq + 1))));
    Manifest manifest =
        new Manifest(
            name,
            key.keyId(),
            1,
            seq + 1,
            last,
            seen,
            at,
            at.plusSeconds(2),
            at.plus(interval).plusSeconds(60),
            "boot-1",
            0,
            unit,
            pack,
            Hash.of(digest("config")),
            Hash.of(digest("build")),
            set.size(),
            set.root(),
            set.flat(),
            new Population(
                results.stream().map(FixtureResult::resource).distinct().count(),
                set.size(),
                enumerations),
            set.tally(),
            new Delta(roots.get(unit), puts.size(), dels.size()),
            Hash.sha256(trace));
    byte[] entry = sign(manifest).bytes();
    seq++;
    last = Hash.sha256(entry);
    held.put(unit, now);
    roots.put(unit, set.root());
    return new FixtureCommit(manifest, entry, puts, dels, trace, List.copyOf(now.values()));
  }

  /** Goes on after the last commit of this name, over one unit, that another instance made. */
  public void resume(Manifest lastCommit, byte[] entry, List<FixtureResult> results) {
    seq = lastCommit.seq();
    last = Hash.sha256(entry);
    held.put(lastCommit.unit(), leaves(results));
    roots.put(lastCommit.unit(), lastCommit.root());
  }

  private TreeMap<LeafKey, DisclosedLeaf> leaves(List<FixtureResult> results) {
    TreeMap<LeafKey, DisclosedLeaf> leaves = new TreeMap<>();
    for (FixtureResult result : results) {
      LeafKey leafKey = LeafKey.of(secret, result.check(), result.resource());
      leaves.put(leafKey, leaf(leafKey, result));
    }
    return leaves;
  }

  /** The envelope of a manifest that this agent signs as it is. */
  public Envelope sign(Manifest manifest) {
    return Dsse.sign(Statement.PAYLOAD_TYPE, ManifestCodec.bytes(manifest), key);
  }

  private DisclosedLeaf leaf(LeafKey leafKey, FixtureResult result) {
    Disclosure identity =
        Disclosure.of(
            secret, leafKey, Disclosure.IDENTITY, DisclosedIdentity.value(result.resource()));
    Disclosure evidence =
        Disclosure.of(
            secret,
            leafKey,
            Disclosure.EVIDENCE,
            DisclosedEvidence.value(result.observation(), result.verdict()));
    ResultLeaf leaf =
        new ResultLeaf(
            leafKey,
            result.check(),
            result.version(),
            result.verdict().status(),
            result.since(),
            identity.digest(),
            evidence.digest());
    return new DisclosedLeaf(leaf.bytes(), identity.text(), evidence.text());
  }

  private static byte[] digest(String text) {
    return Arrays.copyOf(
        Hash.sha256(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)).bytes(), 32);
  }
}
