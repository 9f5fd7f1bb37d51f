package io.attestream.agent.cli;

import io.attestream.agent.config.AgentConfig;
import io.attestream.agent.judge.ResourceJudge;
import io.attestream.agent.resource.ResourceSource;
import io.attestream.agent.resource.SourceException;
import io.attestream.agent.source.OpenSource;
import io.attestream.agent.source.Sources;
import io.attestream.checks.catalogue.CatalogueLoader;
import io.attestream.checks.engine.Engine;
import io.attestream.checks.engine.Parameters;
import io.attestream.checks.organisation.Facts;
import io.attestream.checks.organisation.OrganisationReader;
import io.attestream.evidence.model.ScopeUnit;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** One scan of everything that a configuration names, without a state directory. */
final class Scans {
  private final Surroundings around;

  Scans(Surroundings around) {
    this.around = around;
  }

  /**
   * The engine with a configuration's packs, its organisation's facts and its parameters, which go before facts.
   *
   * @throws IllegalArgumentException when a parameter does not fit
   * @throws io.attestream.checks.catalogue.CatalogueException when a check is wrong
   */
  static Engine engine(AgentConfig config) {
    Map<String, Map<String, Object>> params = new HashMap<>();
    String organisation = config.checks().organisation();
    if (!organisation.isEmpty()) {
      params.putAll(OrganisationReader.read(Path.of(organisation), Facts.bundled()));
    }
    config
        .checks()
        .params()
        .forEach(
            (check, values) -> {
              if (!(values instanceof Map<?, ?> map)) {
                throw new IllegalArgumentException(
                    "checks.params: " + check + " must be a map of parameters");
              }
              Map<String, Object> byName = new HashMap<>(params.getOrDefault(check, Map.of()));
              map.forEach((name, value) -> byName.put(String.valueOf(name), value));
              params.put(check, byName);
            });
    return new Engine(CatalogueLoader.bundledWith(config.checks().packs()), new Parameters(params));
  }

  /** @param evidence whether the results are to keep their evidence */
  ScanReport run(AgentConfig config, boolean evidence) throws InterruptedException {
    ResourceJudge judge = new ResourceJudge(engine(config));
    ExecutorService judges = Executors.newFixedThreadPool(config.limits().judges(), Scans::judge);
    Instant now = around.clock().instant().truncatedTo(ChronoUnit.SECONDS);
    try {
      return run(config, new ScanReport(judge, now, evidence, judges));
    } finally {
      judges.shutdownNow();
    }
  }

  private ScanReport run(AgentConfig config, ScanReport report) throws InterruptedException {
    Sources sources = new Sources(around.environment(), around.clock(), around.random());
    List<ResourceSource> open = sources.open(config).stream().map(OpenSource::source).toList();
    try (Progress progress = new Progress(around)) {
      for (ResourceSource source : open) {
        for (ScopeUnit unit : source.units()) {
          progress.say("scanning " + unit.id());
          scan(source, unit, report.unit(unit.id()));
        }
      }
    } finally {
      open.forEach(ResourceSource::close);
    }
    return report;
  }

  private static Thread judge(Runnable work) {
    Thread thread = new Thread(work, "judge");
    thread.setDaemon(true);
    return thread;
  }

  private static void scan(ResourceSource source, ScopeUnit unit, ScanReport.UnitSink sink)
      throws InterruptedException {
    String missing = "not listed";
    try {
      source.scan(unit, sink);
    } catch (SourceException e) {
      missing = "the source failed: " + e.getMessage();
    }
    sink.end(source.types(unit), missing);
  }
}
