package io.attestream.agent.aws.secretsmanager;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.REGIONAL;

import io.attestream.agent.aws.scan.Listing;
import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.UnitScan;
import java.util.List;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ListSecretsResponse;

/**
 * Secrets by name, never their values. Added: {@code ResourcePolicy} (JSON text; absent when there
 * is none).
 */
public final class SecretCollector implements ServiceCollector {
  private static final ResourceType SECRET =
      new ResourceType(
          "aws.secretsmanager.secret",
          "secretsmanager:ListSecrets",
          "secretsmanager:GetResourcePolicy");

  @Override
  public Placement placement() {
    return REGIONAL;
  }

  @Override
  public List<ResourceType> types() {
    return List.of(SECRET);
  }

  @Override
  public void collect(UnitScan scan) throws InterruptedException {
    SecretsManagerClient secrets =
        scan.client(SecretsManagerClient.class, SecretsManagerClient::builder);
    try (Listing listing = scan.listing(SECRET)) {
      listing.forEach(
          secrets.listSecretsPaginator(r -> r.includePlannedDeletion(false)),
          ListSecretsResponse::secretList,
          secret ->
              listing
                  .draft(secret.arn(), secret.name(), secret)
                  .without("SecretVersionsToStages")
                  .member(
                      "secretsmanager:GetResourcePolicy",
                      "ResourcePolicy",
                      () -> secrets.getResourcePolicy(r -> r.secretId(secret.arn())))
                  .emit());
    }
  }
}
