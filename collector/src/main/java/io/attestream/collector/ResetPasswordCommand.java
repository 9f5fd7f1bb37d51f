package io.attestream.collector;

import io.attestream.collector.access.Passwords;
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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "reset-password",
    mixinStandardHelpOptions = true,
    description =
        "Gives a user a new random password, prints it once and ends the user's sessions.")
final class ResetPasswordCommand implements Callable<Integer> {
  @Mixin private ConfigOptions options = new ConfigOptions();

  @Parameters(paramLabel = "USER", defaultValue = "admin", description = "default: admin")
  private String user;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws ConfigException {
    DataDirectory data = DataDirectory.open(options.read().data());
    SecureRandom random = new SecureRandom();
    try (Database database = SqliteDatabase.open(data.database(), SqliteSettings.DEFAULTS)) {
      Users users = new Users(database, new Passwords(random), random, Clock.systemUTC());
      spec.commandLine().getOut().println(users.resetPassword(user));
    }
    return 0;
  }
}
