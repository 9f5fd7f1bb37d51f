package io.attestream.collector;

import io.attestream.checks.catalogue.CatalogueLoader;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.collector.config.CollectorConfig;
import io.attestream.collector.config.ConfigException;
import io.attestream.collector.log.LogIdentity;
import io.attestream.collector.report.BundleExporter;
import io.attestream.collector.report.BundlePeriod;
import io.attestream.collector.report.BundleSelection;
import io.attestream.collector.report.BundleSelection.CommitName;
import io.attestream.collector.store.DataDirectory;
import io.attestream.collector.store.Database;
import io.attestream.collector.store.sqlite.SqliteDatabase;
import io.attestream.collector.store.sqlite.SqliteSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = "Writes an evidence bundle that verifies offline.")
final class ExportCommand implements Callable<Integer> {
  @Mixin private ConfigOptions options = new ConfigOptions();

  @Parameters(paramLabel = "FILE", description = "the zip to write")
  private Path file;

  @Option(names = "--from", description = "begin of the period, 2026-01-31T00:00:00Z")
  private @Nullable Instant from;

  @Option(names = "--to", description = "end of the period (default: now)")
  private @Nullable Instant to;

  @Option(names = "--sample", paramLabel = "N", description = "draw N commits of the period")
  private @Nullable Integer sample;

  @Option(
      names = "--seed",
      description = "what decides the draw; the auditor names it, after the period is over")
  private @Nullable String seed;

  @Option(
      names = "--commit",
      paramLabel = "AGENT:SEQ",
      description = "a commit to take as a sample; may be repeated")
  private List<String> commits = new ArrayList<>();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws ConfigException {
    CollectorConfig config = options.read();
    Clock clock = Clock.systemUTC();
    DataDirectory data = DataDirectory.open(config.data());
    PrintWriter out = spec.commandLine().getOut();
    try (Database database = SqliteDatabase.open(data.database(), SqliteSettings.STREAMING)) {
      LogIdentity identity = LogIdentity.existing(data, database, config.log().origin());
      BundleExporter exporter =
          new BundleExporter(
              database, identity, CatalogueLoader.bundled(), ControlRegistry.bundled(), clock);
      BundlePeriod period =
          new BundlePeriod(from == null ? Instant.EPOCH : from, to == null ? clock.instant() : to);
      exporter.export(file.toAbsolutePath(), period, selection(), percent -> {});
      out.println("Wrote " + file);
      out.println("Log key " + identity.verifier().vkey());
    }
    return 0;
  }

  private BundleSelection selection() {
    try {
      if (sample != null && seed != null && commits.isEmpty()) {
        return new BundleSelection.Drawn(sample, seed);
      }
      if (sample == null && seed == null) {
        return commits.isEmpty()
            ? new BundleSelection.Whole()
            : new BundleSelection.Named(commits.stream().map(CommitName::parse).toList());
      }
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
    }
    throw new ParameterException(
        spec.commandLine(), "--sample and --seed go together, and without --commit");
  }
}
