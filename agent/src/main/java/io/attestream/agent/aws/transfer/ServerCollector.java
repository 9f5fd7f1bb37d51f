package io.attestream.agent.aws.transfer;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.REGIONAL;

import io.attestream.agent.aws.scan.Listing;
import io.attestream.agent.aws.scan.PojoDocument;
import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.UnitScan;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.transfer.TransferClient;
import software.amazon.awssdk.services.transfer.model.ListServersResponse;

/**
 * Servers of Transfer Family. Member {@code Server}; banners and host keys are not kept.
 */
public final class ServerCollector implements ServiceCollector {
  private static final ResourceType SERVER =
      new ResourceType("aws.transfer.server", "transfer:ListServers", "transfer:DescribeServer");

  @Override
  public Placement placement() {
    return REGIONAL;
  }

  @Override
  public List<ResourceType> types() {
    return List.of(SERVER);
  }

  private static final Set<String> KEPT =
      Set.of(
          "Protocols",
          "LoggingRole",
          "StructuredLogDestinations",
          "SecurityPolicyName",
          "EndpointType",
          "IdentityProviderType",
          "State");

  @Override
  public void collect(UnitScan scan) throws InterruptedException {
    TransferClient transfer = scan.client(TransferClient.class, TransferClient::builder);
    try (Listing servers = scan.listing(SERVER)) {
      servers.forEach(
          transfer.listServersPaginator(),
          ListServersResponse::servers,
          server ->
              servers
                  .draft(server.arn(), server.serverId())
                  .attempt(
                      "transfer:DescribeServer", "Server", () -> kept(transfer, server.serverId()))
                  .emit());
    }
  }

  private static Map<String, Object> kept(TransferClient transfer, String id) {
    Map<String, Object> server =
        PojoDocument.of(transfer.describeServer(r -> r.serverId(id)).server());
    server.keySet().retainAll(KEPT);
    return server;
  }
}
