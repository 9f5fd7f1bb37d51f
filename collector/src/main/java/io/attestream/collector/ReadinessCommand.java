package io.attestream.collector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.attestream.checks.catalogue.CatalogueLoader;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.collector.config.CollectorConfig;
import io.attestream.collector.config.ConfigException;
import io.attestream.collector.readiness.AuditPlan;
import io.attestream.collector.readiness.FailOn;
import io.attestream.collector.readiness.Readiness;
import io.attestream.collector.readiness.ReadinessJson;
import io.attestream.collector.readiness.ReadinessMarkdown;
import io.attestream.collector.readiness.ReadinessReader;
import io.attestream.collector.readiness.ReadinessText;
import io.attestream.collector.scopes.NamedScope;
import io.attestream.collector.scopes.ScopeTable;
import io.attestream.collector.store.Database;
import io.attestream.collector.store.DatabaseException;
import io.attestream.collector.store.sqlite.SqliteDatabase;
import io.attestream.collector.store.sqlite.SqliteSettings;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

@Command(
    name = "readiness",
    mixinStandardHelpOptions = true,
    description = "Forecasts the grades of a collector's data to an audit; docs/readiness.md.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:nothing is at the level of --fail-on or worse at the audit",
      "1:something is",
      "2:wrong usage or configuration, or no collector's data",
      "3:the data cannot be read"
    })
final class ReadinessCommand implements Callable<Integer> {
  private static final int REACHED = 1;
  private static final int UNREADABLE = 3;

  /** How the forecast is printed. */
  enum Format {
    text,
    json,
    markdown
  }

  @Mixin private ConfigOptions options = new ConfigOptions();

  @Option(
      names = "--audit",
      required = true,
      paramLabel = "DATE",
      description = "first day of the audit, 2027-03-01; today or later")
  private String audit = "";

  @Option(
      names = "--scope",
      paramLabel = "NAME",
      description = "of this scope alone; docs/scopes.md (default: of everything)")
  private String scope = NamedScope.EVERYTHING;

  @Option(names = "--stage1", description = "in the words of a Stage 1 audit")
  private boolean stage1;

  @Option(
      names = "--fail-on",
      paramLabel = "LEVEL",
      defaultValue = "likely-major",
      converter = FailOnReader.class,
      description =
          "exit with 1 when something is at this level or worse at the audit: likely-major (default),"
              + " likely-minor, no-evidence, never")
  private FailOn failOn = FailOn.LIKELY_MAJOR;

  @Option(
      names = "--format",
      defaultValue = "text",
      description = "text, json or markdown (default: ${DEFAULT-VALUE})")
  private Format format = Format.text;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws ConfigException, JsonProcessingException {
    CollectorConfig config = options.read();
    Path file = config.data().resolve("attestream.db");
    if (!Files.isRegularFile(file)) {
      throw new ParameterException(
          spec.commandLine(), "no collector has kept data in " + config.data());
    }
    Instant now = Clock.systemUTC().instant();
    AuditPlan plan;
    try {
      plan = AuditPlan.parse(now, audit, stage1);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--audit: " + e.getMessage(), e);
    }
    Readiness readiness;
    try (Database database = SqliteDatabase.open(file, SqliteSettings.DEFAULTS)) {
      if (!scope.equals(NamedScope.EVERYTHING)
          && database.read(handle -> ScopeTable.find(handle, scope)).isEmpty()) {
        throw new ParameterException(
            spec.commandLine(), "--scope: there is no scope '" + scope + "'");
      }
      readiness =
          new ReadinessReader(database, CatalogueLoader.bundled(), ControlRegistry.bundled())
              .read(scope, now, plan);
    } catch (DatabaseException e) {
      spec.commandLine().getErr().println("attestream-collector: " + file + ": " + e.getMessage());
      return UNREADABLE;
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(
        switch (format) {
          case text -> ReadinessText.of(readiness);
          case json ->
              new ObjectMapper()
                      .enable(SerializationFeature.INDENT_OUTPUT)
                      .writeValueAsString(ReadinessJson.of(readiness))
                  + "\n";
          case markdown -> ReadinessMarkdown.of(readiness);
        });
    out.flush();
    return failOn.reachedBy(readiness) ? REACHED : 0;
  }

  /** Reads {@code likely-minor} in either spelling. */
  static final class FailOnReader implements ITypeConverter<FailOn> {
    @Override
    public FailOn convert(String value) {
      try {
        return FailOn.parse(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
