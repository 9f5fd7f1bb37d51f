package io.attestream.agent.kubernetes;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.attestream.evidence.model.UnknownReason;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.Pair;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/**
 * The official client, used for its connection and its credentials only: bodies are read as JSON documents, so that any kind
 * works. Pages and events are parsed as they arrive and are bounded.
 */
final class ClientApi implements KubernetesApi {
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNestingDepth(200)
                      .maxStringLength(4_000_000)
                      .build())
              .build());
  private static final long MOST_BYTES_A_PAGE = 256L * 1024 * 1024;
  private static final long MOST_BYTES_AN_EVENT = 8L * 1024 * 1024;
  private static final Duration GRACE = Duration.ofSeconds(30);

  private final ApiClient client;
  private final OkHttpClient watchHttp;
  private final KubernetesConfig config;
  private final Set<Call> watches = ConcurrentHashMap.newKeySet();

  ClientApi(ApiClient client, KubernetesConfig config) {
    this.client = client;
    this.config = config;
    this.watchHttp =
        client
            .getHttpClient()
            .newBuilder()
            .readTimeout(config.watchTimeout().plus(GRACE))
            .callTimeout(Duration.ZERO)
            .build();
  }

  @Override
  public Map<String, Object> version() throws ApiFailure {
    try (Response response = execute(call("/version", List.of()));
        var in = bounded(response, 1_000_000)) {
      return PlainValues.object(JSON.readValue(in, OBJECT));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  @Override
  public Page list(Kind kind, String next, Consumer<Map<String, Object>> items) throws ApiFailure {
    var query = new ArrayList<Pair>();
    query.add(new Pair("limit", Integer.toString(config.pageSize())));
    if (!next.isEmpty()) {
      query.add(new Pair("continue", next));
    }
    try (Response response = execute(call(kind.path(), query));
        var in = bounded(response, MOST_BYTES_A_PAGE);
        var parser = JSON.createParser(in)) {
      return page(parser, items);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static Page page(JsonParser parser, Consumer<Map<String, Object>> items)
      throws IOException {
    Map<String, Object> metadata = Map.of();
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new IOException("a listing is not an object");
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      JsonToken value = parser.nextToken();
      if (field.equals("metadata")) {
        metadata = PlainValues.object(parser.readValueAs(OBJECT));
      } else if (field.equals("items") && value == JsonToken.START_ARRAY) {
        while (parser.nextToken() == JsonToken.START_OBJECT) {
          Map<String, Object> item = parser.readValueAs(OBJECT);
          items.accept(PlainValues.object(item));
        }
      } else {
        parser.skipChildren();
      }
    }
    return new Page(Fields.text(metadata, "continue"), Fields.text(metadata, "resourceVersion"));
  }

  @Override
  public void watch(Kind kind, String resourceVersion, Events events)
      throws ApiFailure, InterruptedException {
    var query =
        List.of(
            new Pair("watch", "true"),
            new Pair("allowWatchBookmarks", "true"),
            new Pair("resourceVersion", resourceVersion),
            new Pair("timeoutSeconds", Long.toString(config.watchTimeout().toSeconds())));
    Call call = watchHttp.newCall(call(kind.path(), query).request());
    watches.add(call);
    try (Response response = execute(call);
        var in = new BoundedInputStream(response.body().byteStream(), MOST_BYTES_AN_EVENT);
        var parser = JSON.createParser(in)) {
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        Map<String, Object> event = parser.readValueAs(OBJECT);
        in.restart();
        dispatch(PlainValues.object(event), events);
      }
    } catch (IOException e) {
      throw unreadable(e);
    } finally {
      watches.remove(call);
    }
  }

  private static void dispatch(Map<String, Object> event, Events events)
      throws ApiFailure, InterruptedException {
    Map<String, Object> object = Fields.map(event, "object");
    switch (Fields.text(event, "type")) {
      case "ADDED" -> events.event(EventType.ADDED, object);
      case "MODIFIED" -> events.event(EventType.MODIFIED, object);
      case "DELETED" -> events.event(EventType.DELETED, object);
      case "BOOKMARK" -> events.event(EventType.BOOKMARK, object);
      case "ERROR" ->
          throw ApiFailure.ofStatus(
              (int) Fields.number(object, "code", 500),
              Fields.text(object, "reason"),
              Duration.ZERO);
      default -> throw ApiFailure.of(UnknownReason.UNPARSABLE, "WatchEventType", null);
    }
  }

  @Override
  public void cancelWatches() {
    watches.forEach(Call::cancel);
  }

  private Call call(String path, List<Pair> query) throws ApiFailure {
    try {
      return client.buildCall(
          null,
          path,
          "GET",
          query,
          List.of(),
          null,
          new java.util.HashMap<>(Map.of("Accept", "application/json")),
          new java.util.HashMap<>(),
          new java.util.HashMap<>(),
          new String[] {"BearerToken"},
          null);
    } catch (ApiException e) {
      throw ApiFailure.of(UnknownReason.API_ERROR, "Credentials", e);
    }
  }

  /** The response when it is a success; else the failure, with the reason from its Status object. */
  private static Response execute(Call call) throws ApiFailure {
    Response response;
    try {
      response = call.execute();
    } catch (IOException e) {
      throw ApiFailure.of(e);
    }
    if (response.isSuccessful()) {
      return response;
    }
    try (response) {
      throw ApiFailure.ofStatus(response.code(), statusReason(response), retryAfter(response));
    }
  }

  private static String statusReason(Response response) {
    try (var in = bounded(response, 1_000_000)) {
      return Fields.text(PlainValues.object(JSON.readValue(in, OBJECT)), "reason");
    } catch (IOException e) {
      return "";
    }
  }

  private static Duration retryAfter(Response response) {
    String seconds = response.header("Retry-After", "0");
    return seconds != null && seconds.matches("[0-9]{1,5}")
        ? Duration.ofSeconds(Long.parseLong(seconds))
        : Duration.ZERO;
  }

  private static InputStream bounded(Response response, long most) {
    return new BoundedInputStream(response.body().byteStream(), most);
  }

  private static ApiFailure unreadable(IOException error) {
    if (error instanceof BoundedInputStream.TooLong
        || error instanceof StreamConstraintsException) {
      return ApiFailure.of(UnknownReason.LIMIT_EXCEEDED, "answer too large", error);
    }
    if (error instanceof JsonProcessingException) {
      return ApiFailure.of(UnknownReason.UNPARSABLE, "answer is not JSON", error);
    }
    return ApiFailure.of(error);
  }
}
