package io.attestream.collector;

import io.attestream.collector.config.CollectorConfig;
import io.attestream.collector.config.ConfigException;
import io.attestream.collector.decision.DecisionRefused;
import io.attestream.collector.log.LogIdentity;
import io.attestream.collector.log.Sequencer;
import io.attestream.collector.log.SequencerLimits;
import io.attestream.collector.redaction.Erased;
import io.attestream.collector.redaction.Erasure;
import io.attestream.collector.redaction.LoggedRedactions;
import io.attestream.collector.store.DataDirectory;
import io.attestream.collector.store.Database;
import io.attestream.collector.store.sqlite.SqliteDatabase;
import io.attestream.collector.store.sqlite.SqliteSettings;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "redact",
    mixinStandardHelpOptions = true,
    description =
        "Erases what was disclosed of a resource, over all its history, and logs it. The log has one"
            + " writer: stop the collector first, or use the page or the REST API.")
final class RedactCommand implements Callable<Integer> {
  @Mixin private ConfigOptions options = new ConfigOptions();

  @Option(names = "--resource", required = true, paramLabel = "NUMBER", description = "its number")
  private long resource;

  @Option(names = "--identity", description = "erase its id and name")
  private boolean identity;

  @Option(names = "--evidence", description = "erase what was observed of it")
  private boolean evidence;

  @Option(names = "--check", paramLabel = "ID", description = "only the evidence for this check")
  private String check = "";

  @Option(names = "--by", required = true, paramLabel = "NAME", description = "who decided it")
  private String by = "";

  @Option(names = "--reason", required = true, description = "why; it can never be erased")
  private String reason = "";

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws ConfigException {
    CollectorConfig config = options.read();
    Clock clock = Clock.systemUTC();
    DataDirectory data = DataDirectory.open(config.data());
    try (var claimed = data.claim();
        Database database = SqliteDatabase.open(data.database(), SqliteSettings.DEFAULTS)) {
      LogIdentity identity = LogIdentity.existing(data, database, config.log().origin());
      try (Sequencer sequencer =
          Sequencer.start(
              database, identity, data.checkpoint(), clock, SequencerLimits.DEFAULTS, () -> {})) {
        return erase(
            new LoggedRedactions(database, sequencer, identity.statements(), clock),
            new Erasure(resource, check, this.identity, evidence, reason));
      }
    }
  }

  private int erase(LoggedRedactions redactions, Erasure erasure) {
    PrintWriter out = spec.commandLine().getOut();
    try {
      Erased erased = redactions.erase(by, erasure);
      out.println(
          "Erased "
              + erased.disclosures()
              + " disclosures; log entries "
              + erased.entries().toString().replaceAll("[\\[\\]]", ""));
      return 0;
    } catch (DecisionRefused e) {
      e.problems().forEach(problem -> spec.commandLine().getErr().println(problem));
      return 1;
    }
  }
}
