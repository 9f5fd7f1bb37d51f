package io.attestream.agent.aws.kms;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.REGIONAL;

import io.attestream.agent.aws.scan.Listing;
import io.attestream.agent.aws.scan.ResourceDraft;
import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.UnitScan;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyListEntry;
import software.amazon.awssdk.services.kms.model.ListGrantsResponse;
import software.amazon.awssdk.services.kms.model.ListKeysResponse;

/**
 * Keys. Added: {@code KeyMetadata}; for customer managed keys {@code Policy} (JSON text), {@code
 * Grants} and, where the key can rotate by itself, {@code KeyRotationEnabled}.
 */
public final class KmsCollector implements ServiceCollector {
  private static final ResourceType KEY =
      new ResourceType(
          "aws.kms.key",
          "kms:ListKeys",
          "kms:DescribeKey",
          "kms:GetKeyPolicy",
          "kms:ListGrants",
          "kms:GetKeyRotationStatus");

  @Override
  public Placement placement() {
    return REGIONAL;
  }

  @Override
  public List<ResourceType> types() {
    return List.of(KEY);
  }

  @Override
  public void collect(UnitScan scan) throws InterruptedException {
    KmsClient kms = scan.client(KmsClient.class, KmsClient::builder);
    try (Listing keys = scan.listing(KEY)) {
      keys.forEach(kms.listKeysPaginator(), ListKeysResponse::keys, key -> key(keys, kms, key));
    }
  }

  private void key(Listing keys, KmsClient kms, KeyListEntry key) {
    String id = key.keyId();
    ResourceDraft draft =
        keys.draft(key.keyArn(), id, key)
            .member("kms:DescribeKey", "KeyMetadata", () -> kms.describeKey(r -> r.keyId(id)));
    if (draft.get("KeyMetadata") instanceof Map<?, ?> metadata
        && "CUSTOMER".equals(metadata.get("KeyManager"))) {
      draft
          .member(
              "kms:GetKeyPolicy",
              "Policy",
              () -> kms.getKeyPolicy(r -> r.keyId(id).policyName("default")))
          .all(
              "kms:ListGrants",
              "Grants",
              () -> kms.listGrantsPaginator(r -> r.keyId(id)),
              ListGrantsResponse::grants);
      if (rotates(metadata)) {
        draft.member(
            "kms:GetKeyRotationStatus",
            "KeyRotationEnabled",
            () -> kms.getKeyRotationStatus(r -> r.keyId(id)));
      }
    }
    draft.emit();
  }

  /** Only symmetric encryption keys with material made by KMS (KMS Developer Guide, key rotation). */
  private static boolean rotates(Map<?, ?> metadata) {
    return "SYMMETRIC_DEFAULT".equals(metadata.get("KeySpec"))
        && "AWS_KMS".equals(metadata.get("Origin"))
        && "Enabled".equals(metadata.get("KeyState"));
  }
}
