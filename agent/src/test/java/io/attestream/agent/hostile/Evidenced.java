package io.attestream.agent.hostile;

import io.attestream.agent.aws.AwsConfig;
import io.attestream.agent.aws.SourceOpening;
import io.attestream.agent.judge.ChangeListener;
import io.attestream.agent.judge.ResourceJudge;
import io.attestream.agent.judge.UnitJudge;
import io.attestream.agent.resource.Enumeration;
import io.attestream.agent.resource.ResourceSource;
import io.attestream.agent.spool.Spool;
import io.attestream.agent.spool.UnitLeaves;
import io.attestream.checks.catalogue.CatalogueLoader;
import io.attestream.checks.engine.Engine;
import io.attestream.checks.engine.Parameters;
import io.attestream.checks.model.Check;
import io.attestream.evidence.leaf.DisclosedEvidence;
import io.attestream.evidence.leaf.Disclosure;
import io.attestream.evidence.model.ResourceIdentity;
import io.attestream.evidence.model.ScopeUnit;
import io.attestream.evidence.model.Status;
import io.attestream.evidence.model.UnknownReason;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a scan left in the spool: read back from the disclosures, which must be canonical for that.
 *
 * @param results by check and resource id, {@code aws.iam.user.x alice}
 */
record Evidenced(Map<String, Result> results, List<Enumeration> enumerations) {
  static final Instant NOW = Instant.parse("2031-05-06T07:08:09Z");
  static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final Engine ENGINE = new Engine(CatalogueLoader.bundled(), Parameters.DEFAULTS);

  /** One leaf. */
  record Result(
      String check, ResourceIdentity resource, Status status, DisclosedEvidence evidence) {
    Optional<UnknownReason> reason() {
      return evidence.reason();
    }

    /** Status, reason and detail, to compare. */
    String verdict() {
      return status
          + evidence.reason().map(reason -> " " + reason + " ").orElse("")
          + evidence.detail();
    }
  }

  /** Scans one unit of the sample account, {@code global} or a region, as an agent would. */
  static Evidenced of(HostileHttp http, String region, Path directory) throws InterruptedException {
    AwsConfig config = AwsConfig.defaults().withEndpoint(URI.create("http://replay.invalid"));
    try (ResourceSource source = SourceOpening.on(config, http)) {
      ScopeUnit unit =
          source.units().stream()
              .filter(one -> one.id().endsWith(":" + region))
              .findFirst()
              .orElseThrow();
      return of(source, unit, directory);
    }
  }

  static Evidenced of(ResourceSource source, ScopeUnit unit, Path directory)
      throws InterruptedException {
    try (Spool spool = Spool.open(directory, new SecureRandom(), 1L << 30)) {
      UnitJudge judge =
          new UnitJudge(
              spool.unit(unit),
              new ResourceJudge(ENGINE),
              spool.state().secrets(),
              CLOCK,
              ChangeListener.NONE);
      judge.begin();
      source.scan(unit, judge);
      judge.end(source.types(unit), "not listed", NOW);
      return new Evidenced(read(judge.leaves()), judge.enumerations());
    }
  }

  private static Map<String, Result> read(UnitLeaves leaves) {
    Map<String, Result> results = new TreeMap<>();
    for (Check check : ENGINE.catalogue().checks()) {
      for (UnitLeaves.Evidenced leaf : leaves.ofCheck(check.id(), 0, 10_000)) {
        Disclosure disclosed = Disclosure.parse(Disclosure.EVIDENCE, leaf.evidence());
        results.put(
            check.id() + " " + leaf.resource().id(),
            new Result(
                check.id(),
                leaf.resource(),
                leaf.leaf().status(),
                DisclosedEvidence.read(disclosed.value())));
      }
    }
    return results;
  }

  /** The results of one type. */
  List<Result> of(String type) {
    return results.values().stream()
        .filter(result -> result.resource().type().equals(type))
        .toList();
  }

  /** The results that are other than in another scan, or that it does not have. */
  Map<String, Result> otherThan(Evidenced other) {
    return results.entrySet().stream()
        .filter(
            entry -> {
              Result before = other.results().get(entry.getKey());
              return before == null || !before.verdict().equals(entry.getValue().verdict());
            })
        .collect(
            Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, TreeMap::new));
  }

  /** Types that could not be listed to their end, with the reason. */
  Map<String, String> incomplete() {
    Map<String, String> incomplete = new TreeMap<>();
    enumerations.forEach(
        one ->
            one.blindSpot()
                .ifPresent(
                    spot ->
                        incomplete.put(
                            one.type(), spot.reason() + " " + spot.api() + " " + spot.detail())));
    return incomplete;
  }
}
