package io.attestream.agent.cli;

import io.attestream.agent.aws.IamPolicy;
import io.attestream.agent.config.AgentConfig;
import io.attestream.agent.resource.Enumeration;
import io.attestream.agent.resource.Resource;
import io.attestream.agent.resource.ResourceSink;
import io.attestream.agent.resource.ResourceSource;
import io.attestream.agent.source.OpenSource;
import io.attestream.agent.source.Sources;
import io.attestream.checks.engine.Engine;
import io.attestream.evidence.model.ResourceIdentity;
import io.attestream.evidence.model.ScopeUnit;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what a run would cover. */
@Command(
    name = "plan",
    description = "Show the scope units, resource types and checks that a run would cover.",
    mixinStandardHelpOptions = true)
final class PlanCommand implements Callable<Integer> {
  private final Surroundings around;

  @Mixin SourceOptions sources = new SourceOptions();

  @Option(
      names = "--count",
      description =
          "Also read each unit once and count the calls; nothing is judged, kept or sent.")
  boolean count;

  PlanCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() throws InterruptedException {
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
          if (count) {
            calls(source, unit, out);
          }
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

  /** Reads the unit as a run would, and prints how often each operation was called for it. */
  private static void calls(ResourceSource source, ScopeUnit unit, PrintWriter out)
      throws InterruptedException {
    Map<String, Long> before = source.calls();
    Counted counted = new Counted();
    source.scan(unit, counted);
    long total = 0;
    for (Map.Entry<String, Long> call : source.calls().entrySet()) {
      long made = call.getValue() - before.getOrDefault(call.getKey(), 0L);
      if (made > 0) {
        out.printf("  %7d %s%n", made, call.getKey());
        total += made;
      }
    }
    out.printf("  %d calls for %d resources%n", total, counted.resources.get());
  }

  private static final class Counted implements ResourceSink {
    private final AtomicLong resources = new AtomicLong();

    @Override
    public void seen(Resource resource) {
      resources.incrementAndGet();
    }

    @Override
    public void gone(ResourceIdentity identity) {}

    @Override
    public void enumerated(Enumeration enumeration) {}
  }
}
