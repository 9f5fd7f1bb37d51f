package io.attestream.collector.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.collector.testing.MutableClock;
import io.attestream.collector.web.http.Access;
import io.attestream.collector.web.http.Route;
import io.attestream.collector.web.testing.DemoCollector;
import io.attestream.collector.web.testing.DemoVisitor;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessTest {
  @TempDir static Path directory;
  private static final MutableClock clock = MutableClock.at("2026-11-22T06:00:00Z");
  private static DemoCollector collector;
  private static DemoVisitor anonymous;
  private static DemoVisitor viewer;
  private static DemoVisitor admin;

  @BeforeAll
  static void start() {
    collector = DemoCollector.filled(directory, clock);
    anonymous = DemoVisitor.anonymous(collector);
    viewer = DemoVisitor.signedIn(collector, "viewer");
    admin = DemoVisitor.signedIn(collector, "admin");
  }

  @AfterAll
  static void stop() {
    collector.close();
  }

  private static List<Route> routes() {
    return Stream.concat(collector.web().routes().stream(), collector.web().apiRoutes().stream())
        .toList();
  }

  /** A path that the route matches and, for the API, that its contract accepts. */
  private static String example(Route route) {
    return route
        .path()
        .replace("{control}", "8.3")
        .replace("{clause}", "5.2")
        .replace("{scope}", "shop")
        .replace("{check}", "aws.s3.bucket.public-access-blocked")
        .replaceAll(
            "\\{(resource|bundle|version|evidence|agent|exception|confirmation|nonconformity|event)}",
            "1")
        .replace("/controls/:id", "/controls/8.3")
        .replace("/clauses/:id", "/clauses/5.2")
        .replace("/checks/:id", "/checks/aws.s3.bucket.public-access-blocked")
        .replace(":id", "1")
        .replace("{channel}", "on-call")
        .replace(":digest/:name", "0/none")
        .replaceFirst("/nonconformity-proposal$", "/nonconformity-proposal?control=8.3")
        .replaceFirst("/readiness$", "/readiness?audit=2027-01-15");
  }

  /** A body that the contract accepts; where none of it is known the gate refuses first. */
  private static String body(Route route) {
    if (route.path().endsWith("/confirmations")) {
      return "{\"kind\":\"TAMPERING\",\"about\":\"8.15\",\"since\":\"2026-11-01\",\"seen\":\"walk\"}";
    }
    if (route.path().endsWith("/end")) {
      return "{\"note\":\"walk\"}";
    }
    if (route.path().endsWith("/scopes/{scope}")) {
      return "{\"title\":\"walk\",\"units\":[\"aws:*\"]}";
    }
    if (route.path().endsWith("/import")) {
      return "{\"csv\":\"walk\"}";
    }
    if (route.path().endsWith("/soa/rows/{control}")) {
      return "{\"applicable\":true}";
    }
    if (route.path().endsWith("/soa/versions")) {
      return "{\"note\":\"walk\"}";
    }
    if (route.path().endsWith("/evidence")) {
      return "{\"slot\":\"OPERATION\",\"title\":\"walk\",\"effectiveOn\":\"2026-01-01\",\"reviewDays\":9,\"owner\":\"x\"}";
    }
    if (route.path().endsWith("/exceptions")) {
      return "{\"owner\":\"x\",\"reason\":\"walk\",\"expiresOn\":\"2026-12-01\"}";
    }
    if (route.path().endsWith("/clause-events")) {
      return "{\"kind\":\"REVIEW\",\"title\":\"walk\",\"plannedOn\":\"2026-12-01\"}";
    }
    if (route.path().endsWith("/held")) {
      return "{\"heldOn\":\"2026-01-01\"}";
    }
    if (route.path().endsWith("/grading-parameters")) {
      return "{\"reason\":\"walk\",\"values\":{\"lapses.share\":\"0.9\"}}";
    }
    if (route.path().endsWith("/nonconformities")) {
      return "{\"kind\":\"OFI\",\"requirement\":\"9.2\",\"source\":\"OBSERVATION\",\"statement\":\"walk\",\"evidence\":\"x\",\"owner\":\"x\"}";
    }
    if (route.path().endsWith("/steps")) {
      return "{\"step\":\"ACCEPTANCE\",\"text\":\"walk\"}";
    }
    if (route.path().endsWith("/notes")) {
      return "{\"text\":\"walk\"}";
    }
    if (route.path().endsWith("/tickets")) {
      return "{\"ticket\":\"OPS-1\"}";
    }
    if (route.path().endsWith("/changes")) {
      return "{\"owner\":\"y\",\"kind\":\"OFI\",\"reason\":\"walk\"}";
    }
    if (route.path().endsWith("/redactions")) {
      return "{\"evidence\":true,\"reason\":\"walk\"}";
    }
    if (route.path().endsWith("/revoke")) {
      return "{}";
    }
    if (route.path().endsWith("/scope")) {
      return "{\"payload\":\"e30=\",\"payloadType\":\"application/vnd.in-toto+json\",\"signatures\":[{\"keyid\":\"0011223344556677\",\"sig\":\"AAAA\"}]}";
    }
    return "{\"label\":\"walk\"}";
  }

  private static HttpResponse<String> call(DemoVisitor visitor, Route route, String csrf) {
    var request = visitor.request(example(route)).header("X-CSRF-Token", csrf);
    if (!route.mutating()) {
      return visitor.send(request.GET());
    }
    return route.path().startsWith("/api/")
        ? visitor.send(
            request
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body(route))))
        : visitor.send(
            request
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("label=walk&hours=1")));
  }

  @Test
  void nobodyGetsThroughAnyRouteThatNeedsASession() {
    for (Route route : routes()) {
      if (route.access() != Access.ANYONE) {
        HttpResponse<String> answer = call(anonymous, route, "");
        assertThat(answer.statusCode()).as("%s %s", route.method(), route.path()).isIn(303, 401);
        if (answer.statusCode() == 303) {
          assertThat(answer.headers().firstValue("Location").orElse("")).startsWith("/login");
        }
        assertThat(answer.body()).doesNotContain("Likely", "kubernetes:production");
      }
    }
  }

  @Test
  void aViewerReadsEverythingAndAdministersNothing() {
    assertThat(routes()).anyMatch(route -> route.access() == Access.ADMIN);
    assertThat(routes()).anyMatch(route -> route.access() == Access.MANAGER);
    for (Route route : routes()) {
      if (route.access() == Access.ADMIN || route.access() == Access.MANAGER) {
        assertThat(call(viewer, route, viewer.csrf()).statusCode())
            .as("%s %s", route.method(), route.path())
            .isEqualTo(403);
      } else if (!route.mutating() && !route.path().equals("/events")) {
        assertThat(call(viewer, route, "").statusCode())
            .as("%s %s", route.method(), route.path())
            .isIn(200, 303, 404);
      }
    }
  }

  @Test
  void aManagerDecidesAndAdministersNothing() {
    DemoVisitor manager = DemoVisitor.signedIn(collector, "manager");
    for (Route route : routes()) {
      if (route.access() == Access.ADMIN) {
        assertThat(call(manager, route, manager.csrf()).statusCode())
            .as("%s %s", route.method(), route.path())
            .isEqualTo(403);
      } else if (route.access() == Access.MANAGER) {
        assertThat(call(manager, route, manager.csrf()).statusCode())
            .as("%s %s", route.method(), route.path())
            .isIn(200, 201, 303, 400, 404, 409, 422);
      }
    }
  }

  /** The pages that every viewer has; what is left may change nothing. */
  @Test
  void aViewersMutatingRoutesAreKnown() {
    assertThat(routes().stream().filter(r -> r.mutating() && r.access() == Access.VIEWER))
        .extracting(Route::path)
        .containsExactlyInAnyOrder("/logout", "/account/password", "/bundles", "/api/v1/bundles");
  }

  @Test
  void whatChangesSomethingNeedsTheSessionsToken() {
    for (Route route : routes()) {
      if (route.mutating() && route.access() != Access.ANYONE) {
        assertThat(call(admin, route, "").statusCode())
            .as("%s %s without token", route.method(), route.path())
            .isEqualTo(403);
        assertThat(call(admin, route, viewer.csrf()).statusCode())
            .as("%s %s with another's token", route.method(), route.path())
            .isEqualTo(403);
      }
    }
  }

  @Test
  void aFormFromAnotherSiteIsRefusedEvenForSigningIn() {
    HttpResponse<String> answer =
        anonymous.send(
            anonymous
                .request("/login")
                .header("Sec-Fetch-Site", "cross-site")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("name=admin&password=" + DemoCollector.PASSWORD)));
    assertThat(answer.statusCode()).isEqualTo(403);
  }

  @Test
  void theSessionCookieIsOutOfReachOfScriptsAndOtherSites() {
    HttpResponse<String> answer =
        anonymous.post("/login", Map.of("name", "viewer", "password", DemoCollector.PASSWORD));
    assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
        .contains("; HttpOnly", "; SameSite=Strict", "; Path=/");
  }

  @Test
  void signingOutEndsTheSession() {
    DemoVisitor visitor = DemoVisitor.signedIn(collector, "viewer");
    assertThat(visitor.get("/controls").statusCode()).isEqualTo(200);
    assertThat(visitor.post("/logout", Map.of("csrf", visitor.csrf())).statusCode()).isEqualTo(303);
    assertThat(visitor.get("/controls").statusCode()).isEqualTo(303);
  }

  @Test
  void afterSigningInOneNeverLeavesThisSite() {
    HttpResponse<String> answer =
        anonymous.post(
            "/login",
            Map.of(
                "name", "viewer", "password", DemoCollector.PASSWORD, "next", "//evil.example/x"));
    assertThat(answer.headers().firstValue("Location")).contains("/");
  }

  @Test
  void guessingPasswordsIsSlowedDownAndForgottenAfterAWhile() {
    Map<String, String> wrong = Map.of("name", "guessed", "password", "wrong");
    for (int i = 0; i < 8; i++) {
      assertThat(anonymous.post("/login", wrong).statusCode()).isEqualTo(401);
    }
    assertThat(anonymous.post("/login", wrong).statusCode()).isEqualTo(429);
    clock.advance(Duration.ofMinutes(16));
    assertThat(anonymous.post("/login", wrong).statusCode()).isEqualTo(401);
  }

  @Test
  void aNewPasswordSignsOutEverywhereElse() {
    collector
        .users()
        .create("changer", io.attestream.collector.access.Role.VIEWER, DemoCollector.PASSWORD);
    DemoVisitor here = DemoVisitor.signedIn(collector, "changer");
    DemoVisitor there = DemoVisitor.signedIn(collector, "changer");
    HttpResponse<String> answer =
        here.post(
            "/account/password",
            Map.of(
                "csrf",
                here.csrf(),
                "current",
                DemoCollector.PASSWORD,
                "next",
                "another good password",
                "again",
                "another good password"));
    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(there.get("/").statusCode()).isEqualTo(303);
  }

  @Test
  void everyAnswerCarriesTheSecurityHeaders() {
    for (String path : List.of("/login", "/", "/nothing", "/api/v1/controls", "/health/live")) {
      var headers = anonymous.get(path).headers();
      assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
          .as(path)
          .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
          .doesNotContain("unsafe");
      assertThat(headers.firstValue("X-Content-Type-Options")).as(path).contains("nosniff");
    }
  }
}
