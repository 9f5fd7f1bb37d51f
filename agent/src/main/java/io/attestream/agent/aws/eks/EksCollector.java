package io.attestream.agent.aws.eks;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.REGIONAL;

import io.attestream.agent.aws.scan.Listing;
import io.attestream.agent.aws.scan.Once;
import io.attestream.agent.aws.scan.PojoDocument;
import io.attestream.agent.aws.scan.ResourceDraft;
import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.UnitScan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Placement;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.Cluster;
import software.amazon.awssdk.services.eks.model.ListClustersResponse;
import software.amazon.awssdk.services.eks.model.ListNodegroupsResponse;
import software.amazon.awssdk.services.eks.model.Nodegroup;

/**
 * EKS clusters, and the node groups in them. Members of a cluster: {@code cluster}, {@code
 * VersionStatus} (of its Kubernetes version, {@code STANDARD_SUPPORT} and others), {@code
 * AccessEntries} (principal and access policies of each). Members of a node group: {@code nodegroup},
 * {@code Subnets} (zone and whether instances get public addresses).
 */
public final class EksCollector implements ServiceCollector {
  private static final ResourceType CLUSTER =
      new ResourceType(
          "aws.eks.cluster",
          "eks:ListClusters",
          "eks:DescribeCluster",
          "eks:DescribeClusterVersions",
          "eks:ListAccessEntries",
          "eks:ListAssociatedAccessPolicies");
  private static final ResourceType NODEGROUP =
      new ResourceType(
          "aws.eks.nodegroup",
          "eks:ListNodegroups",
          "eks:ListClusters",
          "eks:DescribeNodegroup",
          "ec2:DescribeSubnets");

  @Override
  public Placement placement() {
    return REGIONAL;
  }

  @Override
  public List<ResourceType> types() {
    return List.of(CLUSTER, NODEGROUP);
  }

  @Override
  public void collect(UnitScan scan) throws InterruptedException {
    EksClient eks = scan.client(EksClient.class, EksClient::builder);
    Once<Map<String, String>> versions = new Once<>(() -> versions(eks));
    try (Listing clusters = scan.listing(CLUSTER);
        Listing groups = scan.listing(NODEGROUP)) {
      clusters.forEach(
          eks.listClustersPaginator(),
          ListClustersResponse::clusters,
          name -> {
            cluster(clusters.draft(scan.arn("eks", "cluster/" + name), name), eks, name, versions);
            groups.forEachWithin(
                eks.listNodegroupsPaginator(r -> r.clusterName(name)),
                ListNodegroupsResponse::nodegroups,
                group -> nodegroup(scan, groups, eks, name, group));
          });
      groups.doneWith(clusters);
    }
  }

  private static void cluster(
      ResourceDraft draft, EksClient eks, String name, Once<Map<String, String>> versions) {
    Once<Cluster> cluster = new Once<>(() -> eks.describeCluster(r -> r.name(name)).cluster());
    draft
        .attempt("eks:DescribeCluster", "cluster", () -> PojoDocument.of(cluster.get()))
        .attempt(
            "eks:DescribeClusterVersions",
            "VersionStatus",
            () -> versions.get().getOrDefault(cluster.get().version(), "NOT_LISTED"))
        .attempt("eks:ListAssociatedAccessPolicies", "AccessEntries", () -> entries(eks, name))
        .emit();
  }

  private static Map<String, String> versions(EksClient eks) {
    Map<String, String> versions = new TreeMap<>();
    eks.describeClusterVersionsPaginator(r -> r.includeAll(true))
        .clusterVersions()
        .forEach(one -> versions.put(one.clusterVersion(), one.versionStatusAsString()));
    return versions;
  }

  private static List<Object> entries(EksClient eks, String cluster) {
    List<Object> entries = new ArrayList<>();
    for (String principal :
        eks.listAccessEntriesPaginator(r -> r.clusterName(cluster)).accessEntries()) {
      List<String> policies =
          eks
              .listAssociatedAccessPoliciesPaginator(
                  r -> r.clusterName(cluster).principalArn(principal))
              .associatedAccessPolicies()
              .stream()
              .map(policy -> policy.policyArn())
              .toList();
      entries.add(Map.of("PrincipalArn", principal, "Policies", policies));
    }
    return entries;
  }

  private static void nodegroup(
      UnitScan scan, Listing groups, EksClient eks, String cluster, String name) {
    Once<Nodegroup> group =
        new Once<>(
            () ->
                eks.describeNodegroup(r -> r.clusterName(cluster).nodegroupName(name)).nodegroup());
    groups
        .draft(scan.arn("eks", "nodegroup/" + cluster + "/" + name), cluster + "/" + name)
        .attempt("eks:DescribeNodegroup", "nodegroup", () -> PojoDocument.of(group.get()))
        .attempt("ec2:DescribeSubnets", "Subnets", () -> subnets(scan, group.get().subnets()))
        .emit();
  }

  private static List<Object> subnets(UnitScan scan, List<String> ids) {
    Ec2Client ec2 = scan.client(Ec2Client.class, Ec2Client::builder);
    List<Object> subnets = new ArrayList<>();
    ec2.describeSubnetsPaginator(r -> r.subnetIds(ids))
        .subnets()
        .forEach(
            subnet ->
                subnets.add(
                    Map.of(
                        "SubnetId", subnet.subnetId(),
                        "AvailabilityZone", subnet.availabilityZone(),
                        "MapPublicIpOnLaunch", subnet.mapPublicIpOnLaunch())));
    return subnets;
  }
}
