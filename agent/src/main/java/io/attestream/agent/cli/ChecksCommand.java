package io.attestream.agent.cli;

import io.attestream.checks.catalogue.Catalogue;
import io.attestream.checks.catalogue.CatalogueLoader;
import io.attestream.checks.catalogue.NewCheck;
import io.attestream.checks.catalogue.Reading;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.checks.lint.Accepted;
import io.attestream.checks.lint.Plan;
import io.attestream.checks.report.ChecksReport;
import io.attestream.checks.report.OwnChecksReport;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The catalogue: list, show, new, lint, test. */
@Command(
    name = "checks",
    description = "List, show, write, lint and test checks.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class ChecksCommand implements Runnable {
  private static final String OWN =
      "Directories or files of own checks; the bundled ones without it.";

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
      name = "new",
      description = "Write the file of a new check of your own, to be filled in.",
      mixinStandardHelpOptions = true)
  int create(
      @Parameters(paramLabel = "CHECK", description = "RESOURCE-TYPE.WHAT-HOLDS") String id,
      @Option(
              names = "--dir",
              paramLabel = "DIR",
              defaultValue = ".",
              description = "Where to write it (default: here).")
          Path directory)
      throws IOException {
    NewCheck check = NewCheck.of(id, CatalogueLoader.bundled());
    Path file = Files.createDirectories(directory).resolve(check.fileName());
    try {
      Files.writeString(file, check.yaml(), StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      throw new IllegalArgumentException(file + " exists", e);
    }
    around.out().println(file);
    return ExitCode.OK;
  }

  @Command(
      name = "lint",
      description = "Look over the whole catalogue, or over an organisation's own checks.",
      mixinStandardHelpOptions = true)
  int lint(
      @Parameters(paramLabel = "DIR", arity = "0..*", description = OWN) @Nullable List<Path> own) {
    int mistakes =
        own == null ? report(null).lint(Plan.bundled(), Accepted.bundled()) : ownReport(own).lint();
    return mistakes == 0 ? ExitCode.OK : ExitCode.POLICY;
  }

  @Command(
      name = "test",
      description = "Run the cases of the bundled checks, or of an organisation's own.",
      mixinStandardHelpOptions = true)
  int test(
      @Parameters(paramLabel = "DIR", arity = "0..*", description = OWN) @Nullable List<Path> own) {
    int mistakes = own == null ? report(null).test() : ownReport(own).test();
    return mistakes == 0 ? ExitCode.OK : ExitCode.POLICY;
  }

  private OwnChecksReport ownReport(List<Path> own) {
    Reading reading = CatalogueLoader.read(own);
    if (reading.files() == 0) {
      throw new IllegalArgumentException("no *.yaml or *.yml files in " + join(own));
    }
    return new OwnChecksReport(reading, ControlRegistry.bundled(), around.out(), around.terminal());
  }

  private static String join(List<Path> paths) {
    return paths.stream().map(Path::toString).collect(Collectors.joining(", "));
  }

  private ChecksReport report(@Nullable List<Path> packs) {
    Catalogue catalogue =
        CatalogueLoader.bundledWith(packs == null ? List.of() : new ArrayList<>(packs));
    return new ChecksReport(catalogue, ControlRegistry.bundled(), around.out(), around.terminal());
  }
}
