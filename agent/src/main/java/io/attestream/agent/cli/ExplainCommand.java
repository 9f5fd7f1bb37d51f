package io.attestream.agent.cli;

import io.attestream.agent.config.AgentConfig;
import io.attestream.agent.judge.CheckResult;
import io.attestream.checks.engine.Engine;
import io.attestream.checks.model.Check;
import io.attestream.evidence.json.CanonicalJson;
import io.attestream.evidence.model.BlindSpot;
import io.attestream.evidence.model.Status;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows one verdict with all that it follows from. */
@Command(
    name = "explain",
    description = "Show why a check says what it says about a resource.",
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
  private final Surroundings around;

  @Mixin SourceOptions sources = new SourceOptions();

  @Parameters(index = "0", paramLabel = "CHECK", description = "Check id.")
  String checkId = "";

  @Parameters(
      index = "1",
      paramLabel = "RESOURCE",
      description = "Resource id or name; a part that only one resource has is enough.")
  String resource = "";

  ExplainCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() throws InterruptedException {
    AgentConfig config = sources.read(around.environment());
    Engine engine = Scans.engine(config);
    Check check = engine.program(checkId).check();
    ScanReport report = new Scans(around).run(config, true);
    List<CheckResult> found = matching(report);
    if (found.size() != 1) {
      around
          .err()
          .println(
              found.isEmpty()
                  ? "no " + check.resource() + " has '" + resource + "' in its id or name"
                  : "'" + resource + "' is in several resources:");
      found.forEach(result -> around.err().println("  " + Visible.text(result.resource().id())));
      return ExitCode.USAGE;
    }
    print(found.get(0), engine);
    around.out().flush();
    return ExitCode.OK;
  }

  /** The results about the resource: an exact id or name wins over a part. */
  private List<CheckResult> matching(ScanReport report) {
    List<CheckResult> ofCheck =
        report.results().stream().filter(result -> result.check().id().equals(checkId)).toList();
    List<CheckResult> exact =
        ofCheck.stream()
            .filter(
                result ->
                    result.resource().id().equals(resource)
                        || result.resource().name().equals(resource))
            .toList();
    return exact.isEmpty()
        ? ofCheck.stream()
            .filter(
                result ->
                    result.resource().id().contains(resource)
                        || result.resource().name().contains(resource))
            .toList()
        : exact;
  }

  private void print(CheckResult result, Engine engine) {
    PrintWriter out = around.out();
    Check check = result.check();
    out.printf("%s  %s%n", result.verdict().status(), check.title());
    result
        .verdict()
        .reason()
        .ifPresent(
            reason ->
                out.printf("          %s %s%n", reason, Visible.text(result.verdict().detail())));
    if (result.verdict().status() == Status.FAIL) {
      out.println("          " + check.message());
    }
    out.printf("resource  %s%n", Visible.text(result.resource().id()));
    out.printf("unit      %s%n", result.resource().unit());
    out.printf("check     %s, %s%n", check.pinned(), check.severity().key());
    check
        .controls()
        .forEach(
            edge ->
                out.printf("control   %s (%s) %s%n", edge.control(), edge.strength(), edge.why()));
    out.printf("evidence  %s%n", Visible.text(CanonicalJson.text(result.evidence().observed())));
    for (BlindSpot spot : result.evidence().blind()) {
      out.printf("not seen  %s: %s %s %s%n", spot.path(), spot.reason(), spot.api(), spot.detail());
    }
    check.applies().ifPresent(applies -> out.printf("applies   %s%n", applies));
    out.printf("passes    %s%n", check.passes());
    engine
        .program(check.id())
        .params()
        .forEach((name, value) -> out.printf("param     %s = %s%n", name, value));
    check.remediation().ways().forEach((way, text) -> out.printf("%-9s %s%n", way, text));
  }
}
