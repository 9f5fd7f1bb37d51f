package io.attestream.collector.web.testing;

import io.attestream.checks.catalogue.Catalogue;
import io.attestream.checks.control.Control;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.checks.model.Check;
import io.attestream.checks.model.CheckCase;
import io.attestream.collector.store.Database;
import io.attestream.evidence.dsse.Dsse;
import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.intoto.Statement;
import io.attestream.evidence.key.Ed25519Key;
import io.attestream.evidence.leaf.Tally;
import io.attestream.evidence.manifest.Manifest;
import io.attestream.evidence.manifest.ManifestCodec;
import io.attestream.evidence.model.ScopeUnit;
import io.attestream.evidence.model.Status;
import io.attestream.evidence.note.Checkpoint;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jdbi.v3.core.Handle;

/**
 * Fills a fresh database as a month of commits from two agents would: the whole catalogue over four
 * units, with failures, unknowns, an incomplete listing, a silent unit, findings, grades and their
 * history. The same seed gives the same data.
 */
public final class DemoData {
  /** Units that the data has. */
  public static final List<String> UNITS =
      List.of(
          "aws:123456789012:eu-central-1",
          "aws:123456789012:global",
          "kubernetes:production",
          "manifests:payments");

  private static final int DAYS = 30;

  private final Catalogue catalogue;
  private final ControlRegistry registry;
  private final Instant now;
  private final Random random = new Random(20260);
  private final Ed25519Key key = Ed25519Key.generate(new SecureRandom());
  private final List<DemoResult> results = new ArrayList<>();

  private DemoData(Catalogue catalogue, ControlRegistry registry, Instant now) {
    this.catalogue = catalogue;
    this.registry = registry;
    this.now = now;
  }

  /** Fills the database; everything lies before {@code now}. */
  public static void fill(
      Database database, Catalogue catalogue, ControlRegistry registry, Instant now) {
    DemoData data = new DemoData(catalogue, registry, now);
    database.change(
        handle -> {
          data.agents(handle);
          data.results(handle);
          data.commits(handle);
          data.rollups(handle);
          data.grades(handle);
        });
  }

  private void agents(Handle handle) {
    agent(handle, "cloud-agent", "aws", Duration.ofMinutes(12), Duration.ofMinutes(48));
    agent(handle, "cluster-agent", "kubernetes", Duration.ofHours(7), Duration.ofHours(-6));
  }

  private void agent(Handle handle, String id, String keySeed, Duration last, Duration next) {
    handle
        .createUpdate(
            "INSERT INTO agent (id, public_key, key_id, version, enrolled_at, last_seq,"
                + " last_commit_at, next_by) VALUES (:id, :key, :keyId, '0.1.0', :at, 84, :last, :next)")
        .bind("id", id)
        .bind(
            "key",
            (keySeed + "-".repeat(32))
                .substring(0, 32)
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII))
        .bind(
            "keyId",
            Hash.sha256(keySeed.getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                .hex()
                .substring(0, 16))
        .bind("at", now.minus(Duration.ofDays(DAYS)).toEpochMilli())
        .bind("last", now.minus(last).toEpochMilli())
        .bind("next", now.plus(next).toEpochMilli())
        .execute();
  }

  private void results(Handle handle) {
    for (int unit = 1; unit <= UNITS.size(); unit++) {
      insertUnit(handle, unit);
    }
    int index = 0;
    for (Check check : catalogue.checks()) {
      for (int unit = 1; unit <= UNITS.size(); unit++) {
        if (UNITS.get(unit - 1).startsWith(check.provider().equals("aws") ? "aws" : "k")
            || (unit == 4 && check.resource().equals("k8s.workload"))) {
          judge(handle, check, unit, index++);
        }
      }
    }
  }

  private void judge(Handle handle, Check check, int unit, int index) {
    int resources = 2 + random.nextInt(7);
    for (int i = 0; i < resources; i++) {
      int dice = random.nextInt(100);
      Status status =
          index % 5 == 0 && dice < 45
              ? Status.FAIL
              : dice < 5 ? Status.UNKNOWN : dice < 12 ? Status.NOT_APPLICABLE : Status.PASS;
      Instant since = now.minus(Duration.ofHours(1 + random.nextInt(DAYS * 20)));
      DemoResult result =
          DemoResult.of(
              check, UNITS.get(unit - 1), unit, i, status, since, exampleOf(check, status));
      result.insert(handle, 1);
      results.add(result);
    }
  }

  /** Evidence out of the check's own cases, so that it is what the check really reads. */
  private static CheckCase exampleOf(Check check, Status status) {
    return check.cases().stream()
        .filter(c -> c.expect() == status)
        .findFirst()
        .orElse(check.cases().get(0));
  }

  private void insertUnit(Handle handle, int unit) {
    String name = UNITS.get(unit - 1);
    boolean silent = name.startsWith("kubernetes");
    Instant committed = now.minus(silent ? Duration.ofHours(7) : Duration.ofMinutes(12));
    handle
        .createUpdate(
            "INSERT INTO unit (id, name, agent_id, root, flat, size, commit_idx, committed_at, next_by)"
                + " VALUES (:id, :name, :agent, :root, :root, 0, :idx, :at, :next)")
        .bind("id", unit)
        .bind("name", name)
        .bind("agent", name.startsWith("aws") ? "cloud-agent" : "cluster-agent")
        .bind("root", new byte[32])
        .bind("idx", unit)
        .bind("at", committed.toEpochMilli())
        .bind("next", committed.plus(Duration.ofHours(1)).toEpochMilli())
        .execute();
  }

  private void commits(Handle handle) {
    for (int unit = 1; unit <= UNITS.size(); unit++) {
      long[] tally = tally(unit);
      Instant at = now.minus(unit == 3 ? Duration.ofHours(7) : Duration.ofMinutes(12));
      byte[] body =
          Dsse.sign(Statement.PAYLOAD_TYPE, ManifestCodec.bytes(manifest(unit, tally, at)), key)
              .bytes();
      handle
          .createUpdate(
              "INSERT INTO log_entry (idx, kind, at, body) VALUES (:idx, 'commit', :at, :body)")
          .bind("idx", unit)
          .bind("at", at.toEpochMilli())
          .bind("body", body)
          .execute();
      handle
          .createUpdate(
              "INSERT INTO commit_entry (idx, agent_id, seq, unit_id, started_at, finished_at, received_at, size, puts, dels, pass, fail, na, unknown, incomplete, trace) VALUES (:idx, :agent, :idx, :unit, :at, :at, :at, :size, :size, 0,"
                  + " :pass, :fail, :na, :unknown, :incomplete, :trace)")
          .bind("idx", unit)
          .bind("agent", UNITS.get(unit - 1).startsWith("aws") ? "cloud-agent" : "cluster-agent")
          .bind("unit", unit)
          .bind("at", at.toEpochMilli())
          .bind("size", tally[0] + tally[1] + tally[2] + tally[3])
          .bind("pass", tally[0])
          .bind("fail", tally[1])
          .bind("na", tally[2])
          .bind("unknown", tally[3])
          .bind("incomplete", unit == 1 ? 1 : 0)
          .bind("trace", new byte[] {'{', '}'})
          .execute();
    }
    handle.execute(
        """
        INSERT INTO counter (check_id, unit_id, pass, fail, na, unknown, oldest_failure)
        SELECT c.check_id, r.unit_id, SUM(r.status = 0), SUM(r.status = 1), SUM(r.status = 2),
          SUM(r.status = 3), MIN(CASE WHEN r.status = 1 THEN r.since END)
        FROM result r JOIN check_ref c ON c.id = r.check_ref GROUP BY c.check_id, r.unit_id
        """);
  }

  private long[] tally(int unit) {
    long[] tally = new long[4];
    results.stream().filter(r -> r.unit() == unit).forEach(r -> tally[r.status().ordinal()]++);
    return tally;
  }

  private Manifest manifest(int unit, long[] tally, Instant at) {
    long size = tally[0] + tally[1] + tally[2] + tally[3];
    List<Manifest.Enumeration> listings = new ArrayList<>();
    boolean cloud = UNITS.get(unit - 1).startsWith("aws");
    if (cloud) {
      listings.add(new Manifest.Enumeration("aws.s3.bucket", "s3:ListBuckets", 12, 1, true, ""));
      listings.add(
          unit == 1
              ? new Manifest.Enumeration(
                  "aws.rds.instance", "rds:DescribeDBInstances", 0, 0, false, "AccessDenied")
              : new Manifest.Enumeration("aws.iam.user", "iam:ListUsers", 31, 1, true, ""));
    } else {
      listings.add(
          new Manifest.Enumeration("k8s.workload", "apps/v1/deployments:list", 40, 1, true, ""));
    }
    Hash zero = Hash.of(new byte[32]);
    return new Manifest(
        cloud ? "cloud-agent" : "cluster-agent",
        key.keyId(),
        1,
        1,
        null,
        Checkpoint.empty("attestream.example/log"),
        at.minusSeconds(40),
        at,
        at.plus(Duration.ofHours(1)),
        "boot-1",
        0,
        new ScopeUnit(UNITS.get(unit - 1)),
        zero,
        zero,
        zero,
        size,
        zero,
        zero,
        new Manifest.Population(40, size, listings),
        new Tally(tally[0], tally[1], tally[2], tally[3]),
        new Manifest.Delta(null, size, 0),
        zero);
  }

  private void rollups(Handle handle) {
    long today = now.toEpochMilli() / 86_400_000L;
    for (int back = DAYS - 1; back >= 0; back--) {
      handle
          .createUpdate(
              "INSERT INTO daily_rollup (day, check_id, unit_id, pass, fail, na, unknown) SELECT :day, check_id, unit_id, pass + fail - MIN(pass + fail, fail + :more),"
                  + " MIN(pass + fail, fail + :more), na, unknown FROM counter")
          .bind("day", today - back)
          .bind("more", back / 11)
          .execute();
    }
    handle
        .createUpdate(
            "INSERT INTO check_turn (check_id, unit_id, at, state) SELECT check_id, unit_id, :at,"
                + " CASE WHEN fail > 0 THEN 1 WHEN unknown > 0 THEN 3 WHEN pass > 0 THEN 0 ELSE 2 END"
                + " FROM counter")
        .bind("at", now.minus(Duration.ofDays(3)).toEpochMilli())
        .execute();
  }

  private void grades(Handle handle) {
    for (Control control : registry.controls()) {
      int failing = failing(control);
      String grade = DemoGrade.of(control, failing, random);
      long since = now.minus(Duration.ofHours(2 + random.nextInt(300))).toEpochMilli();
      String detail = detail(control, grade, failing);
      handle
          .createUpdate(
              "INSERT INTO grade (control, grade, confidence, detail, since, assessed_at, fresh_until) VALUES (:control, :grade, :confidence, :detail, :since, :now, :now + 7200000)")
          .bind("control", control.id())
          .bind("grade", grade)
          .bind("confidence", DemoGrade.confidence(control))
          .bind("detail", detail)
          .bind("since", since)
          .bind("now", now.toEpochMilli())
          .execute();
      history(
          handle,
          control,
          "NO_EVIDENCE",
          detail(control, "NO_EVIDENCE", 0),
          now.minus(Duration.ofDays(DAYS)).toEpochMilli());
      if (!grade.equals("NO_EVIDENCE")) {
        history(
            handle,
            control,
            "OFI",
            detail(control, "OFI", 1),
            since - Duration.ofDays(9).toMillis());
        history(handle, control, grade, detail, since);
      }
    }
  }

  private static void history(
      Handle handle, Control control, String grade, String detail, long at) {
    handle
        .createUpdate(
            "INSERT OR IGNORE INTO grade_history (control, at, grade, detail) VALUES (:control, :at, :grade, :detail)")
        .bind("control", control.id())
        .bind("at", at)
        .bind("grade", grade)
        .bind("detail", detail)
        .execute();
  }

  private int failing(Control control) {
    return (int)
        results.stream()
            .filter(r -> r.status() == Status.FAIL)
            .filter(
                r -> r.check().controls().stream().anyMatch(e -> e.control().equals(control.id())))
            .count();
  }

  private static String detail(Control control, String grade, int failing) {
    JsonArray fired = new JsonArray();
    switch (grade) {
      case "LIKELY_MAJOR" ->
          fired.add(
              rule(
                  "M2",
                  grade,
                  failing + " critical or high failures, systemic, for 38 days",
                  "Two of them were remedied this week."));
      case "LIKELY_MINOR" ->
          fired.add(
              rule(
                  "N1",
                  grade,
                  failing + " failures beyond their grace",
                  "Each concerns one unit; no data was exposed."));
      case "OFI" -> fired.add(rule("O2", grade, failing + " failures within their grace", ""));
      case "NO_EVIDENCE" ->
          fired.add(
              rule(
                  "E3",
                  grade,
                  "The manual part is missing",
                  "The documents may exist outside this system."));
      default -> fired.clear();
    }
    return new JsonObject()
        .put("fired", fired)
        .put("facts", new JsonObject().put("automation", DemoGrade.automation(control).name()))
        .encode();
  }

  private static JsonObject rule(String name, String grade, String facts, String against) {
    return new JsonObject()
        .put("rule", name)
        .put("grade", grade)
        .put("facts", facts)
        .put("against", against);
  }
}
