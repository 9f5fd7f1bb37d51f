package io.attestream.agent.aws.rds;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.REGIONAL;

import io.attestream.agent.aws.scan.Listing;
import io.attestream.agent.aws.scan.Once;
import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.UnitScan;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBClusterSnapshot;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBMajorEngineVersion;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DescribeDbClusterSnapshotsResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbClustersResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsResponse;
import software.amazon.awssdk.services.rds.model.LifecycleSupportName;

/**
 * Database instances (with {@code TlsParameters}: the parameters of its group that can force TLS, and
 * {@code StandardSupportEnd} of its engine, absent where none is published),
 * clusters, and manual snapshots of both (with {@code RestoreAccounts}: who may restore them, {@code
 * all} for everybody).
 */
public final class RdsCollector implements ServiceCollector {
  private static final ResourceType INSTANCE =
      new ResourceType(
          "aws.rds.instance",
          "rds:DescribeDBInstances",
          "rds:DescribeDBParameters",
          "rds:DescribeDBMajorEngineVersions");
  private static final ResourceType CLUSTER =
      new ResourceType("aws.rds.cluster", "rds:DescribeDBClusters");
  private static final ResourceType SNAPSHOT =
      new ResourceType(
          "aws.rds.snapshot", "rds:DescribeDBSnapshots", "rds:DescribeDBSnapshotAttributes");
  private static final ResourceType CLUSTER_SNAPSHOT =
      new ResourceType(
          "aws.rds.cluster-snapshot",
          "rds:DescribeDBClusterSnapshots",
          "rds:DescribeDBClusterSnapshotAttributes");
  private static final Set<String> FORCES_TLS = Set.of("rds.force_ssl", "require_secure_transport");

  @Override
  public Placement placement() {
    return REGIONAL;
  }

  @Override
  public List<ResourceType> types() {
    return List.of(INSTANCE, CLUSTER, SNAPSHOT, CLUSTER_SNAPSHOT);
  }

  @Override
  public void collect(UnitScan scan) throws InterruptedException {
    RdsClient rds = scan.client(RdsClient.class, RdsClient::builder);
    Once<List<DBMajorEngineVersion>> versions =
        new Once<>(
            () ->
                rds.describeDBMajorEngineVersionsPaginator(r -> {}).dbMajorEngineVersions().stream()
                    .toList());
    try (Listing instances = scan.listing(INSTANCE)) {
      instances.forEach(
          rds.describeDBInstancesPaginator(),
          DescribeDbInstancesResponse::dbInstances,
          instance -> instance(instances, rds, versions, instance));
    }
    try (Listing clusters = scan.listing(CLUSTER)) {
      clusters.forEach(
          rds.describeDBClustersPaginator(),
          DescribeDbClustersResponse::dbClusters,
          one -> clusters.draft(one.dbClusterArn(), one.dbClusterIdentifier(), one).emit());
    }
    try (Listing snapshots = scan.listing(SNAPSHOT)) {
      snapshots.forEach(
          rds.describeDBSnapshotsPaginator(r -> r.snapshotType("manual")),
          DescribeDbSnapshotsResponse::dbSnapshots,
          snapshot -> snapshot(snapshots, rds, snapshot));
    }
    try (Listing snapshots = scan.listing(CLUSTER_SNAPSHOT)) {
      snapshots.forEach(
          rds.describeDBClusterSnapshotsPaginator(r -> r.snapshotType("manual")),
          DescribeDbClusterSnapshotsResponse::dbClusterSnapshots,
          snapshot -> clusterSnapshot(snapshots, rds, snapshot));
    }
  }

  private void instance(
      Listing instances,
      RdsClient rds,
      Once<List<DBMajorEngineVersion>> versions,
      DBInstance instance) {
    instances
        .draft(instance.dbInstanceArn(), instance.dbInstanceIdentifier(), instance)
        .attempt("rds:DescribeDBParameters", "TlsParameters", () -> tlsParameters(rds, instance))
        .attempt(
            "rds:DescribeDBMajorEngineVersions",
            "StandardSupportEnd",
            () -> supportEnd(versions.get(), instance))
        .emit();
  }

  /** Of the longest major version that the engine's version begins with, as in 8.0 of 8.0.40. */
  private static @Nullable Object supportEnd(
      List<DBMajorEngineVersion> versions, DBInstance instance) {
    return versions.stream()
        .filter(one -> one.engine().equals(instance.engine()))
        .filter(one -> (instance.engineVersion() + ".").startsWith(one.majorEngineVersion() + "."))
        .max(Comparator.comparing(one -> one.majorEngineVersion().length()))
        .flatMap(
            one ->
                one.supportedEngineLifecycles().stream()
                    .filter(
                        life ->
                            life.lifecycleSupportName()
                                == LifecycleSupportName.OPEN_SOURCE_RDS_STANDARD_SUPPORT)
                    .map(life -> life.lifecycleSupportEndDate())
                    .filter(Objects::nonNull)
                    .findFirst())
        .map(Object::toString)
        .orElse(null);
  }

  private static Map<String, Object> tlsParameters(RdsClient rds, DBInstance instance) {
    Map<String, Object> found = new LinkedHashMap<>();
    for (var group : instance.dbParameterGroups()) {
      rds
          .describeDBParametersPaginator(r -> r.dbParameterGroupName(group.dbParameterGroupName()))
          .parameters()
          .stream()
          .filter(parameter -> FORCES_TLS.contains(parameter.parameterName()))
          .filter(parameter -> parameter.parameterValue() != null)
          .forEach(parameter -> found.put(parameter.parameterName(), parameter.parameterValue()));
    }
    return found;
  }

  private void snapshot(Listing snapshots, RdsClient rds, DBSnapshot snapshot) {
    String id = snapshot.dbSnapshotIdentifier();
    snapshots
        .draft(snapshot.dbSnapshotArn(), id, snapshot)
        .attempt(
            "rds:DescribeDBSnapshotAttributes",
            "RestoreAccounts",
            () ->
                rds
                    .describeDBSnapshotAttributes(r -> r.dbSnapshotIdentifier(id))
                    .dbSnapshotAttributesResult()
                    .dbSnapshotAttributes()
                    .stream()
                    .filter(attribute -> "restore".equals(attribute.attributeName()))
                    .flatMap(attribute -> attribute.attributeValues().stream())
                    .toList())
        .emit();
  }

  private void clusterSnapshot(Listing snapshots, RdsClient rds, DBClusterSnapshot snapshot) {
    String id = snapshot.dbClusterSnapshotIdentifier();
    snapshots
        .draft(snapshot.dbClusterSnapshotArn(), id, snapshot)
        .attempt(
            "rds:DescribeDBClusterSnapshotAttributes",
            "RestoreAccounts",
            () ->
                rds
                    .describeDBClusterSnapshotAttributes(r -> r.dbClusterSnapshotIdentifier(id))
                    .dbClusterSnapshotAttributesResult()
                    .dbClusterSnapshotAttributes()
                    .stream()
                    .filter(attribute -> "restore".equals(attribute.attributeName()))
                    .flatMap(attribute -> attribute.attributeValues().stream())
                    .toList())
        .emit();
  }
}
