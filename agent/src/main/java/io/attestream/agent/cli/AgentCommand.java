package io.attestream.agent.cli;

import io.attestream.agent.config.ConfigException;
import io.attestream.agent.resource.SourceException;
import io.attestream.agent.spool.SpoolException;
import io.attestream.checks.catalogue.CatalogueException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of the agent. */
@Command(
    name = "agent",
    description = "Checks AWS and Kubernetes resources against ISO/IEC 27001 controls.",
    mixinStandardHelpOptions = true,
    versionProvider = AgentCommand.Version.class,
    synopsisSubcommandLabel = "COMMAND")
public final class AgentCommand implements Runnable {
  private final CommandLine commandLine;
  private final PrintWriter out;

  private AgentCommand(Surroundings around) {
    this.out = around.out();
    this.commandLine = new CommandLine(this);
    commandLine.addSubcommand(new RunCommand(around));
    commandLine.addSubcommand(new OnceCommand(around));
    commandLine.addSubcommand(new ExplainCommand(around));
    commandLine.addSubcommand(new EnrolCommand(around));
    commandLine.addSubcommand(new RotateKeyCommand(around));
    commandLine.addSubcommand(new PlanCommand(around));
    commandLine.addSubcommand(new PolicyCommand(around));
    commandLine.addSubcommand(new ChecksCommand(around));
    commandLine.setOut(around.out());
    commandLine.setErr(around.err());
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setParameterExceptionHandler(
        (e, args) -> {
          around.err().println(e.getMessage());
          CommandLine.UnmatchedArgumentException.printSuggestions(e, around.err());
          around.err().println("Try '" + e.getCommandLine().getCommandName() + " --help'.");
          around.err().flush();
          return ExitCode.USAGE;
        });
    commandLine.setExecutionExceptionHandler((e, command, parsed) -> failed(e, around.err()));
  }

  /** Runs a command line; returns the process's exit code. */
  public static int run(Surroundings around, String... args) {
    return new AgentCommand(around).commandLine.execute(args);
  }

  @Override
  public void run() {
    commandLine.usage(out);
  }

  /** Operational failures are one sentence; a bug shows where it is. */
  private static int failed(Exception e, PrintWriter err) {
    int code;
    if (e instanceof ConfigException
        || e instanceof CatalogueException
        || e instanceof IllegalArgumentException) {
      err.println(e.getMessage());
      code = ExitCode.USAGE;
    } else if (e instanceof SourceException
        || e instanceof SpoolException
        || e instanceof UncheckedIOException) {
      err.println(e.getMessage());
      code = ExitCode.UNUSABLE;
    } else {
      e.printStackTrace(err);
      code = ExitCode.UNUSABLE;
    }
    err.flush();
    return code;
  }

  /** The version in the jar's manifest. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = AgentCommand.class.getPackage().getImplementationVersion();
      return new String[] {"attestream-agent " + (version == null ? "development" : version)};
    }
  }
}
