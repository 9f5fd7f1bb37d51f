package io.attestream.collector;

import io.attestream.collector.access.EnrolmentTokens;
import io.attestream.collector.config.ConfigException;
import io.attestream.collector.store.DataDirectory;
import io.attestream.collector.store.Database;
import io.attestream.collector.store.sqlite.SqliteDatabase;
import io.attestream.collector.store.sqlite.SqliteSettings;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "token",
    mixinStandardHelpOptions = true,
    description = "Enrolment tokens for agents.",
    subcommands = TokenCommand.Create.class,
    synopsisSubcommandLabel = "COMMAND")
final class TokenCommand {
  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = "Prints a new single-use token; it cannot be shown again.")
  static final class Create implements Callable<Integer> {
    @Mixin private ConfigOptions options = new ConfigOptions();

    @Option(names = "--label", required = true, description = "what the token is for")
    private String label;

    @Option(
        names = "--hours",
        defaultValue = "24",
        description = "how long it is valid (default: ${DEFAULT-VALUE})")
    private int hours;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws ConfigException {
      DataDirectory data = DataDirectory.open(options.read().data());
      try (Database database = SqliteDatabase.open(data.database(), SqliteSettings.DEFAULTS)) {
        EnrolmentTokens tokens =
            new EnrolmentTokens(database, new SecureRandom(), Clock.systemUTC());
        spec.commandLine().getOut().println(tokens.create(label, Duration.ofHours(hours)));
      }
      return 0;
    }
  }
}
