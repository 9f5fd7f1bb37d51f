package io.attestream.collector.web.api;

import io.vertx.core.Future;
import io.vertx.core.json.Json;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.openapi.router.RequestExtractor;
import io.vertx.json.schema.common.dsl.SchemaType;
import io.vertx.openapi.contract.Location;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import io.vertx.openapi.validation.RequestParameter;
import io.vertx.openapi.validation.ValidatableRequest;
import io.vertx.openapi.validation.impl.RequestParameterImpl;
import java.util.HashMap;
import java.util.Map;

/**
 * Takes requests apart for validation. vertx-openapi 5.0 reads a text parameter such as the control
 * {@code 8.3} as JSON, a number, and then refuses it for not being a string; so text goes in as a JSON
 * string.
 */
final class ApiRequests implements RequestExtractor {
  private final RequestExtractor extractor = RequestExtractor.withBodyHandler();

  @Override
  public Future<ValidatableRequest> extractValidatableRequest(
      RoutingContext context, Operation operation) {
    return extractor
        .extractValidatableRequest(context, operation)
        .map(request -> new Quoted(request, operation));
  }

  private record Quoted(ValidatableRequest request, Operation operation)
      implements ValidatableRequest {
    @Override
    public String getContentType() {
      return request.getContentType();
    }

    @Override
    public Map<String, RequestParameter> getCookies() {
      return request.getCookies();
    }

    @Override
    public Map<String, RequestParameter> getHeaders() {
      return request.getHeaders();
    }

    @Override
    public Map<String, RequestParameter> getPathParameters() {
      return quoted(request.getPathParameters(), Location.PATH);
    }

    @Override
    public Map<String, RequestParameter> getQuery() {
      return quoted(request.getQuery(), Location.QUERY);
    }

    @Override
    public RequestParameter getBody() {
      return request.getBody();
    }

    private Map<String, RequestParameter> quoted(
        Map<String, RequestParameter> raw, Location location) {
      Map<String, RequestParameter> quoted = new HashMap<>(raw);
      for (Parameter parameter : operation.getParameters()) {
        RequestParameter given = raw.get(parameter.getName());
        if (parameter.getIn() == location
            && parameter.getSchemaType() == SchemaType.STRING
            && given != null
            && given.get() instanceof String text) {
          quoted.put(parameter.getName(), new RequestParameterImpl(Json.encode(text)));
        }
      }
      return quoted;
    }
  }
}
