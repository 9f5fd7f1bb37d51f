package io.attestream.agent.aws.workspaces;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.REGIONAL;

import io.attestream.agent.aws.scan.Listing;
import io.attestream.agent.aws.scan.PojoDocument;
import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.UnitScan;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.workspaces.WorkSpacesClient;
import software.amazon.awssdk.services.workspaces.model.DescribeWorkspaceDirectoriesResponse;
import software.amazon.awssdk.services.workspaces.model.DescribeWorkspacesResponse;

/**
 * Virtual desktops and the directories that their users sign in by. Who uses a desktop is not kept.
 */
public final class WorkspaceCollector implements ServiceCollector {
  private static final ResourceType WORKSPACE =
      new ResourceType("aws.workspaces.workspace", "workspaces:DescribeWorkspaces");
  private static final ResourceType DIRECTORY =
      new ResourceType("aws.workspaces.directory", "workspaces:DescribeWorkspaceDirectories");

  @Override
  public Placement placement() {
    return REGIONAL;
  }

  @Override
  public List<ResourceType> types() {
    return List.of(WORKSPACE, DIRECTORY);
  }

  private static final Set<String> OF_DIRECTORY =
      Set.of("DirectoryId", "DirectoryType", "State", "ipGroupIds", "Tenancy", "UserIdentityType");

  @Override
  public void collect(UnitScan scan) throws InterruptedException {
    WorkSpacesClient workspaces = scan.client(WorkSpacesClient.class, WorkSpacesClient::builder);
    try (Listing desktops = scan.listing(WORKSPACE)) {
      desktops.forEach(
          workspaces.describeWorkspacesPaginator(),
          DescribeWorkspacesResponse::workspaces,
          one ->
              desktops
                  .draft(
                      scan.arn("workspaces", "workspace/" + one.workspaceId()),
                      one.workspaceId(),
                      one)
                  .without(
                      "UserName",
                      "IpAddress",
                      "Ipv6Address",
                      "ComputerName",
                      "WorkspaceName",
                      "ErrorMessage")
                  .emit());
    }
    try (Listing directories = scan.listing(DIRECTORY)) {
      directories.forEach(
          workspaces.describeWorkspaceDirectoriesPaginator(),
          DescribeWorkspaceDirectoriesResponse::directories,
          one -> {
            Map<String, Object> facts = PojoDocument.of(one);
            facts.keySet().retainAll(OF_DIRECTORY);
            if (one.samlProperties() != null) {
              facts.put("SamlStatus", one.samlProperties().statusAsString());
            }
            directories
                .draft(scan.arn("workspaces", "directory/" + one.directoryId()), one.directoryId())
                .putAll(facts)
                .emit();
          });
    }
  }
}
