package io.attestream.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.checks.catalogue.CatalogueLoader;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.collector.log.LogIdentity;
import io.attestream.collector.report.BundleExporter;
import io.attestream.collector.report.BundlePeriod;
import io.attestream.collector.store.DataDirectory;
import io.attestream.collector.testing.TestCollector;
import io.attestream.evidence.entry.DecisionEntry;
import io.attestream.evidence.verify.Outcome;
import io.attestream.evidence.verify.VerificationReport;
import io.attestream.evidence.verify.Verifier;
import io.attestream.evidence.verify.VerifyOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person decides over HTTP; the grade follows, and the bundle carries the decision. */
class DecisionStoryTest {
  @TempDir private Path directory;
  private final HttpClient client = HttpClient.newHttpClient();
  private Path data;
  private TestCollector collector;
  private String cookie = "";
  private String csrf = "";

  @BeforeEach
  void signIn() throws Exception {
    data = directory.resolve("data");
    collector = new TestCollector(data);
    String password = collector.collector().firstPassword().orElseThrow();
    HttpResponse<String> answer =
        client.send(
            request("/login")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(
                    BodyPublishers.ofString(
                        "name=admin&password="
                            + URLEncoder.encode(password, StandardCharsets.UTF_8)))
                .build(),
            BodyHandlers.ofString());
    cookie = answer.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    csrf = get("/api/v1/session").getString("csrf");
  }

  @AfterEach
  void close() {
    collector.close();
  }

  @Test
  void aManualControlConformsOnceItsRecordsAreIn() throws Exception {
    assertThat(post("/api/v1/soa/draft", "").getInteger("rows")).isEqualTo(93);
    awaitGrade("6.1", "MANUAL");
    for (String slot : new String[] {"DOCUMENTATION", "OPERATION"}) {
      post(
          "/api/v1/controls/6.1/evidence",
          new JsonObject()
              .put("slot", slot)
              .put("title", "Screening")
              .put("reference", "https://wiki.example/screening")
              .put("effectiveOn", LocalDate.now(ZoneOffset.UTC).minusDays(1).toString())
              .put("reviewDays", 1096)
              .put("owner", "people team")
              .encode());
    }
    awaitGrade("6.1", "CONFORMING");
    assertThat(get("/api/v1/soa").getJsonArray("clauses")).isEmpty();

    VerificationReport report = verify();
    assertThat(report.problems()).isEmpty();
    assertThat(report.outcome()).isNotEqualTo(Outcome.INVALID);
    assertThat(report.entries()).containsEntry(DecisionEntry.PREDICATE_TYPE, 3L);
  }

  @Test
  void aFrozenStatementIsInTheBundleWithTheDigestThatTheLogHolds() throws Exception {
    StringBuilder csv = new StringBuilder("control,applicable,reasons,owner\\n");
    ControlRegistry.bundled()
        .controls()
        .forEach(control -> csv.append(control.id()).append(",yes,RISK,=owner\\n"));
    post("/api/v1/soa/import", "{\"csv\":\"" + csv + "\"}");
    String digest = post("/api/v1/soa/versions", "{\"note\":\"x\"}").getString("sha256");
    VerificationReport report = verify();
    assertThat(report.problems()).isEmpty();
    try (ZipFile bundle = new ZipFile(directory.resolve("bundle.zip").toFile())) {
      byte[] rows = bytes(bundle, "02_soa/version-000001.json");
      assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(rows)))
          .isEqualTo(digest);
      assertThat(new JsonObject(new String(rows, StandardCharsets.UTF_8)).getJsonArray("rows"))
          .hasSize(93);
      assertThat(new String(bytes(bundle, "02_soa/version-000001.csv"), StandardCharsets.UTF_8))
          .contains("8.15,yes,RISK,,,YES,,'=owner");
    }
  }

  @Test
  void aScopesFrozenStatementIsInTheBundleInAFolderOfItsOwn() throws Exception {
    post("/api/v1/scopes/shop", "{\"title\":\"Shop\",\"units\":[\"kubernetes:shop\"]}");
    StringBuilder csv = new StringBuilder("control,applicable,reasons,owner\\n");
    ControlRegistry.bundled()
        .controls()
        .forEach(control -> csv.append(control.id()).append(",yes,RISK,owner\\n"));
    post("/api/v1/soa/import?scope=shop", "{\"csv\":\"" + csv + "\"}");
    String digest = post("/api/v1/soa/versions?scope=shop", "{\"note\":\"x\"}").getString("sha256");
    assertThat(verify().problems()).isEmpty();
    try (ZipFile bundle = new ZipFile(directory.resolve("bundle.zip").toFile())) {
      byte[] rows = bytes(bundle, "02_soa/shop/version-000001.json");
      assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(rows)))
          .isEqualTo(digest);
      assertThat(new JsonObject(new String(rows, StandardCharsets.UTF_8)).getJsonObject("scope"))
          .isEqualTo(
              new JsonObject()
                  .put("name", "shop")
                  .put("title", "Shop")
                  .put("units", new JsonArray().add("kubernetes:shop")));
      assertThat(bundle.getEntry("02_soa/version-000001.json")).isNull();
    }
  }

  private static byte[] bytes(ZipFile bundle, String name) throws Exception {
    return bundle.getInputStream(bundle.getEntry(name)).readAllBytes();
  }

  private VerificationReport verify() throws Exception {
    LogIdentity identity =
        LogIdentity.existing(DataDirectory.open(data), collector.database(), Optional.empty());
    Path bundle = directory.resolve("bundle.zip");
    new BundleExporter(
            collector.database(),
            identity,
            CatalogueLoader.bundled(),
            ControlRegistry.bundled(),
            Clock.systemUTC())
        .export(bundle, new BundlePeriod(Instant.EPOCH, Instant.now()), percent -> {});
    return Verifier.verify(bundle, VerifyOptions.withLogKey(identity.verifier()));
  }

  private void awaitGrade(String control, String grade) throws Exception {
    String last = "";
    for (int i = 0; i < 300; i++) {
      last = get("/api/v1/controls/" + control).getString("grade");
      if (last.equals(grade)) {
        return;
      }
      Thread.sleep(100);
    }
    assertThat(last).isEqualTo(grade);
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + collector.port() + path));
    return cookie.isEmpty() ? request : request.header("Cookie", cookie);
  }

  private JsonObject get(String path) throws Exception {
    return answer(request(path).GET());
  }

  private JsonObject post(String path, String body) throws Exception {
    HttpRequest.Builder request = request(path).header("X-CSRF-Token", csrf);
    return answer(
        body.isEmpty()
            ? request.POST(BodyPublishers.noBody())
            : request
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
  }

  private JsonObject answer(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    return new JsonObject(answer.body());
  }
}
