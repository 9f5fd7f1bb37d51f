package io.attestream.bench;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** {@code bench NAME...}: runs the named measurements, or those that need nothing but this JVM. */
public final class BenchMain {
  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  private BenchMain() {}

  /** A measurement and whether it runs when nothing is named. */
  private record Entry(Measurement measurement, boolean alone) {}

  private static Map<String, Entry> measurements() {
    Map<String, Entry> all = new LinkedHashMap<>();
    all.put("digest", new Entry(new LeafDigestSpeed(), true));
    all.put("judge", new Entry(new JudgeSpeed(), true));
    all.put("commits", new Entry(new CommitThroughput(), true));
    all.put("unchanged", new Entry(new UnchangedCommit(), true));
    all.put("assess", new Entry(new AssessmentCost(), false));
    all.put("catalogue", new Entry(new WholeAgent(), true));
    all.put("log", new Entry(new LogSpeed(), true));
    all.put("verify", new Entry(new YearOfCommits(), false));
    all.put("export", new Entry(new ExportMemory(), false));
    all.put("fill-cluster", new Entry(new ClusterFill(), false));
    all.put("fill-accounts", new Entry(new AccountsFill(), false));
    all.put("scan", new Entry(new EstateScan(), false));
    all.put("page", new Entry(new PageLatency(), false));
    return all;
  }

  public static void main(String[] args) throws Exception {
    Map<String, Entry> all = measurements();
    List<String> names = new ArrayList<>();
    Map<String, String> options = new LinkedHashMap<>();
    for (String arg : args) {
      int equals = arg.indexOf('=');
      if (equals > 0) {
        options.put(arg.substring(0, equals), arg.substring(equals + 1));
      } else if (all.containsKey(arg)) {
        names.add(arg);
      } else {
        OUT.println("no measurement '" + arg + "'; there are " + all.keySet());
        System.exit(64);
      }
    }
    if (names.isEmpty()) {
      all.forEach(
          (name, entry) -> {
            if (entry.alone()) {
              names.add(name);
            }
          });
    }
    for (String name : names) {
      OUT.println("## " + name);
      for (String line : Objects.requireNonNull(all.get(name)).measurement().run(options)) {
        OUT.println(line);
      }
      OUT.println();
    }
  }
}
