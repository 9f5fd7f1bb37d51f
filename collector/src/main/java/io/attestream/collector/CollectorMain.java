package io.attestream.collector;

import io.attestream.collector.config.CollectorConfig;
import io.attestream.collector.config.ConfigException;
import io.attestream.collector.notification.ChannelsException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code attestream-collector}: runs the collector; its subcommands work on the data directory, also
 * while a collector runs on it. Exit codes: 0 done, 1 failed, 2 wrong usage or configuration.
 */
@Command(
    name = "attestream-collector",
    mixinStandardHelpOptions = true,
    description = "Keeps signed evidence, grades it and shows it.",
    subcommands = {
      TokenCommand.class,
      UserCommand.class,
      ExportCommand.class,
      ResetPasswordCommand.class,
      GradeCommand.class,
      ReadinessCommand.class,
      RedactCommand.class
    })
public final class CollectorMain implements Callable<Integer> {
  @Mixin private ConfigOptions options = new ConfigOptions();

  @Spec private CommandSpec spec;

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** The command line; a failure is one line on standard error. */
  static CommandLine commandLine() {
    return new CommandLine(new CollectorMain())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              PrintWriter err = command.getErr();
              if (failure instanceof ConfigException config) {
                err.println("The configuration cannot be used:");
                config.problems().forEach(problem -> err.println("  " + problem));
                return CommandLine.ExitCode.USAGE;
              }
              if (failure instanceof ChannelsException channels) {
                err.println("The configuration cannot be used:");
                channels.problems().forEach(problem -> err.println("  " + problem));
                return CommandLine.ExitCode.USAGE;
              }
              err.println("attestream-collector: " + failure.getMessage());
              return CommandLine.ExitCode.SOFTWARE;
            });
  }

  @Override
  public Integer call() throws ConfigException, InterruptedException {
    CollectorConfig config = options.read();
    Collector collector = Collector.start(config, Clock.systemUTC());
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  collector.close();
                  stopped.countDown();
                },
                "shutdown"));
    announce(spec.commandLine().getOut(), config, collector);
    stopped.await();
    return CommandLine.ExitCode.OK;
  }

  private static void announce(PrintWriter out, CollectorConfig config, Collector collector) {
    collector
        .firstPassword()
        .ifPresentOrElse(
            password -> {
              out.println("First start. Sign in as 'admin' with the password " + password);
              out.println("It is not shown again; 'reset-password admin' makes a new one.");
            },
            () -> out.println("Data and users are kept from the last start in " + config.data()));
    String scheme = config.http().tls().enabled() ? "https" : "http";
    out.println("Listening on " + scheme + "://" + config.http().host() + ":" + collector.port());
    out.flush();
  }
}
