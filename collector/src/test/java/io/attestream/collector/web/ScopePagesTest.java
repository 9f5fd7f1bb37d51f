package io.attestream.collector.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.collector.testing.MutableClock;
import io.attestream.collector.web.testing.DemoCollector;
import io.attestream.collector.web.testing.DemoVisitor;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScopePagesTest {
  @TempDir private Path directory;
  private DemoCollector collector;
  private DemoVisitor manager;

  @BeforeEach
  void start() {
    collector = DemoCollector.filled(directory, MutableClock.at("2026-11-22T06:00:00Z"));
    manager = DemoVisitor.signedIn(collector, "manager");
  }

  @AfterEach
  void stop() {
    collector.close();
  }

  @Test
  void aScopeIsDefinedChosenAndWithdrawn() {
    assertThat(manager.get("/scopes").body()).contains("No scope is defined");
    assertThat(manager.get("/controls").body()).doesNotContain("<option value=\"shop\"");
    assertThat(define("shop", "The shop", "kubernetes:production\r\n\r\n").statusCode())
        .isEqualTo(303);
    assertThat(manager.get("/scopes").body())
        .contains("The shop", "1: <span class=\"mono small\">kubernetes:production</span>")
        .contains("that of everything");
    for (String path : List.of("/controls", "/soa", "/readiness")) {
      assertThat(manager.get(path).body())
          .as(path)
          .contains("<option value=\"shop\">The shop</option>");
      assertThat(manager.get(path + "?scope=shop").body())
          .as(path)
          .contains("<option value=\"shop\" selected>The shop</option>");
      assertThat(manager.get(path + "?scope=none").statusCode()).as(path).isEqualTo(404);
    }
    assertThat(post("/scopes", Map.of("withdraw", "shop")).statusCode()).isEqualTo(303);
    assertThat(manager.get("/controls?scope=shop").statusCode()).isEqualTo(404);
  }

  @Test
  void whatIsWrongWithAScopeIsSaidAndWhatWasTypedIsKept() {
    HttpResponse<String> answer = define("The shop", "T", "aws:*");
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body())
        .contains("name 'The shop': expected 1 to 40 of a-z, 0-9 and -", ">aws:*</textarea>");
  }

  @Test
  void theBoardOfAScopeCountsItsUnitsAlone() {
    define("cluster", "Cluster", "kubernetes:*");
    String everything = manager.get("/controls/8.3").body();
    String cluster = manager.get("/controls/8.3?scope=cluster").body();
    assertThat(everything).contains("History of the grade").doesNotContain("In the scope");
    assertThat(cluster)
        .contains("In the scope", "/controls?scope=cluster", "/soa/rows/8.3?scope=cluster")
        .contains("Of all units, not of the scope alone", "name=\"scope\" value=\"cluster\"");
    assertThat(manager.get("/controls?scope=cluster").body())
        .contains("Computed now from the units of this scope", "/controls/8.3?scope=cluster");
    assertThat(manager.get("/readiness?scope=cluster").body())
        .contains("Readiness: Cluster")
        .doesNotContain("aws.s3.bucket.public-access-blocked");
  }

  @Test
  void theStatementOfAScopeIsEditedFrozenAndExportedInIt() {
    define("cluster", "Cluster", "kubernetes:*");
    assertThat(manager.get("/soa?scope=cluster").body())
        .contains("This scope has no Statement of its own.", "That of everything holds in it.");
    assertThat(post("/soa?scope=cluster", Map.of("do", "draft")).body())
        .contains("93 rows were added.", "Statement of Applicability: Cluster");
    assertThat(manager.get("/soa").body()).contains("There is no Statement yet.");
    HttpResponse<String> row =
        post(
            "/soa/rows/5.1?scope=cluster",
            Map.of(
                "applicable",
                "no",
                "justification",
                "none here",
                "approvedBy",
                "board",
                "implemented",
                "YES",
                "owner",
                "ada"));
    assertThat(row.headers().firstValue("Location")).contains("/soa?scope=cluster");
    assertThat(manager.get("/controls/5.1?scope=cluster").body()).contains("Not applicable");
    StringBuilder csv = new StringBuilder("control,applicable,reasons,owner\n");
    io.attestream.checks.control.ControlRegistry.bundled().controls().stream()
        .filter(control -> !control.id().equals("5.1"))
        .forEach(control -> csv.append(control.id()).append(",yes,RISK,ada\n"));
    post("/soa?scope=cluster", Map.of("do", "import", "csv", csv.toString()));
    HttpResponse<String> frozen =
        post("/soa?scope=cluster", Map.of("do", "freeze", "note", "Stage 2"));
    assertThat(frozen.headers().firstValue("Location")).contains("/soa/versions/1?scope=cluster");
    assertThat(manager.get("/soa/versions/1?scope=cluster").body())
        .contains("Frozen by manager", "/soa/versions/1/export.csv?scope=cluster");
    assertThat(manager.get("/soa/versions/1").statusCode()).isEqualTo(404);
    HttpResponse<String> file = manager.get("/soa/export.csv?scope=cluster");
    assertThat(file.headers().firstValue("Content-Disposition").orElse(""))
        .contains("statement-of-applicability-cluster");
    assertThat(file.body()).contains("5.1,no,,none here,board,YES,,ada");
    assertThat(manager.get("/scopes").body()).contains("its own, 93 rows", "version 1 frozen");
  }

  private HttpResponse<String> define(String name, String title, String units) {
    return post("/scopes", Map.of("name", name, "title", title, "units", units));
  }

  private HttpResponse<String> post(String path, Map<String, String> form) {
    Map<String, String> signed = new HashMap<>(form);
    signed.put("csrf", manager.csrf());
    return manager.post(path, signed);
  }
}
