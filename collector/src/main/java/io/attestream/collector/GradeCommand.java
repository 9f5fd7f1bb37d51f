package io.attestream.collector;

import io.attestream.checks.control.ControlRegistry;
import io.attestream.collector.assessment.Grade;
import io.attestream.collector.grading.FactsException;
import io.attestream.collector.grading.FactsFile;
import io.attestream.collector.grading.GivenEstate;
import io.attestream.collector.grading.GradeJson;
import io.attestream.collector.grading.GradeText;
import io.attestream.collector.grading.GradedEstate;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "grade",
    mixinStandardHelpOptions = true,
    description = "Grades facts given as data; docs/grading.md has the format.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:graded",
      "1:a grade is at or worse than --fail-on",
      "2:wrong usage, or a file with mistakes",
      "3:an expectation of the file does not hold"
    })
final class GradeCommand implements Callable<Integer> {
  private static final int FAILED_ON = 1;
  private static final int USAGE = 2;
  private static final int UNEXPECTED = 3;
  private static final long MAX_BYTES = 1 << 20;

  /** How results are printed. */
  enum Format {
    text,
    json
  }

  /** Grades that a build can stop at. */
  enum Threshold {
    ofi,
    no_evidence,
    likely_minor,
    likely_major;

    boolean reachedBy(Grade grade) {
      return grade != Grade.NOT_APPLICABLE
          && grade.ordinal() >= Grade.valueOf(name().toUpperCase(Locale.ROOT)).ordinal();
    }

    @Override
    public String toString() {
      return name().replace('_', '-');
    }
  }

  @Parameters(paramLabel = "FACTS.yaml", arity = "1..*", description = "the facts")
  private List<Path> files = List.of();

  @Option(
      names = "--format",
      defaultValue = "text",
      description = "text or json (default: ${DEFAULT-VALUE})")
  private Format format = Format.text;

  @Option(
      names = "--fail-on",
      paramLabel = "GRADE",
      converter = ThresholdReader.class,
      description =
          "exit with 1 when a grade, now or forecast, is at or worse than this: ofi, no-evidence,"
              + " likely-minor, likely-major")
  private @Nullable Threshold failOn;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    List<GradedEstate> estates = new ArrayList<>();
    boolean mistakes = false;
    PrintWriter err = spec.commandLine().getErr();
    for (Path file : files) {
      try {
        for (GivenEstate given :
            FactsFile.read(ControlRegistry.bundled(), file.toString(), bytes(file))) {
          estates.add(GradedEstate.of(given));
        }
      } catch (FactsException e) {
        mistakes = true;
        e.problems().forEach(problem -> err.println(problem));
      } catch (IOException e) {
        mistakes = true;
        err.println(file + ": cannot be read: " + e);
      }
    }
    err.flush();
    if (mistakes) {
      return USAGE;
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(format == Format.json ? GradeJson.of(estates) + "\n" : GradeText.of(estates));
    out.flush();
    return exitCode(estates);
  }

  /** At most one byte more than the reader takes, so that it refuses what is larger. */
  private static byte[] bytes(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return in.readNBytes((int) MAX_BYTES + 1);
    }
  }

  private int exitCode(List<GradedEstate> estates) {
    if (estates.stream().anyMatch(estate -> !estate.differences().isEmpty())) {
      return UNEXPECTED;
    }
    Threshold threshold = failOn;
    if (threshold != null && estates.stream().anyMatch(e -> threshold.reachedBy(e.worst()))) {
      return FAILED_ON;
    }
    return 0;
  }

  /** Reads {@code likely-minor} in either spelling. */
  static final class ThresholdReader implements picocli.CommandLine.ITypeConverter<Threshold> {
    @Override
    public Threshold convert(String value) {
      for (Threshold threshold : Threshold.values()) {
        if (threshold.toString().equals(value.toLowerCase(Locale.ROOT).replace('_', '-'))) {
          return threshold;
        }
      }
      throw new picocli.CommandLine.TypeConversionException(
          "'" + value + "' is no grade; expected ofi, no-evidence, likely-minor or likely-major");
    }
  }
}
