package io.attestream.agent.aws.ssm;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.REGIONAL;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.attestream.agent.aws.scan.Listing;
import io.attestream.agent.aws.scan.PojoDocument;
import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.UnitScan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DescribeInstanceInformationResponse;
import software.amazon.awssdk.services.ssm.model.DescribeParametersResponse;
import software.amazon.awssdk.services.ssm.model.ResourceType;

/**
 * Parameters (never their values), managed instances (added: {@code PatchState}; absent where the
 * instance was never scanned) and the settings of the region: {@code SessionPreferences}, the inputs
 * of Session Manager's preferences (absent where there are none), and {@code Associations} with their
 * status.
 */
public final class SystemsManagerCollector implements ServiceCollector {
  private static final ResourceType PARAMETER =
      new ResourceType("aws.ssm.parameter", "ssm:DescribeParameters");
  private static final ResourceType INSTANCE =
      new ResourceType(
          "aws.ssm.instance", "ssm:DescribeInstanceInformation", "ssm:DescribeInstancePatchStates");
  private static final ResourceType REGION =
      new ResourceType("aws.ssm.region", "ssm:GetDocument", "ssm:ListAssociations");

  @Override
  public Placement placement() {
    return REGIONAL;
  }

  @Override
  public List<ResourceType> types() {
    return List.of(PARAMETER, INSTANCE, REGION);
  }

  private static final String PREFERENCES = "SSM-SessionManagerRunShell";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Override
  public void collect(UnitScan scan) throws InterruptedException {
    SsmClient ssm = scan.client(SsmClient.class, SsmClient::builder);
    try (Listing parameters = scan.listing(PARAMETER)) {
      parameters.forEach(
          ssm.describeParametersPaginator(),
          DescribeParametersResponse::parameters,
          one ->
              parameters
                  .draft(scan.arn("ssm", "parameter/" + one.name()), one.name(), one)
                  .without("LastModifiedUser", "Policies", "AllowedPattern")
                  .emit());
    }
    try (Listing instances = scan.listing(INSTANCE)) {
      instances.forEach(
          ssm.describeInstanceInformationPaginator(),
          DescribeInstanceInformationResponse::instanceInformationList,
          one ->
              instances
                  .draft(
                      scan.arn("ssm", "managed-instance/" + one.instanceId()),
                      one.instanceId(),
                      one)
                  .without("LastPingDateTime", "IPAddress")
                  .attempt(
                      "ssm:DescribeInstancePatchStates",
                      "PatchState",
                      () -> patches(ssm, one.instanceId()))
                  .emit());
    }
    scan.ofRegion(
        REGION,
        scan.arn("ssm", "region"),
        draft ->
            draft
                .put("RegionName", scan.region())
                .attempt(
                    "ssm:GetDocument",
                    "SessionPreferences",
                    () -> preferences(ssm),
                    "InvalidDocument"::equals)
                .attempt("ssm:ListAssociations", "Associations", () -> associations(ssm))
                .emit());
  }

  private static @Nullable Object patches(SsmClient ssm, String instance) {
    return ssm
        .describeInstancePatchStates(r -> r.instanceIds(instance))
        .instancePatchStates()
        .stream()
        .findFirst()
        .map(PojoDocument::of)
        .map(
            state -> {
              state
                  .keySet()
                  .retainAll(
                      Set.of(
                          "BaselineId",
                          "CriticalNonCompliantCount",
                          "SecurityNonCompliantCount",
                          "MissingCount",
                          "FailedCount",
                          "OperationEndTime"));
              return state;
            })
        .orElse(null);
  }

  /** The document's {@code inputs} (Systems Manager User Guide, Session document schema). */
  private static Map<String, Object> preferences(SsmClient ssm) {
    String content = ssm.getDocument(r -> r.name(PREFERENCES)).content();
    Map<String, Object> inputs = new TreeMap<>();
    try {
      JsonNode read = JSON.readTree(content).path("inputs");
      for (String name :
          List.of(
              "s3BucketName",
              "s3EncryptionEnabled",
              "cloudWatchLogGroupName",
              "cloudWatchEncryptionEnabled",
              "kmsKeyId",
              "runAsEnabled")) {
        JsonNode value = read.path(name);
        if (value.isBoolean()) {
          inputs.put(name, value.booleanValue());
        } else if (value.isTextual()) {
          inputs.put(name, value.textValue());
        }
      }
      return inputs;
    } catch (JsonProcessingException e) {
      throw SdkClientException.create("the session preferences are no JSON", e);
    }
  }

  private static List<Object> associations(SsmClient ssm) {
    List<Object> associations = new ArrayList<>();
    ssm.listAssociationsPaginator()
        .associations()
        .forEach(
            one -> {
              Map<String, Object> facts = new LinkedHashMap<>();
              facts.put("Name", Objects.requireNonNullElse(one.associationName(), one.name()));
              if (one.overview() != null) {
                facts.put("Status", Objects.requireNonNullElse(one.overview().status(), ""));
              }
              associations.add(facts);
            });
    return associations;
  }
}
