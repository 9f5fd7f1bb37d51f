package io.attestream.agent.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.attestream.agent.hostile.Evidenced.Result;
import io.attestream.agent.kubernetes.KubernetesConfig;
import io.attestream.agent.kubernetes.KubernetesSource;
import io.attestream.evidence.model.Status;
import io.attestream.evidence.model.UnknownReason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An API server that gives what no real one does, read through the real client. */
class HostileKubernetesTest {
  private static final String NAMESPACES = "/api/v1/namespaces";
  private static final String SHOP =
      "{\"metadata\":{\"name\":\"shop\",\"labels\":{\"owner\":\"checkout\"}}}";

  @TempDir private Path directory;
  private final Map<String, String> bodies = new ConcurrentHashMap<>();
  private final AtomicInteger calls = new AtomicInteger();
  private volatile int status = 200;

  @SuppressWarnings("NullAway.Init")
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    bodies.put("/version", "{\"major\":\"1\",\"minor\":\"33\",\"gitVersion\":\"v1.33.0\"}");
    bodies.put(
        "/api/v1/services",
        list(
            "{\"metadata\":{\"name\":\"web\",\"namespace\":\"shop\"},\"spec\":{\"type\":\"NodePort\"}}"));
    bodies.put(NAMESPACES, list(SHOP));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      calls.incrementAndGet();
      String body =
          status == 200
              ? bodies.getOrDefault(exchange.getRequestURI().getPath(), list(""))
              : "{\"kind\":\"Status\",\"reason\":\"" + "x".repeat(100_000) + "\"}";
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @ParameterizedTest(name = "{0} levels")
  @CsvSource({"300", "10000", "100000"})
  void anObjectOfManyLevelsHidesItsKindAlone(int levels) throws Exception {
    String nested = "{\"a\":".repeat(levels) + "1" + "}".repeat(levels);
    bodies.put(
        NAMESPACES, list(SHOP + ",{\"metadata\":{\"name\":\"deep\"},\"spec\":" + nested + "}"));

    onlyNamespacesAreHidden(scan(), "LIMIT_EXCEEDED v1/namespaces:list answer too large");
  }

  @Test
  void anObjectOfSixMegabytesHidesItsKindAlone() throws Exception {
    bodies.put(
        NAMESPACES,
        list(
            "{\"metadata\":{\"name\":\"large\",\"annotations\":{\"a\":\""
                + "x".repeat(6_000_000)
                + "\"}}}"));

    onlyNamespacesAreHidden(scan(), "LIMIT_EXCEEDED v1/namespaces:list answer too large");
  }

  @Test
  void anAnswerThatEndsInTheMiddleHidesItsKindAlone() throws Exception {
    bodies.put(NAMESPACES, list(SHOP).substring(0, 60));

    onlyNamespacesAreHidden(scan(), "UNPARSABLE v1/namespaces:list answer is not JSON");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "control,       a\\u0000\\u001b[31mb",
    "bidi,          a\\u202e\\u2066\\u200fb",
    "zero width,    a\\u200b\\u200d\\ufeffb",
    "combining,     e\\u0301\\u0327",
    "supplementary, \\ud83d\\udd12",
    "high alone,    a\\ud83db",
    "low alone,     a\\udd12b",
  })
  void namesOfAnyCharactersAreEvidence(String what, String escaped) throws Exception {
    bodies.put(
        NAMESPACES,
        list(
            SHOP
                + ",{\"metadata\":{\"name\":\"%1$s\",\"labels\":{\"owner\":\"%1$s\",\"%1$s\":\"x\"}}}"
                    .formatted(escaped)));

    Evidenced seen = scan();

    assertThat(seen.incomplete()).as(what).isEmpty();
    assertThat(seen.of("k8s.namespace").stream().map(one -> one.resource().id()).distinct())
        .hasSize(2);
  }

  @ParameterizedTest(name = "HTTP {0}")
  @CsvSource({
    "429, THROTTLED",
    "500, API_ERROR",
    "503, UNREACHABLE",
    "401, ACCESS_DENIED",
  })
  void aServerThatAnswersNothingIsUnknownAndIsNotAskedForEver(int code, UnknownReason reason)
      throws Exception {
    status = code;

    Evidenced seen = scan();

    assertThat(seen.results().values())
        .isNotEmpty()
        .allSatisfy(
            result -> {
              assertThat(result.status())
                  .as(result.check())
                  .isIn(Status.UNKNOWN, Status.NOT_APPLICABLE);
              if (result.status() == Status.UNKNOWN) {
                assertThat(result.reason()).as(result.check()).contains(reason);
                assertThat(result.evidence().detail())
                    .matches("[a-z0-9./-]+:(list|get) HTTP " + code);
              }
            });
    assertThat(calls).hasValueLessThan(100);
  }

  private void onlyNamespacesAreHidden(Evidenced seen, String why) {
    assertThat(seen.incomplete()).containsExactly(Map.entry("k8s.namespace", why));
    assertThat(seen.of("k8s.namespace"))
        .isNotEmpty()
        .filteredOn(result -> result.resource().isWholePopulation())
        .extracting(Result::status)
        .contains(Status.UNKNOWN)
        .isSubsetOf(Status.UNKNOWN, Status.NOT_APPLICABLE);
    assertThat(seen.of("k8s.service")).extracting(Result::status).contains(Status.FAIL);
  }

  private Evidenced scan() throws Exception {
    Path kubeconfig =
        Files.writeString(
            directory.resolve("kubeconfig"),
            """
            apiVersion: v1
            kind: Config
            current-context: test
            clusters: [{name: test, cluster: {server: "http://127.0.0.1:%d"}}]
            users: [{name: user, user: {token: none}}]
            contexts: [{name: test, context: {cluster: test, user: user}}]
            """
                .formatted(server.getAddress().getPort()));
    try (KubernetesSource source =
        KubernetesSource.open(
            KubernetesConfig.kubeconfig(kubeconfig, null, "hostile"),
            Evidenced.CLOCK,
            new Random(7))) {
      return Evidenced.of(source, source.units().get(0), directory.resolve("state"));
    }
  }

  private static String list(String items) {
    return "{\"kind\":\"List\",\"metadata\":{\"resourceVersion\":\"1\"},\"items\":[" + items + "]}";
  }
}
