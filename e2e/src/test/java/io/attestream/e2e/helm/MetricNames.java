package io.attestream.e2e.helm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names of the product's metrics, as texts have them. */
final class MetricNames {
  private static final Pattern NAME = Pattern.compile("attestream_[a-z_]+");

  private MetricNames() {}

  static Set<String> in(String text) {
    return NAME.matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Those that a chart's alerts and dashboard read. */
  static Set<String> readBy(Path chart) throws IOException {
    Set<String> names = new TreeSet<>();
    for (String file : new String[] {"alerts.yaml", "dashboard.json"}) {
      names.addAll(in(Files.readString(chart.resolve("files").resolve(file))));
    }
    return names;
  }
}
