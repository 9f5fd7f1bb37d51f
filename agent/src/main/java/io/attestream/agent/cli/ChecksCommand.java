package io.attestream.agent.cli;

import io.attestream.checks.catalogue.Catalogue;
import io.attestream.checks.catalogue.CatalogueLoader;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.checks.lint.Accepted;
import io.attestream.checks.lint.Plan;
import io.attestream.checks.report.ChecksReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The catalogue: list, show, lint, test. */
@Command(
    name = "checks",
    description = "List, show, lint and test the checks.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class ChecksCommand implements Runnable {
  private final Surroundings around;

  ChecksCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public void run() {
    list("", List.of());
  }

  @Command(
      name = "list",
      description = "List the checks whose id, resource type, title or control holds a word.",
      mixinStandardHelpOptions = true)
  int list(
      @Parameters(paramLabel = "WORD", defaultValue = "", description = "What to look for.")
          String word,
      @Option(names = "--packs", paramLabel = "DIR", description = "Directory of further checks.")
          List<Path> packs) {
    report(packs).list(word);
    return ExitCode.OK;
  }

  @Command(name = "show", description = "Show one check.", mixinStandardHelpOptions = true)
  int show(
      @Parameters(paramLabel = "CHECK", description = "Check id.") String id,
      @Option(names = "--packs", paramLabel = "DIR", description = "Directory of further checks.")
          List<Path> packs) {
    boolean known = report(packs).show(id);
    around.out().flush();
    if (!known) {
      around.err().println("no check '" + id + "'");
    }
    return known ? ExitCode.OK : ExitCode.USAGE;
  }

  @Command(
      name = "lint",
      description = "Look over the whole catalogue.",
      mixinStandardHelpOptions = true)
  int lint(
      @Option(names = "--packs", paramLabel = "DIR", description = "Directory of further checks.")
          List<Path> packs) {
    return report(packs).lint(Plan.bundled(), Accepted.bundled()) == 0
        ? ExitCode.OK
        : ExitCode.POLICY;
  }

  @Command(
      name = "test",
      description = "Run the cases of all checks.",
      mixinStandardHelpOptions = true)
  int test(
      @Option(names = "--packs", paramLabel = "DIR", description = "Directory of further checks.")
          List<Path> packs) {
    return report(packs).test() == 0 ? ExitCode.OK : ExitCode.POLICY;
  }

  private ChecksReport report(@org.jspecify.annotations.Nullable List<Path> packs) {
    Catalogue catalogue =
        CatalogueLoader.bundledWith(packs == null ? List.of() : new ArrayList<>(packs));
    return new ChecksReport(catalogue, ControlRegistry.bundled(), around.out(), around.terminal());
  }
}
