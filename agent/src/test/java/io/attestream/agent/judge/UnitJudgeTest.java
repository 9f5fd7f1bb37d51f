package io.attestream.agent.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.agent.spool.Slice;
import io.attestream.agent.spool.SpooledCommit;
import io.attestream.agent.testing.AgentFixture;
import io.attestream.agent.testing.Boxes;
import io.attestream.agent.testing.FakeSource;
import io.attestream.evidence.leaf.DisclosedEvidence;
import io.attestream.evidence.leaf.DisclosedIdentity;
import io.attestream.evidence.leaf.Disclosure;
import io.attestream.evidence.leaf.LeafKey;
import io.attestream.evidence.leaf.LeafSetDigest;
import io.attestream.evidence.leaf.ResultLeaf;
import io.attestream.evidence.manifest.Manifest;
import io.attestream.evidence.model.BlindSpot;
import io.attestream.evidence.model.Status;
import io.attestream.evidence.model.UnknownReason;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnitJudgeTest {
  private static final BlindSpot DENIED =
      new BlindSpot("", UnknownReason.ACCESS_DENIED, "fake:ListBoxes", "AccessDenied");

  @TempDir Path directory;
  private AgentFixture agent;
  private final Replica replica = new Replica();

  @BeforeEach
  void open() {
    agent = new AgentFixture(directory);
    agent.spool.enrolled("agent", "origin+00000000+AAAA");
  }

  @AfterEach
  void close() {
    agent.close();
  }

  @Test
  void sinceStaysWhileTheStatusStays() {
    agent.source.box("a", box(true, "red"));
    commit();
    agent.clock.advance(Duration.ofHours(1));
    agent.source.box("a", box(true, "blue"));
    commit();
    assertThat(replica.leaf(Boxes.CLOSED, "a").status()).isEqualTo(Status.FAIL);
    assertThat(replica.leaf(Boxes.CLOSED, "a").since()).isEqualTo(AgentFixture.START);
    agent.clock.advance(Duration.ofHours(1));
    agent.source.box("a", box(false, "blue"));
    commit();
    assertThat(replica.leaf(Boxes.CLOSED, "a").since())
        .isEqualTo(AgentFixture.START.plus(Duration.ofHours(2)));
  }

  @Test
  void whatACompleteListingDoesNotShowIsGone() {
    agent.source.box("a", box(false, "red"));
    agent.source.box("b", box(false, "red"));
    commit();
    agent.source.remove("b");
    commit();
    assertThat(replica.resources()).containsExactly("a");
  }

  @Test
  void aDeniedListingMakesWhatItDoesNotShowUnknownAndDropsNothing() {
    agent.source.box("a", box(false, "red"));
    agent.source.box("b", box(false, "red"));
    commit();
    agent.source.hide("b", true);
    agent.source.fail(DENIED);
    agent.clock.advance(Duration.ofHours(1));
    commit();
    assertThat(replica.leaf(Boxes.CLOSED, "a").status()).isEqualTo(Status.PASS);
    assertThat(replica.leaf(Boxes.CLOSED, "b").status()).isEqualTo(Status.UNKNOWN);
    assertThat(replica.evidence(Boxes.CLOSED, "b").reason()).contains(UnknownReason.NOT_OBSERVED);
    assertThat(replica.evidence(Boxes.CLOSED, "b").observation().blind())
        .containsExactly(
            new BlindSpot(
                "", UnknownReason.NOT_OBSERVED, "fake:ListBoxes", "ACCESS_DENIED AccessDenied"));
    assertThat(replica.leaf(Boxes.CLOSED, "*").status()).isEqualTo(Status.UNKNOWN);
    assertThat(replica.evidence(Boxes.CLOSED, "*").reason()).contains(UnknownReason.ACCESS_DENIED);
    agent.source.hide("b", false);
    agent.source.recover();
    commit();
    assertThat(replica.resources()).containsExactly("a", "b");
    assertThat(replica.leaf(Boxes.CLOSED, "b").status()).isEqualTo(Status.PASS);
  }

  @Test
  void aDeniedFirstListingIsUnknownAndNotZeroResources() {
    agent.source.fail(DENIED);
    Manifest manifest = commit();
    assertThat(manifest.tally().unknown()).isEqualTo(3);
    assertThat(manifest.size()).isEqualTo(3);
    assertThat(manifest.population().resources()).isZero();
    assertThat(manifest.population().enumerations())
        .containsExactly(
            new Manifest.Enumeration(
                FakeSource.TYPE, "fake:ListBoxes", 0, 1, false, "ACCESS_DENIED AccessDenied"));
  }

  @Test
  void aTypeThatTheSourceNeverListedIsUnknown() {
    agent.source.box("a", box(false, "red"));
    commit();
    agent.unit().begin();
    agent.unit().end(java.util.Set.of(FakeSource.TYPE), "the scan failed", agent.clock.instant());
    apply(agent.cut().getAsLong());
    assertThat(replica.leaf(Boxes.CLOSED, "a").status()).isEqualTo(Status.UNKNOWN);
    assertThat(replica.leaf(Boxes.CLOSED, "*").status()).isEqualTo(Status.UNKNOWN);
  }

  @Test
  void aBlindSpotInAResourceIsUnknownForTheChecksThatNeedIt() {
    agent.source.box(
        "a",
        Map.of("label", "red", "secret", true, "sealed", "2026-01-01T00:00:00Z"),
        new BlindSpot("open", UnknownReason.THROTTLED, "fake:GetBox", "Throttling"));
    commit();
    assertThat(replica.leaf(Boxes.CLOSED, "a").status()).isEqualTo(Status.UNKNOWN);
    assertThat(replica.evidence(Boxes.CLOSED, "a").reason()).contains(UnknownReason.THROTTLED);
    assertThat(replica.leaf(Boxes.LABELLED, "a").status()).isEqualTo(Status.PASS);
  }

  @Test
  void evidenceBeyondItsBoundIsUnknown() {
    agent.source.box("a", box(false, "x".repeat(400_000)));
    commit();
    assertThat(replica.leaf(Boxes.LABELLED, "a").status()).isEqualTo(Status.UNKNOWN);
    assertThat(replica.evidence(Boxes.LABELLED, "a").reason())
        .contains(UnknownReason.LIMIT_EXCEEDED);
    assertThat(replica.leaf(Boxes.CLOSED, "a").status()).isEqualTo(Status.PASS);
  }

  @Test
  void evidenceThatNoCollectorWouldReadIsUnknown() {
    Object deep = "bottom";
    for (int level = 0; level < 45; level++) {
      deep = List.of(deep);
    }
    agent.source.box("deep", Map.of("open", false, "secret", true, "label", deep));
    agent.source.box(
        "wide", Map.of("open", false, "secret", true, "label", Collections.nCopies(60_000, 1L)));
    commit();
    for (String id : List.of("deep", "wide")) {
      assertThat(replica.evidence(Boxes.LABELLED, id).reason())
          .as(id)
          .contains(UnknownReason.LIMIT_EXCEEDED);
      assertThat(replica.leaf(Boxes.CLOSED, id).status()).isEqualTo(Status.PASS);
    }
  }

  @Test
  void aCheckThatLooksAtTheClockIsJudgedAgainForEachCommitOfAWatchedUnit() {
    agent.source.box("a", box(false, "red"));
    commit();
    assertThat(replica.leaf(Boxes.FRESH, "a").status()).isEqualTo(Status.PASS);
    agent.clock.advance(Duration.ofDays(30));
    Instant later = agent.clock.instant();
    agent.unit().judgeClockChecks(later);
    apply(agent.cut().getAsLong());
    assertThat(replica.leaf(Boxes.FRESH, "a").status()).isEqualTo(Status.FAIL);
    assertThat(replica.leaf(Boxes.FRESH, "a").since()).isEqualTo(later);
    assertThat(
            Boxes.engine()
                .program(Boxes.FRESH)
                .judge(replica.evidence(Boxes.FRESH, "a").observation(), later)
                .status())
        .isEqualTo(Status.FAIL);
  }

  @Test
  void aWatchedResourceComesAndGoes() {
    agent.source.box("a", box(false, "red"));
    commit();
    agent
        .unit()
        .seen(
            new io.attestream.agent.resource.Resource(
                FakeSource.identity("b"), box(true, "red"), List.of()));
    agent.unit().gone(FakeSource.identity("a"));
    apply(agent.cut().getAsLong());
    assertThat(replica.resources()).containsExactly("b");
  }

  @Test
  void aWatchedTypeThatCannotBeListedAnyMoreIsUnknown() {
    agent.source.box("a", box(false, "red"));
    commit();
    agent
        .unit()
        .enumerated(
            new io.attestream.agent.resource.Enumeration(
                FakeSource.TYPE, "fake:ListBoxes", 0, 0, DENIED));
    apply(agent.cut().getAsLong());
    assertThat(replica.leaf(Boxes.CLOSED, "a").status()).isEqualTo(Status.UNKNOWN);
  }

  @Test
  void aChangeThatIsTakenBackBeforeItsCommitLeavesARealTransition() {
    agent.source.box("a", box(false, "red"));
    commit();
    agent.clock.advance(Duration.ofMinutes(1));
    agent.source.box("a", box(false, "blue"));
    agent.scan();
    agent.source.box("a", box(false, "red"));
    Manifest manifest = commit();
    assertThat(manifest.delta().put()).isZero();
  }

  @Test
  void anUnchangedUnitCommitsTheSameSetAgain() {
    agent.close();
    agent = new AgentFixture(directory, 1L << 30, Boxes.timeless());
    agent.source.box("a", box(false, "red"));
    agent.source.box("b", box(true, "red"));
    Manifest first = commit();
    Manifest second = commit();
    assertThat(second.delta()).isEqualTo(new Manifest.Delta(first.root(), 0, 0));
    agent.source.box("c", box(true, "red"));
    agent.scan();
    agent.reopen();
    Manifest third = apply(agent.cut().getAsLong());
    for (Manifest same : List.of(second, third)) {
      assertThat(same.size()).isEqualTo(first.size());
      assertThat(same.root()).isEqualTo(first.root());
      assertThat(same.flat()).isEqualTo(first.flat());
      assertThat(same.tally()).isEqualTo(first.tally());
      assertThat(same.population().resources()).isEqualTo(2);
    }
  }

  @Test
  void aResourceThatLooksAsBeforeIsSeenAgainAfterItWasNot() {
    agent.close();
    agent = new AgentFixture(directory, 1L << 30, Boxes.timeless());
    agent.source.box("a", box(false, "red"));
    Manifest first = commit();
    agent.source.hide("a", true);
    agent.source.fail(DENIED);
    agent.clock.advance(Duration.ofHours(1));
    commit();
    assertThat(replica.leaf(Boxes.CLOSED, "a").status()).isEqualTo(Status.UNKNOWN);
    agent.source.hide("a", false);
    agent.source.recover();
    commit();
    assertThat(replica.leaf(Boxes.CLOSED, "a").status()).isEqualTo(Status.PASS);
    agent.source.remove("a");
    assertThat(commit().size()).isZero();
    agent.source.box("a", box(false, "red"));
    assertThat(commit().size()).isEqualTo(first.size());
  }

  /** Whatever happens, the deltas add up to what a full scan by a fresh state would commit. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void deltasAddUpToTheWhole(long seed) {
    addUp(seed);
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18})
  void deltasAddUpWhereUnchangedResourcesAreNotJudgedAgain(long seed) {
    agent.close();
    agent = new AgentFixture(directory, 1L << 30, Boxes.timeless());
    addUp(seed);
  }

  private void addUp(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 25; round++) {
      mutate(random);
      agent.clock.advance(Duration.ofMinutes(random.nextInt(90)));
      agent.scan();
      if (random.nextInt(3) == 0) {
        continue;
      }
      if (random.nextInt(6) == 0) {
        agent.reopen();
        agent.scan();
      }
      Manifest manifest = apply(agent.cut().getAsLong());
      LeafSetDigest.Result result = replica.digest();
      assertThat(result.root()).isEqualTo(manifest.root());
      assertThat(result.flat()).isEqualTo(manifest.flat());
      assertThat(result.tally()).isEqualTo(manifest.tally());
      replica.standsAs(agent.source);
      if (random.nextInt(2) == 0) {
        agent.spool.held(manifest.seq());
      }
    }
  }

  private void mutate(Random random) {
    for (int i = 0; i < 1 + random.nextInt(5); i++) {
      String id = "box-" + random.nextInt(12);
      switch (random.nextInt(6)) {
        case 0 -> agent.source.remove(id);
        case 1 -> agent.source.hide(id, random.nextBoolean());
        case 2 -> agent.source.fail(DENIED);
        case 3 -> agent.source.recover();
        default -> agent.source.box(id, box(random.nextBoolean(), "l" + random.nextInt(3)));
      }
    }
  }

  private Manifest commit() {
    return apply(agent.scanAndCut().getAsLong());
  }

  private Manifest apply(long seq) {
    return replica.apply(agent, seq);
  }

  private static Map<String, Object> box(boolean open, String label) {
    return Map.of("open", open, "label", label, "secret", true, "sealed", "2026-01-01T00:00:00Z");
  }

  /** What a collector would hold after the commits so far. */
  private static final class Replica {
    private final TreeMap<LeafKey, Slice.Put> leaves = new TreeMap<>();

    Manifest apply(AgentFixture agent, long seq) {
      SpooledCommit commit = agent.spool.after(seq - 1, 1).get(0);
      Manifest manifest =
          io.attestream.evidence.manifest.ManifestCodec.parse(
              io.attestream.evidence.dsse.Envelope.parse(commit.envelope()).payload());
      if (commit.full()) {
        leaves.clear();
      }
      var delta = agent.spool.delta(commit);
      long puts = 0;
      for (Optional<Slice> slice = delta.next(); slice.isPresent(); slice = delta.next()) {
        for (Slice.Put put : slice.get().puts()) {
          leaves.put(ResultLeaf.parse(put.leaf()).key(), put);
          puts++;
        }
        slice.get().dels().forEach(key -> assertThat(leaves.remove(LeafKey.of(key))).isNotNull());
      }
      assertThat(puts).isEqualTo(manifest.delta().put());
      return manifest;
    }

    LeafSetDigest.Result digest() {
      LeafSetDigest digest = new LeafSetDigest();
      leaves.forEach(
          (key, put) -> digest.add(key, ResultLeaf.parse(put.leaf()).status(), put.leaf()));
      return digest.finish();
    }

    /** Every box that a listing shows has the verdict of its document. */
    void standsAs(FakeSource source) {
      source
          .shown()
          .forEach(
              (id, document) ->
                  assertThat(leaf(Boxes.CLOSED, id).status())
                      .as(id)
                      .isEqualTo(
                          Boolean.TRUE.equals(document.get("open")) ? Status.FAIL : Status.PASS));
    }

    List<String> resources() {
      List<String> ids = new ArrayList<>();
      byResource(Boxes.CLOSED).keySet().stream().sorted().forEach(ids::add);
      return ids;
    }

    ResultLeaf leaf(String check, String id) {
      return ResultLeaf.parse(put(check, id).leaf());
    }

    DisclosedEvidence evidence(String check, String id) {
      return DisclosedEvidence.read(
          Disclosure.parse(Disclosure.EVIDENCE, put(check, id).evidence()).value());
    }

    private Slice.Put put(String check, String id) {
      return Optional.ofNullable(byResource(check).get(id))
          .orElseThrow(() -> new AssertionError("no leaf of " + check + " on " + id));
    }

    private Map<String, Slice.Put> byResource(String check) {
      Map<String, Slice.Put> found = new HashMap<>();
      for (Slice.Put put : leaves.values()) {
        if (ResultLeaf.parse(put.leaf()).check().equals(check)) {
          Disclosure identity = Disclosure.parse(Disclosure.IDENTITY, put.identity());
          found.put(DisclosedIdentity.read(identity.value()).id(), put);
        }
      }
      return found;
    }
  }
}
