package io.attestream.e2e.kubernetes;

import io.attestream.agent.kubernetes.ClusterRoleRules;
import io.attestream.e2e.components.KubeApiServer;
import io.attestream.e2e.components.KubeCalls;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A service account with the generated ClusterRole, from which single rights can be taken. */
final class AgentRole {
  private static final Pattern RULE =
      Pattern.compile(
          "- apiGroups: \\[\"(.*)\"]\n  resources: \\[(.*)]\n  verbs: \\[(.*)]\n"
              + "|- nonResourceURLs: \\[(.*)]\n  verbs: \\[get]\n");
  private static final String PATH = "/apis/rbac.authorization.k8s.io/v1/clusterroles/agent";
  private static final String REVIEWS = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";

  /**
   * One right.
   *
   * @param resource plural of a kind; for the right to get a URL, the URL
   */
  record Right(String group, String resource, String verb) {
    private boolean isUrl() {
      return resource.startsWith("/");
    }

    private String rule() {
      return isUrl()
          ? "- {nonResourceURLs: [%s], verbs: [%s]}\n".formatted(resource, verb)
          : "- {apiGroups: [\"%s\"], resources: [%s], verbs: [%s]}\n"
              .formatted(group, resource, verb);
    }

    private String review() {
      String attributes =
          isUrl()
              ? "\"nonResourceAttributes\":{\"path\":\"%s\",\"verb\":\"%s\"}"
                  .formatted(resource, verb)
              : "\"resourceAttributes\":{\"group\":\"%s\",\"resource\":\"%s\",\"verb\":\"%s\"}"
                  .formatted(group, resource, verb);
      return "{\"apiVersion\":\"authorization.k8s.io/v1\",\"kind\":\"SelfSubjectAccessReview\",\"spec\":{"
          + attributes
          + "}}";
    }

    @Override
    public String toString() {
      return verb + " " + resource + (group.isEmpty() ? "" : "." + group);
    }
  }

  private final KubeCalls admin;
  private final KubeCalls agent;
  private final Path kubeconfig;
  private List<Right> taken = List.of();

  /** Makes the account in the namespace {@code default}, with every right. */
  AgentRole(KubeApiServer server) {
    server.apply(
        """
        apiVersion: v1
        kind: ServiceAccount
        metadata: {name: agent, namespace: default}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: agent}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: agent}
        subjects: [{kind: ServiceAccount, name: agent, namespace: default}]
        ---
        """
            + role(rights()));
    // Everybody may read /version by these, and nobody shall here.
    server.kubectl("delete", "clusterrolebinding", "system:public-info-viewer", "system:discovery");
    admin = server.calls();
    agent = admin.as(server.tokenOf("default", "agent"));
    kubeconfig = server.kubeconfigOf("default", "agent");
  }

  Path kubeconfig() {
    return kubeconfig;
  }

  /** All that the generated ClusterRole allows, one by one. */
  static List<Right> rights() {
    List<Right> rights = new ArrayList<>();
    String yaml = ClusterRoleRules.yaml();
    Matcher rule = RULE.matcher(yaml.substring(yaml.indexOf("- ")));
    int read = 0;
    while (rule.find()) {
      if (rule.start() != read) {
        throw new IllegalStateException("cannot read: " + yaml);
      }
      read = rule.end();
      if (rule.group(4) != null) {
        rights.add(new Right("", rule.group(4), "get"));
        continue;
      }
      for (String resource : rule.group(2).split(", ")) {
        for (String verb : rule.group(3).split(", ")) {
          rights.add(new Right(rule.group(1), resource, verb));
        }
      }
    }
    return rights;
  }

  /** Leaves every right but one; returns when the API server decides so. */
  void allowAllBut(Right missing) throws InterruptedException {
    admin.replace(PATH, role(rights().stream().filter(right -> !right.equals(missing)).toList()));
    await(missing, false);
    for (Right right : taken) {
      await(right, !right.equals(missing));
    }
    taken = List.of(missing);
  }

  void allowAll() throws InterruptedException {
    admin.replace(PATH, role(rights()));
    for (Right right : taken) {
      await(right, true);
    }
    taken = List.of();
  }

  private void await(Right right, boolean allowed) throws InterruptedException {
    String wanted = "\"allowed\":" + allowed;
    for (int attempt = 0; attempt < 200; attempt++) {
      if (agent.create(REVIEWS, right.review()).replace(" ", "").contains(wanted)) {
        return;
      }
      Thread.sleep(25);
    }
    throw new AssertionError("the API server does not see " + right + " " + wanted);
  }

  private static String role(List<Right> rights) {
    return """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: agent}
        rules:
        """
        + rights.stream().map(Right::rule).collect(Collectors.joining());
  }
}
