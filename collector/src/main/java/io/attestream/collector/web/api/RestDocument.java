package io.attestream.collector.web.api;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes {@code docs/rest.md} from the contract; a test compares it with what is committed. */
public final class RestDocument {
  private RestDocument() {}

  public static String markdown() {
    JsonObject contract = ApiRoutes.document();
    StringBuilder text = new StringBuilder();
    text.append("# REST API\n\n");
    text.append(
        "Generated from the contract `collector/src/main/resources/openapi/openapi.yaml`,\n");
    text.append("which a running collector serves at `/api/v1/openapi.yaml`.\n\n");
    text.append(contract.getJsonObject("info").getString("description")).append("\n\n");
    text.append("| call | what it does | parameters |\n|---|---|---|\n");
    JsonObject paths = contract.getJsonObject("paths");
    for (String path : paths.fieldNames()) {
      JsonObject methods = paths.getJsonObject(path);
      for (String method : methods.fieldNames()) {
        JsonObject operation = methods.getJsonObject(method);
        text.append("| `").append(method.toUpperCase(Locale.ROOT)).append(" /api/v1").append(path);
        text.append("` | ").append(operation.getString("summary")).append(" | ");
        text.append(String.join(", ", parameters(contract, operation))).append(" |\n");
      }
    }
    text.append("\n## From a shell\n\n```sh\n");
    text.append("curl -c jar -d name=admin --data-urlencode password@password.txt $URL/login\n");
    text.append("curl -b jar \"$URL/api/v1/findings?severity=CRITICAL&limit=100\"\n");
    text.append("CSRF=$(curl -s -b jar $URL/api/v1/session | jq -r .csrf)\n");
    text.append("curl -b jar -H \"X-CSRF-Token: $CSRF\" -H 'Content-Type: application/json' \\\n");
    text.append("     -d '{\"label\": \"production cluster\"}' $URL/api/v1/tokens\n```\n");
    return text.toString();
  }

  private static List<String> parameters(JsonObject contract, JsonObject operation) {
    List<String> names = new ArrayList<>();
    if (operation.containsKey("parameters")) {
      for (Object item : operation.getJsonArray("parameters")) {
        JsonObject parameter = (JsonObject) item;
        String reference = parameter.getString("$ref", "");
        if (!reference.isEmpty()) {
          parameter =
              contract
                  .getJsonObject("components")
                  .getJsonObject("parameters")
                  .getJsonObject(reference.substring(reference.lastIndexOf('/') + 1));
        }
        names.add("`" + parameter.getString("name") + "`");
      }
    }
    return names;
  }
}
