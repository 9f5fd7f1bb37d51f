package io.attestream.evidence.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.intoto.Statement;
import io.attestream.evidence.json.JsonException;
import io.attestream.evidence.key.Ed25519Key;
import io.attestream.evidence.key.Ed25519PublicKey;
import io.attestream.evidence.note.Checkpoint;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EntryTest {
  private static final Instant AT = Instant.parse("2026-11-20T00:00:00Z");
  private static final Ed25519PublicKey KEY = Ed25519Key.ofSeed(new byte[32]).publicKey();

  @Test
  void everyKindIsReadBackFromItsBytes() {
    EnrolEntry enrol = new EnrolEntry("a", KEY, AT);
    assertThat(EnrolEntry.parse(Statement.parse(enrol.statement().bytes()))).isEqualTo(enrol);
    RevokeEntry lost = new RevokeEntry("a", KEY, AT, null);
    assertThat(RevokeEntry.parse(Statement.parse(lost.statement().bytes()))).isEqualTo(lost);
    RevokeEntry stolen = new RevokeEntry("a", KEY, AT, AT.minusSeconds(60));
    assertThat(RevokeEntry.parse(Statement.parse(stolen.statement().bytes()))).isEqualTo(stolen);
    LogStartEntry first = new LogStartEntry("log.example/1", AT, null);
    assertThat(LogStartEntry.parse(Statement.parse(first.statement().bytes()))).isEqualTo(first);
    LogStartEntry second =
        new LogStartEntry(
            "log.example/2", AT, new Checkpoint("log.example/1", 7, Hash.sha256(new byte[] {1})));
    assertThat(LogStartEntry.parse(Statement.parse(second.statement().bytes()))).isEqualTo(second);
    DecisionEntry decision =
        new DecisionEntry("soa-row", "soa/8.5", "ada", AT, Map.of("after", Map.of("due", "")));
    assertThat(DecisionEntry.parse(Statement.parse(decision.statement().bytes())))
        .isEqualTo(decision);
  }

  @Test
  void aDecisionWhoseContentIsNotItsSubjectIsRefused() {
    Statement good = new DecisionEntry("soa-row", "soa/8.5", "ada", AT, Map.of()).statement();
    Map<String, Object> predicate = new HashMap<>(good.predicate());
    predicate.put("content", Map.of("applicable", true));
    Statement bad =
        new Statement(good.subjectName(), good.subject(), good.predicateType(), predicate);
    assertThatThrownBy(() -> DecisionEntry.parse(bad))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("$.subject");
  }

  @Test
  void anEntryThatContradictsItselfIsRefused() {
    Statement good = new EnrolEntry("a", KEY, AT).statement();
    assertBad(good, "keyId", "0011223344556677", "$.predicate.keyId");
    assertBad(good, "publicKey", "AAAA", "$.predicate.publicKey");
    assertBad(good, "at", "yesterday", "$.predicate.at");
    assertBad(good, "agent", "b", "$.subject");
    assertBad(good, "extra", "x", "$.predicate.extra");
    assertThatThrownBy(() -> RevokeEntry.parse(good)).hasMessageStartingWith("$.predicateType");
    Statement otherSubject =
        new Statement("a", Hash.sha256(), good.predicateType(), good.predicate());
    assertThatThrownBy(() -> EnrolEntry.parse(otherSubject)).hasMessageStartingWith("$.subject");
  }

  private static void assertBad(Statement good, String member, String value, String place) {
    Map<String, Object> predicate = new HashMap<>(good.predicate());
    predicate.put(member, value);
    assertThatThrownBy(
            () ->
                EnrolEntry.parse(
                    new Statement(
                        good.subjectName(), good.subject(), good.predicateType(), predicate)))
        .isInstanceOf(JsonException.class)
        .hasMessageStartingWith(place);
  }
}
