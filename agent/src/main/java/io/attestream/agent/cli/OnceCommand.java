package io.attestream.agent.cli;

import io.attestream.agent.config.AgentConfig;
import io.attestream.checks.model.Severity;
import io.attestream.evidence.model.Status;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Scans once and prints the results; nothing is kept or sent. */
@Command(
    name = "once",
    description = "Scan once, print the results, and exit by policy.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:nothing that the policy minds",
      "1:a failure at --fail-on, or an unknown with --unknown-fails",
      "3:a source cannot be used",
      "64:wrong command line or configuration"
    })
final class OnceCommand implements Callable<Integer> {
  private final Surroundings around;

  @Mixin SourceOptions sources = new SourceOptions();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table, json or junit (default ${DEFAULT-VALUE}).")
  ReportFormat format = ReportFormat.TABLE;

  @Option(
      names = "--fail-on",
      paramLabel = "SEVERITY",
      defaultValue = "high",
      description = "critical, high, medium, low or never (default ${DEFAULT-VALUE}).")
  String failOn = "high";

  @Option(names = "--unknown-fails", description = "Treat an unknown result as a failure.")
  boolean unknownFails;

  OnceCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() throws InterruptedException {
    boolean never = failOn.equals("never");
    if (!never && Arrays.stream(Severity.values()).noneMatch(level -> level.key().equals(failOn))) {
      throw new IllegalArgumentException(
          "--fail-on is '" + failOn + "', expected critical, high, medium, low or never");
    }
    AgentConfig config = sources.read(around.environment());
    if (!config.hasSources()) {
      throw new IllegalArgumentException(
          "nothing to check: give --config, --aws, --kubeconfig, --manifests or --sample");
    }
    ScanReport report = new Scans(around).run(config, format == ReportFormat.JSON);
    format.write(report, around.out());
    around.out().flush();
    boolean failed = !never && report.failsAt(Severity.valueOf(failOn.toUpperCase(Locale.ROOT)));
    boolean unknown = unknownFails && report.count(Status.UNKNOWN) > 0;
    return failed || unknown ? ExitCode.POLICY : ExitCode.OK;
  }
}
