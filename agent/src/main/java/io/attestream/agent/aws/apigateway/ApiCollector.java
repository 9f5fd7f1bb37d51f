package io.attestream.agent.aws.apigateway;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.REGIONAL;

import io.attestream.agent.aws.scan.Listing;
import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.TokenPages;
import io.attestream.agent.aws.scan.UnitScan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.GetRestApisResponse;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.apigatewayv2.model.GetApisResponse;
import software.amazon.awssdk.services.apigatewayv2.model.GetRoutesResponse;

/**
 * APIs of API Gateway. Added to a REST API: {@code Methods}, to an HTTP or WebSocket API: {@code
 * Routes}, each with how its callers are authorised. {@code OPTIONS}, which browsers send without credentials, is left out.
 */
public final class ApiCollector implements ServiceCollector {
  private static final ResourceType REST =
      new ResourceType(
          "aws.apigateway.rest-api",
          "apigateway:GetRestApis",
          "apigateway:GetResources",
          "apigateway:GetStages");
  private static final ResourceType HTTP =
      new ResourceType("aws.apigateway.http-api", "apigateway:GetApis", "apigateway:GetRoutes");

  @Override
  public Placement placement() {
    return REGIONAL;
  }

  @Override
  public List<ResourceType> types() {
    return List.of(REST, HTTP);
  }

  @Override
  public void collect(UnitScan scan) throws InterruptedException {
    ApiGatewayClient rest = scan.client(ApiGatewayClient.class, ApiGatewayClient::builder);
    try (Listing apis = scan.listing(REST)) {
      apis.forEach(
          rest.getRestApisPaginator(),
          GetRestApisResponse::items,
          api ->
              apis.draft(arn(scan, "restapis/" + api.id()), api.name(), api)
                  .attempt("apigateway:GetResources", "Methods", () -> methods(rest, api.id()))
                  .attempt("apigateway:GetStages", "Stages", () -> stages(rest, api.id()))
                  .emit());
    }
    ApiGatewayV2Client http = scan.client(ApiGatewayV2Client.class, ApiGatewayV2Client::builder);
    try (Listing apis = scan.listing(HTTP)) {
      apis.forEach(
          new TokenPages<GetApisResponse>(
              token -> http.getApis(r -> r.nextToken(token)), GetApisResponse::nextToken),
          GetApisResponse::items,
          api ->
              apis.draft(arn(scan, "apis/" + api.apiId()), api.name(), api)
                  .attempt("apigateway:GetRoutes", "Routes", () -> routes(http, api.apiId()))
                  .emit());
    }
  }

  /** {@code arn:aws:apigateway:<region>::/restapis/<id>}, with no account. */
  private static String arn(UnitScan scan, String path) {
    return "arn:" + scan.partition() + ":apigateway:" + scan.region() + "::/" + path;
  }

  private static List<Object> methods(ApiGatewayClient rest, String api) {
    List<Object> methods = new ArrayList<>();
    rest.getResourcesPaginator(r -> r.restApiId(api).embed("methods").limit(500)).stream()
        .flatMap(page -> page.items().stream())
        .forEach(
            resource ->
                resource
                    .resourceMethods()
                    .forEach(
                        (verb, method) -> {
                          if (!verb.equals("OPTIONS")) {
                            methods.add(
                                Map.of(
                                    "path", resource.path(),
                                    "httpMethod", verb,
                                    "authorizationType",
                                        Objects.requireNonNullElse(
                                            method.authorizationType(), "NONE"),
                                    "apiKeyRequired",
                                        Boolean.TRUE.equals(method.apiKeyRequired())));
                          }
                        }));
    return methods;
  }

  private static List<Object> stages(ApiGatewayClient rest, String api) {
    List<Object> stages = new ArrayList<>();
    rest.getStages(r -> r.restApiId(api))
        .item()
        .forEach(
            stage -> {
              Map<String, Object> facts = new LinkedHashMap<>();
              facts.put("stageName", stage.stageName());
              facts.put(
                  "accessLogs",
                  stage.accessLogSettings() != null
                      && stage.accessLogSettings().destinationArn() != null);
              if (stage.webAclArn() != null) {
                facts.put("webAclArn", stage.webAclArn());
              }
              stages.add(facts);
            });
    return stages;
  }

  private static List<Object> routes(ApiGatewayV2Client http, String api) {
    List<Object> routes = new ArrayList<>();
    new TokenPages<GetRoutesResponse>(
            token -> http.getRoutes(r -> r.apiId(api).nextToken(token)),
            GetRoutesResponse::nextToken)
        .forEach(
            page ->
                page.items().stream()
                    .filter(route -> !route.routeKey().startsWith("OPTIONS "))
                    .forEach(
                        route ->
                            routes.add(
                                Map.of(
                                    "routeKey", route.routeKey(),
                                    "authorizationType",
                                        Objects.requireNonNullElse(
                                            route.authorizationTypeAsString(), "NONE")))));
    return routes;
  }
}
