package io.attestream.agent.aws;

import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.ServiceCollector.ResourceType;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The least rights that the source needs, derived from what the collectors declare. */
public final class IamPolicy {
  /** Calls whose IAM action has another name (Service Authorization Reference, Amazon S3). */
  private static final Map<String, String> OTHER_NAMES =
      Map.of(
          "s3:ListBuckets", "s3:ListAllMyBuckets",
          "s3:GetPublicAccessBlock", "s3:GetBucketPublicAccessBlock",
          "s3:GetBucketEncryption", "s3:GetEncryptionConfiguration",
          "s3:GetObjectLockConfiguration", "s3:GetBucketObjectLockConfiguration",
          "s3:GetBucketLifecycleConfiguration", "s3:GetLifecycleConfiguration",
          "s3:GetBucketReplication", "s3:GetReplicationConfiguration",
          "s3control:GetPublicAccessBlock", "s3:GetAccountPublicAccessBlock");

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

  /** The policy document, one statement a service, ending with a line feed. */
  public static String json() {
    SortedMap<String, SortedSet<String>> byService = new TreeMap<>();
    typesByAction()
        .keySet()
        .forEach(
            action ->
                byService
                    .computeIfAbsent(action.split(":", 2)[0], service -> new TreeSet<>())
                    .add(action));
    return """
        {
          "Version": "2012-10-17",
          "Statement": [
        %s
          ]
        }
        """
        .formatted(
            byService.entrySet().stream()
                .map(entry -> statement(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(",\n")));
  }

  private static String statement(String service, SortedSet<String> actions) {
    String sid = Character.toUpperCase(service.charAt(0)) + service.substring(1);
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
