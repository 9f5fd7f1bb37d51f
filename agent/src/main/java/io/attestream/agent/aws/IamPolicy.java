package io.attestream.agent.aws;

import static java.util.Map.entry;

import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.ServiceCollector.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The least rights that the source needs, derived from what the collectors declare. */
public final class IamPolicy {
  /** Calls whose IAM action has another name (Service Authorization Reference). */
  private static final Map<String, String> OTHER_NAMES =
      Map.ofEntries(
          entry("s3:ListBuckets", "s3:ListAllMyBuckets"),
          entry("s3:GetPublicAccessBlock", "s3:GetBucketPublicAccessBlock"),
          entry("s3:GetBucketEncryption", "s3:GetEncryptionConfiguration"),
          entry("s3:GetObjectLockConfiguration", "s3:GetBucketObjectLockConfiguration"),
          entry("s3:GetBucketLifecycleConfiguration", "s3:GetLifecycleConfiguration"),
          entry("s3:GetBucketReplication", "s3:GetReplicationConfiguration"),
          entry("s3control:GetPublicAccessBlock", "s3:GetAccountPublicAccessBlock"),
          entry("apigateway:GetRestApis", "apigateway:GET"),
          entry("apigateway:GetResources", "apigateway:GET"),
          entry("apigateway:GetStages", "apigateway:GET"),
          entry("apigateway:GetApis", "apigateway:GET"),
          entry("apigateway:GetRoutes", "apigateway:GET"));

  /** What a managed policy holds (IAM User Guide, quotas). */
  static final int MAX_SIZE = 6144;

  private IamPolicy() {}

  /** The resource types that each action is needed for; {@code units} for finding accounts and regions. */
  public static SortedMap<String, SortedSet<String>> typesByAction() {
    SortedMap<String, SortedSet<String>> types = new TreeMap<>();
    AwsAccount.CALLS.forEach(call -> add(types, call, "units"));
    for (ServiceCollector service : AwsServices.ALL) {
      for (ResourceType type : service.types()) {
        type.calls().forEach(call -> add(types, call, type.name()));
      }
    }
    return types;
  }

  /**
   * The policy documents: one statement a service, as many services in a document as a managed policy holds. Each ends
   * with a line feed.
   */
  public static List<String> documents() {
    SortedMap<String, SortedSet<String>> byService = new TreeMap<>();
    typesByAction()
        .keySet()
        .forEach(
            action ->
                byService
                    .computeIfAbsent(action.split(":", 2)[0], service -> new TreeSet<>())
                    .add(action));
    List<String> documents = new ArrayList<>();
    List<String> statements = new ArrayList<>();
    for (Map.Entry<String, SortedSet<String>> service : byService.entrySet()) {
      String statement = statement(service.getKey(), service.getValue());
      statements.add(statement);
      if (size(document(statements)) > MAX_SIZE) {
        statements.remove(statement);
        documents.add(document(statements));
        statements = new ArrayList<>(List.of(statement));
      }
    }
    documents.add(document(statements));
    return List.copyOf(documents);
  }

  /** What IAM counts: characters without white space (IAM User Guide, quotas). */
  static int size(String document) {
    return document.replaceAll("\\s", "").length();
  }

  private static String document(List<String> statements) {
    return """
        {
          "Version": "2012-10-17",
          "Statement": [
        %s
          ]
        }
        """
        .formatted(String.join(",\n", statements));
  }

  private static String statement(String service, SortedSet<String> actions) {
    String sid = (Character.toUpperCase(service.charAt(0)) + service.substring(1)).replace("-", "");
    return """
            {
              "Sid": "%s",
              "Effect": "Allow",
              "Action": [
        %s
              ],
              "Resource": "*"
            }"""
        .formatted(
            sid,
            actions.stream()
                .map(action -> "        \"" + action + "\"")
                .collect(Collectors.joining(",\n")));
  }

  private static void add(SortedMap<String, SortedSet<String>> types, String call, String type) {
    types
        .computeIfAbsent(OTHER_NAMES.getOrDefault(call, call), action -> new TreeSet<>())
        .add(type);
  }
}
