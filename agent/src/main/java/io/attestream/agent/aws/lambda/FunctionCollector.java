package io.attestream.agent.aws.lambda;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.REGIONAL;

import io.attestream.agent.aws.scan.Listing;
import io.attestream.agent.aws.scan.PojoDocument;
import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.UnitScan;
import io.attestream.agent.secret.NamedSecrets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.ListFunctionUrlConfigsResponse;
import software.amazon.awssdk.services.lambda.model.ListFunctionsResponse;

/**
 * Functions. Added: {@code Policy} (JSON text; absent when there is none), {@code
 * FunctionUrlConfigs}, {@code CodeSigningConfig} (absent when none is attached) and {@code
 * SecretVariables}: the names of environment variables that hold a literal credential. Values of
 * variables stay in the agent.
 */
public final class FunctionCollector implements ServiceCollector {
  private static final ResourceType FUNCTION =
      new ResourceType(
          "aws.lambda.function",
          "lambda:ListFunctions",
          "lambda:GetPolicy",
          "lambda:ListFunctionUrlConfigs",
          "lambda:GetFunctionCodeSigningConfig",
          "lambda:GetCodeSigningConfig");

  @Override
  public Placement placement() {
    return REGIONAL;
  }

  @Override
  public List<ResourceType> types() {
    return List.of(FUNCTION);
  }

  @Override
  public void collect(UnitScan scan) throws InterruptedException {
    LambdaClient lambda = scan.client(LambdaClient.class, LambdaClient::builder);
    try (Listing functions = scan.listing(FUNCTION)) {
      functions.forEach(
          lambda.listFunctionsPaginator(),
          ListFunctionsResponse::functions,
          function -> function(functions, lambda, function));
    }
  }

  private static void function(
      Listing functions, LambdaClient lambda, FunctionConfiguration function) {
    String name = function.functionName();
    functions
        .draft(function.functionArn(), name, function)
        .without("Environment")
        .put("SecretVariables", secrets(function))
        .member(
            "lambda:GetPolicy",
            "Policy",
            () -> lambda.getPolicy(r -> r.functionName(name)),
            "ResourceNotFoundException")
        .all(
            "lambda:ListFunctionUrlConfigs",
            "FunctionUrlConfigs",
            () -> lambda.listFunctionUrlConfigsPaginator(r -> r.functionName(name)),
            ListFunctionUrlConfigsResponse::functionUrlConfigs)
        .attempt(
            "lambda:GetCodeSigningConfig",
            "CodeSigningConfig",
            () -> signing(lambda, name),
            "ResourceNotFoundException"::equals)
        .emit();
  }

  private static List<String> secrets(FunctionConfiguration function) {
    return function.environment() == null
        ? List.of()
        : NamedSecrets.among(function.environment().variables());
  }

  private static @Nullable Object signing(LambdaClient lambda, String name) {
    String arn =
        lambda.getFunctionCodeSigningConfig(r -> r.functionName(name)).codeSigningConfigArn();
    return arn == null || arn.isEmpty()
        ? null
        : PojoDocument.of(
            lambda.getCodeSigningConfig(r -> r.codeSigningConfigArn(arn)).codeSigningConfig());
  }
}
