package io.attestream.agent.judge;

import io.attestream.agent.judge.LeafMaker.Material;
import io.attestream.agent.resource.Enumeration;
import io.attestream.agent.resource.Resource;
import io.attestream.agent.resource.ResourceSink;
import io.attestream.agent.spool.AgentState.Secrets;
import io.attestream.agent.spool.NewLeaf;
import io.attestream.agent.spool.StoredLeaf;
import io.attestream.agent.spool.UnitLeaves;
import io.attestream.agent.spool.UnitLeaves.KnownResource;
import io.attestream.checks.engine.CheckProgram;
import io.attestream.evidence.leaf.DisclosedEvidence;
import io.attestream.evidence.leaf.Disclosure;
import io.attestream.evidence.leaf.LeafKey;
import io.attestream.evidence.model.BlindSpot;
import io.attestream.evidence.model.ResourceIdentity;
import io.attestream.evidence.model.UnknownReason;
import io.attestream.evidence.model.Verdict;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Keeps the leaves of one scope unit equal to what its source sees. A result's {@code since} stays
 * while its status stays. What a complete enumeration does not show is gone; what a failed one does
 * not show becomes UNKNOWN and never disappears. Safe for many threads; two calls about one resource
 * take turns.
 */
public final class UnitJudge implements ResourceSink {
  private static final int STRIPES = 64;
  private static final int PAGE = 500;

  private final UnitLeaves leaves;
  private final ResourceJudge judge;
  private final LeafMaker maker;
  private final Fingerprints fingerprints;
  private final Clock clock;
  private final ChangeListener listener;
  private final Census census = new Census();
  private final Object[] stripes = new Object[STRIPES];

  /** Types whose new listing was announced. */
  private final Set<String> relisting = ConcurrentHashMap.newKeySet();

  private volatile boolean watching;

  public UnitJudge(
      UnitLeaves leaves,
      ResourceJudge judge,
      Secrets secrets,
      Clock clock,
      ChangeListener listener) {
    this.leaves = leaves;
    this.judge = judge;
    this.maker = new LeafMaker(secrets);
    this.fingerprints = new Fingerprints(judge.engine());
    this.clock = clock;
    this.listener = listener;
    Arrays.setAll(stripes, i -> new Object());
  }

  public UnitLeaves leaves() {
    return leaves;
  }

  /** Begins a complete listing of the unit. */
  public void begin() {
    watching = false;
    relisting.clear();
    census.clear();
  }

  @Override
  public void seen(Resource resource) {
    seen(resource, now());
  }

  /** A resource was seen; checks that look at the clock are judged at {@code now}. */
  public void seen(Resource resource, Instant now) {
    ResourceIdentity identity = resource.identity();
    Optional<Fingerprints.Digest> look = fingerprints.look(resource);
    if (look.isPresent() && unchanged(identity, look.get())) {
      return;
    }
    List<Material> results = maker.make(identity, judge.judge(resource, now));
    synchronized (stripe(identity)) {
      long row = update(identity, results, now);
      look.ifPresent(digest -> fingerprints.judged(identity, digest, row));
      census.saw(identity.type(), row);
    }
  }

  private boolean unchanged(ResourceIdentity identity, Fingerprints.Digest look) {
    synchronized (stripe(identity)) {
      OptionalLong row = fingerprints.row(identity, look);
      row.ifPresent(known -> census.saw(identity.type(), known));
      return row.isPresent();
    }
  }

  @Override
  public void gone(ResourceIdentity identity) {
    synchronized (stripe(identity)) {
      UnitLeaves.Current current = leaves.current(identity);
      if (!current.leaves().isEmpty()) {
        apply(identity, List.of(), current.leaves());
      }
    }
  }

  @Override
  public void enumerating(String type) {
    census.begin(type);
    relisting.add(type);
  }

  @Override
  public void enumerated(Enumeration enumeration) {
    census.add(enumeration);
    if (watching) {
      relisted(enumeration.type());
    }
  }

  /** Settles a type whose listing ended while it is watched. */
  private void relisted(String type) {
    boolean announced = relisting.remove(type);
    if (announced) {
      sweep(type, now());
    } else if (census.failure(type).isPresent()) {
      census.forget(type);
      sweep(type, now());
    } else {
      gone(ResourceIdentity.wholePopulation(leaves.unit().id(), type));
    }
  }

  /**
   * Ends the listing of a unit.
   *
   * @param types what the source was to list
   * @param missing what is said of a type that it did not list
   */
  public void end(Set<String> types, String missing, Instant now) {
    Set<String> dropped = new TreeSet<>(leaves.types());
    dropped.removeAll(types);
    dropped.forEach(this::removeUnseen);
    for (String type : new TreeSet<>(types)) {
      census.expect(type, missing);
      sweep(type, now);
    }
    watching = true;
  }

  /** Judges what depends on the time again, at the time that the commit will name. */
  public void judgeClockChecks(Instant now) {
    for (String type : leaves.types()) {
      for (CheckProgram program : judge.engine().programs(type)) {
        if (program.check().usesClock()) {
          judgeAgain(program, now);
        }
      }
    }
  }

  private void judgeAgain(CheckProgram program, Instant now) {
    long after = 0;
    String check = program.check().id();
    for (List<UnitLeaves.Evidenced> page = leaves.ofCheck(check, after, PAGE);
        !page.isEmpty();
        page = leaves.ofCheck(check, after, PAGE)) {
      for (UnitLeaves.Evidenced old : page) {
        after = old.leaf().row();
        synchronized (stripe(old.resource())) {
          judgeAgain(program, old, now);
        }
      }
    }
  }

  private void judgeAgain(CheckProgram program, UnitLeaves.Evidenced old, Instant now) {
    DisclosedEvidence evidence =
        DisclosedEvidence.read(Disclosure.parse(Disclosure.EVIDENCE, old.evidence()).value());
    Verdict verdict = program.judge(evidence.observation(), now);
    if (verdict.status() == old.leaf().status()
        && verdict.reason().equals(evidence.reason())
        && verdict.detail().equals(evidence.detail())) {
      return;
    }
    CheckResult result =
        new CheckResult(program.check(), old.resource(), evidence.observation(), verdict);
    Material material = maker.make(old.resource(), List.of(result)).get(0);
    boolean same = material.result().verdict().status() == old.leaf().status();
    apply(old.resource(), List.of(material.leaf(same ? old.leaf().since() : now)), List.of());
  }

  private void sweep(String type, Instant now) {
    Optional<BlindSpot> failure = census.failure(type);
    if (failure.isEmpty()) {
      removeUnseen(type);
      return;
    }
    BlindSpot spot = failure.get();
    unobserved(ResourceIdentity.wholePopulation(leaves.unit().id(), type), spot, now);
    String detail = spot.detail().isEmpty() ? "" : " " + spot.detail();
    BlindSpot missed =
        new BlindSpot("", UnknownReason.NOT_OBSERVED, spot.api(), spot.reason() + detail);
    forUnseen(
        type,
        resource -> {
          if (!resource.isWholePopulation()) {
            unobserved(resource, missed, now);
          }
        });
  }

  private void unobserved(ResourceIdentity identity, BlindSpot spot, Instant now) {
    List<Material> results = maker.make(identity, judge.unobserved(identity, spot, now));
    synchronized (stripe(identity)) {
      update(identity, results, now);
    }
  }

  private void removeUnseen(String type) {
    forUnseen(type, this::gone);
  }

  private void forUnseen(String type, Consumer<ResourceIdentity> action) {
    long after = 0;
    for (List<KnownResource> page = leaves.known(type, after, PAGE);
        !page.isEmpty();
        page = leaves.known(type, after, PAGE)) {
      for (KnownResource resource : page) {
        after = resource.row();
        if (!census.contains(type, resource.row())) {
          action.accept(resource.identity());
        }
      }
    }
  }

  /** Brings the leaves of a resource in line with results; returns the resource's row. */
  private long update(ResourceIdentity identity, List<Material> results, Instant now) {
    UnitLeaves.Current current = leaves.current(identity);
    Map<LeafKey, StoredLeaf> before = new HashMap<>();
    current.leaves().forEach(leaf -> before.put(leaf.key(), leaf));
    List<NewLeaf> puts = new ArrayList<>();
    for (Material material : results) {
      StoredLeaf old = before.remove(material.key());
      boolean same = old != null && old.status() == material.result().verdict().status();
      NewLeaf leaf = material.leaf(same ? old.since() : now);
      if (old == null || !Arrays.equals(old.leaf(), leaf.bytes())) {
        puts.add(leaf);
      }
    }
    return puts.isEmpty() && before.isEmpty()
        ? current.row()
        : apply(identity, puts, List.copyOf(before.values()));
  }

  private long apply(ResourceIdentity identity, List<NewLeaf> puts, List<StoredLeaf> gone) {
    fingerprints.forget(identity);
    long row = leaves.apply(identity, puts, gone);
    listener.changed(leaves.unit(), puts, gone.stream().map(StoredLeaf::key).toList());
    return row;
  }

  /** How the types were listed, for the manifest. */
  public List<Enumeration> enumerations() {
    return census.enumerations();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  private Object stripe(ResourceIdentity identity) {
    return stripes[Math.floorMod(identity.hashCode(), STRIPES)];
  }
}
