package io.attestream.agent.kubernetes;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import java.util.List;
import java.util.TreeMap;

/**
 * What the agent needs to be allowed, as the {@code rules} of a ClusterRole: list and watch on the kinds that are read.
 * Written to the Helm chart; a test fails when the chart differs.
 */
public final class ClusterRoleRules {
  private ClusterRoleRules() {}

  /** The rules as YAML, groups and resources sorted. */
  public static String yaml() {
    var byGroup =
        KubernetesKinds.ALL.stream().collect(groupingBy(Kind::group, TreeMap::new, toList()));
    var yaml =
        new StringBuilder(
            """
            # What the agent may read: list and watch, nothing else, and no secrets.
            # Generated from the kinds in KubernetesKinds; the build fails when it differs.
            """);
    byGroup.forEach((group, kinds) -> yaml.append(rule(group, kinds)));
    return yaml.append(
            """
            - nonResourceURLs: [/version]
              verbs: [get]
            """)
        .toString();
  }

  private static String rule(String group, List<Kind> kinds) {
    return """
        - apiGroups: ["%s"]
          resources: [%s]
          verbs: [list, watch]
        """
        .formatted(group, kinds.stream().map(Kind::plural).sorted().collect(joining(", ")));
  }
}
