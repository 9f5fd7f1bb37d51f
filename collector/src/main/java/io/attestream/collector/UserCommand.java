package io.attestream.collector;

import io.attestream.collector.access.Passwords;
import io.attestream.collector.access.Role;
import io.attestream.collector.access.Users;
import io.attestream.collector.config.ConfigException;
import io.attestream.collector.store.DataDirectory;
import io.attestream.collector.store.Database;
import io.attestream.collector.store.sqlite.SqliteDatabase;
import io.attestream.collector.store.sqlite.SqliteSettings;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "user",
    mixinStandardHelpOptions = true,
    description = "Local accounts.",
    subcommands = UserCommand.Create.class,
    synopsisSubcommandLabel = "COMMAND")
final class UserCommand {
  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = "Adds an account and prints its random password once.")
  static final class Create implements Callable<Integer> {
    @Mixin private ConfigOptions options = new ConfigOptions();

    @Parameters(paramLabel = "USER", description = "the name to sign in with")
    private String user;

    @Option(
        names = "--role",
        defaultValue = "viewer",
        description = "viewer, manager or admin (default: ${DEFAULT-VALUE})")
    private Role role;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws ConfigException {
      DataDirectory data = DataDirectory.open(options.read().data());
      SecureRandom random = new SecureRandom();
      try (Database database = SqliteDatabase.open(data.database(), SqliteSettings.DEFAULTS)) {
        Users users = new Users(database, new Passwords(random), random, Clock.systemUTC());
        spec.commandLine().getOut().println(users.create(user, role));
      }
      return 0;
    }
  }
}
