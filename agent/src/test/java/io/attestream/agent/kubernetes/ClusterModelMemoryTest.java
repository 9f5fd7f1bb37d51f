package io.attestream.agent.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.agent.resource.Enumeration;
import io.attestream.agent.resource.Resource;
import io.attestream.agent.resource.ResourceSink;
import io.attestream.evidence.model.ResourceIdentity;
import org.junit.jupiter.api.Test;

class ClusterModelMemoryTest {
  private static final int WORKLOADS = 10_000;
  private static final long MOST_BYTES = 80L * 1024 * 1024;
  private static final String DEPLOYMENT =
      """
      metadata:
        name: web-%1$d
        namespace: team-%2$d
        labels: {app: web-%1$d, team: team-%2$d, release: "r%1$d"}
        annotations: {deployment.kubernetes.io/revision: "%1$d", example.com/chart: web-1.2.%1$d}
      spec:
        replicas: 2
        selector: {matchLabels: {app: web-%1$d}}
        template:
          metadata: {labels: {app: web-%1$d, team: team-%2$d}}
          spec:
            serviceAccountName: web-%1$d
            securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
            containers:
            - {name: app, image: "registry.example.com/team-%2$d/web:1.%1$d", ports: [{containerPort: 8080}], resources: {limits: {memory: 1Gi}}}
            - {name: proxy, image: "registry.example.com/mesh/proxy:2.1", env: [{name: A, value: b}, {name: C, value: d}]}
      """;

  @Test
  void tenThousandWorkloadsAreHeldSmall() {
    Kind deployment = KubernetesKinds.of("apps/v1", "Deployment").orElseThrow();
    var model = new ClusterModel("kubernetes:big", true);
    var scan = new ClusterScan(model, new Discarding());
    long before = used();

    for (int i = 0; i < WORKLOADS; i++) {
      scan.found(deployment, Yaml.object(DEPLOYMENT.formatted(i, i % 100)));
    }
    scan.finish("list");

    assertThat(used() - before).isLessThan(MOST_BYTES);
    assertThat(model.all(deployment)).hasSize(WORKLOADS);
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static final class Discarding implements ResourceSink {
    @Override
    public void seen(Resource resource) {}

    @Override
    public void gone(ResourceIdentity identity) {}

    @Override
    public void enumerated(Enumeration enumeration) {}
  }
}
