package io.attestream.evidence.verify;

import io.attestream.evidence.bundle.BundleLimits;
import io.attestream.evidence.bundle.BundlePath;
import io.attestream.evidence.note.NoteException;
import io.attestream.evidence.note.NoteVerifier;
import io.attestream.evidence.note.Witness;
import io.attestream.evidence.owner.OwnerCommand;
import io.attestream.evidence.reperform.PackReading;
import io.attestream.evidence.stamp.StampAuthority;
import io.attestream.evidence.stamp.StampException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The command {@code java -jar attestream-verify.jar bundle.zip --log-key …}; the same jar serves the
 * evidence's owner: {@code … owner keygen}.
 */
public final class VerifyMain {
  private static final int USAGE_ERROR = 64;
  private static final int MAX_INPUT = 1 << 16;
  private static final String USAGE =
      """
      usage: java -jar attestream-verify.jar BUNDLE.zip [options]

        --log-key KEY        the log's verifier key (name+hash+base64), or a file that holds it;
                             take it from a source other than the bundle
        --owner-key KEY      the key of the evidence's owner, which signs the scope; likewise
        --tsa FILE           certificate (PEM) of the authority whose time stamps you trust
        --witness KEY        a witness (verifier key, or a file that holds it) that must have cosigned the
                             log's checkpoint, or --previous; may be repeated
        --previous FILE      a checkpoint of the log that you were given earlier
        --require-unit UNIT  a scope unit that must have commits; may be repeated
        --max-interval TIME  longest accepted time without a commit, such as PT2H or P1D
        --reperform          judge every result again from its evidence and the pinned check pack
        --pack FILE          a check pack that the bundle does not hold; may be repeated
        --html FILE          write the report as a page, too
        --json               the report as JSON
        --help

      exit code: 0 VALID, 1 VALID_WITH_GAPS, VALID_SAMPLE, 2 UNANCHORED (no --log-key), 3 INVALID, 64 usage
      """;

  private @Nullable Path bundle;
  private @Nullable NoteVerifier logKey;
  private @Nullable NoteVerifier ownerKey;
  private @Nullable StampAuthority authority;
  private final List<Witness> witnesses = new ArrayList<>();
  private @Nullable String previous;
  private final SortedSet<String> requiredUnits = new TreeSet<>();
  private @Nullable Duration maxInterval;
  private final List<byte[]> packs = new ArrayList<>();
  private final @Nullable PackReading reading;
  private boolean reperform;
  private @Nullable Path html;
  private boolean json;

  private VerifyMain(@Nullable PackReading reading) {
    this.reading = reading;
  }

  /** Verifies and exits with the outcome's code. */
  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    boolean owner = args.length > 0 && args[0].equals("owner");
    int code =
        owner
            ? new OwnerCommand(new SecureRandom(), Clock.systemUTC(), out, err)
                .run(List.of(args).subList(1, args.length))
            : run(List.of(args), out, err);
    out.flush();
    System.exit(code);
  }

  /**
   * The command without the process, and without the checks' engine.
   *
   * @return the exit code
   */
  public static int run(List<String> args, PrintStream out, PrintStream err) {
    return run(args, out, err, null);
  }

  /**
   * The command without the process.
   *
   * @param reading the checks' engine, for {@code --reperform}
   * @return the exit code
   */
  public static int run(
      List<String> args, PrintStream out, PrintStream err, @Nullable PackReading reading) {
    if (args.contains("--help")) {
      out.print(USAGE);
      return 0;
    }
    VerifyMain command = new VerifyMain(reading);
    try {
      command.parse(new ArrayDeque<>(args));
    } catch (UsageException e) {
      err.println(e.getMessage());
      err.println(USAGE.lines().findFirst().orElseThrow() + "; --help lists them");
      return USAGE_ERROR;
    }
    return command.verify(out, err);
  }

  private int verify(PrintStream out, PrintStream err) {
    Path file = bundle;
    if (file == null) {
      throw new IllegalStateException("parse() found a bundle");
    }
    VerifyOptions options =
        new VerifyOptions(
            logKey,
            previous,
            requiredUnits,
            maxInterval,
            BundleLimits.DEFAULT,
            ownerKey == null ? null : ownerKey.key(),
            reading != null && reperform ? new ReperformOptions(reading, packs) : null,
            authority,
            witnesses);
    VerificationReport report = Verifier.verify(file, options);
    out.print(json ? ReportJson.text(report) : ReportText.text(report));
    if (html != null) {
      try {
        Files.writeString(html, ReportHtml.page(report));
      } catch (IOException e) {
        err.println("--html: cannot write " + html + ": " + e.getMessage());
        return USAGE_ERROR;
      }
    }
    return report.outcome().exitCode();
  }

  private void parse(Deque<String> args) throws UsageException {
    if ("verify".equals(args.peek())) {
      args.pop();
    }
    while (!args.isEmpty()) {
      String arg = args.pop();
      switch (arg) {
        case "--log-key" -> logKey = key(arg, value(arg, args));
        case "--owner-key" -> ownerKey = key(arg, value(arg, args));
        case "--witness" -> witnesses.add(witness(arg, value(arg, args)));
        case "--tsa" -> authority = authority(arg, path(value(arg, args)));
        case "--previous" -> previous = read(arg, path(value(arg, args)));
        case "--require-unit" -> requiredUnits.add(value(arg, args));
        case "--max-interval" -> maxInterval = interval(value(arg, args));
        case "--reperform" -> reperform = true;
        case "--pack" -> packs.add(bytes(arg, path(value(arg, args)), BundlePath.MAX_PACK));
        case "--html" -> html = path(value(arg, args));
        case "--json" -> json = true;
        default -> bundle(arg);
      }
    }
    if (bundle == null) {
      throw new UsageException("no bundle given");
    }
    if (reperform && reading == null) {
      throw new UsageException(
          "--reperform needs the checks' engine, which this jar does not hold: run"
              + " './attestream verify' in Attestream's source");
    }
    if (!packs.isEmpty() && !reperform) {
      throw new UsageException("--pack goes with --reperform");
    }
  }

  private void bundle(String arg) throws UsageException {
    if (arg.startsWith("-")) {
      throw new UsageException("unknown option " + arg);
    }
    if (bundle != null) {
      throw new UsageException("more than one bundle: " + arg);
    }
    Path file = path(arg);
    if (Files.isDirectory(file)) {
      throw new UsageException("not a bundle: " + arg + " is a directory");
    }
    if (!Files.isRegularFile(file)) {
      throw new UsageException("no such file: " + arg);
    }
    bundle = file;
  }

  private static NoteVerifier key(String option, String value) throws UsageException {
    return named(option, value, NoteVerifier::parse);
  }

  private static Witness witness(String option, String value) throws UsageException {
    return named(option, value, Witness::parse);
  }

  private static <K> K named(String option, String value, Function<String, K> reader)
      throws UsageException {
    boolean isFile = Files.isRegularFile(path(value));
    if (!isFile && value.indexOf('+') < 0) {
      throw new UsageException(
          option + ": '" + value + "' is neither a verifier key nor a file that holds one");
    }
    String text = isFile ? read(option, path(value)) : value;
    try {
      return reader.apply(text);
    } catch (NoteException e) {
      throw new UsageException(option + ": " + (isFile ? value + ": " : "") + e.getMessage());
    }
  }

  private static StampAuthority authority(String option, Path file) throws UsageException {
    try {
      return StampAuthority.of(bytes(option, file, MAX_INPUT));
    } catch (StampException e) {
      throw new UsageException(option + ": " + file + ": " + e.getMessage());
    }
  }

  private static Duration interval(String value) throws UsageException {
    try {
      return Duration.parse(value);
    } catch (DateTimeParseException e) {
      throw new UsageException("--max-interval: '" + value + "' is not a time such as PT2H or P1D");
    }
  }

  private static String value(String option, Deque<String> args) throws UsageException {
    String value = args.poll();
    if (value == null) {
      throw new UsageException(option + " needs a value");
    }
    return value;
  }

  private static Path path(String value) throws UsageException {
    try {
      return Path.of(value);
    } catch (InvalidPathException e) {
      throw new UsageException("not a file name: " + value);
    }
  }

  private static String read(String option, Path file) throws UsageException {
    return new String(bytes(option, file, MAX_INPUT), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String option, Path file, int max) throws UsageException {
    try {
      if (Files.size(file) > max) {
        throw new UsageException(option + ": " + file + " is too large");
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UsageException(option + ": cannot read " + file + " as text");
    }
  }

  private static final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
      super(message);
    }
  }
}
