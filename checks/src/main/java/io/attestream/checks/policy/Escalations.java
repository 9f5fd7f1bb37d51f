package io.attestream.checks.policy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Known ways by which an identity can give itself more rights, each a set of actions that must all
 * be allowed. Published by several researchers since 2018 under the names used here.
 */
final class Escalations {
  private static final Map<String, List<String>> WAYS = new TreeMap<>();

  static {
    alone(
        "iam:AddUserToGroup",
        "iam:AttachGroupPolicy",
        "iam:AttachRolePolicy",
        "iam:AttachUserPolicy",
        "iam:CreateAccessKey",
        "iam:CreateLoginProfile",
        "iam:CreatePolicyVersion",
        "iam:PutGroupPolicy",
        "iam:PutRolePolicy",
        "iam:PutUserPolicy",
        "iam:SetDefaultPolicyVersion",
        "iam:UpdateLoginProfile",
        "glue:UpdateDevEndpoint",
        "lambda:UpdateFunctionCode",
        "sagemaker:CreatePresignedNotebookInstanceUrl");
    together("iam:UpdateAssumeRolePolicy", "sts:AssumeRole");
    for (String start :
        List.of(
            "autoscaling:CreateLaunchConfiguration",
            "cloudformation:CreateStack",
            "codebuild:CreateProject",
            "datapipeline:CreatePipeline",
            "ec2:RunInstances",
            "ecs:RunTask",
            "glue:CreateDevEndpoint",
            "glue:CreateJob",
            "sagemaker:CreateNotebookInstance",
            "ssm:StartAutomationExecution",
            "states:CreateStateMachine")) {
      together("iam:PassRole", start);
    }
    together("iam:PassRole", "lambda:CreateFunction", "lambda:InvokeFunction");
    together("iam:PassRole", "lambda:CreateFunction", "lambda:CreateEventSourceMapping");
    together("iam:PassRole", "lambda:CreateFunction", "lambda:AddPermission");
  }

  private Escalations() {}

  private static void alone(String... actions) {
    for (String action : actions) {
      together(action);
    }
  }

  private static void together(String... actions) {
    WAYS.put(String.join("+", actions), List.of(actions));
  }

  static List<String> found(Predicate<String> allowed) {
    return WAYS.entrySet().stream()
        .filter(way -> way.getValue().stream().allMatch(allowed))
        .map(Map.Entry::getKey)
        .toList();
  }
}
