package io.attestream.agent.cli;

import io.attestream.agent.aws.IamPolicy;
import io.attestream.agent.config.AgentConfig;
import io.attestream.agent.resource.ResourceSource;
import io.attestream.agent.source.OpenSource;
import io.attestream.agent.source.Sources;
import io.attestream.checks.engine.Engine;
import io.attestream.evidence.model.ScopeUnit;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows what a run would cover. */
@Command(
    name = "plan",
    description = "Show the scope units, resource types and checks that a run would cover.",
    mixinStandardHelpOptions = true)
final class PlanCommand implements Callable<Integer> {
  private final Surroundings around;

  @Mixin SourceOptions sources = new SourceOptions();

  PlanCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    AgentConfig config = sources.read(around.environment());
    Engine engine = Scans.engine(config);
    PrintWriter out = around.out();
    List<ResourceSource> open =
        new Sources(around.environment(), around.clock(), around.random())
            .open(config).stream().map(OpenSource::source).toList();
    try {
      for (ResourceSource source : open) {
        for (ScopeUnit unit : source.units()) {
          unit(source, unit, engine, out);
        }
      }
    } finally {
      open.forEach(ResourceSource::close);
    }
    out.flush();
    return ExitCode.OK;
  }

  private static void unit(ResourceSource source, ScopeUnit unit, Engine engine, PrintWriter out) {
    out.printf("%s (%s)%n", unit.id(), source.watches() ? "watched" : "scanned");
    for (String type : new TreeSet<>(source.types(unit))) {
      out.printf("  %-40s %3d checks%n", type, engine.programs(type).size());
    }
    if (unit.kind().equals("aws")) {
      Set<String> types = source.types(unit);
      out.println("  actions");
      IamPolicy.typesByAction()
          .forEach(
              (action, served) -> {
                if (served.stream().anyMatch(types::contains)) {
                  out.println("    " + action);
                }
              });
    }
  }
}
