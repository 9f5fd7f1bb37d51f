package io.attestream.agent.commit;

import io.attestream.agent.resource.Enumeration;
import io.attestream.agent.spool.AgentState;
import io.attestream.agent.spool.CommitDraft;
import io.attestream.agent.spool.CommitDraft.Signed;
import io.attestream.evidence.dsse.Dsse;
import io.attestream.evidence.dsse.Envelope;
import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.json.CanonicalJson;
import io.attestream.evidence.key.Ed25519Key;
import io.attestream.evidence.manifest.Manifest;
import io.attestream.evidence.manifest.ManifestCodec;
import io.attestream.evidence.model.BlindSpot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the signed envelopes of commits (DSSE around an in-toto statement). Safe for many threads. */
public final class CommitSigner {
  private static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";
  private static final int MAX_ERROR = 120;

  private final Ed25519Key key;
  private final Provenance provenance;

  public CommitSigner(Ed25519Key key, Provenance provenance) {
    this.key = key;
    this.provenance = provenance;
  }

  /** A signer for one commit over what a scan found. */
  public CommitDraft.Signer signer(ScanFacts facts) {
    return draft -> sign(facts, draft);
  }

  private Signed sign(ScanFacts facts, CommitDraft draft) {
    AgentState state = draft.state();
    AgentState.Enrolment enrolment =
        state
            .enrolled()
            .orElseThrow(() -> new IllegalStateException("a commit needs an enrolled agent"));
    byte[] trace = trace(facts, state);
    Manifest manifest =
        new Manifest(
            enrolment.agentId(),
            key.keyId(),
            state.epoch(),
            state.nextSeq(),
            state.last(),
            enrolment.seen(),
            facts.startedAt(),
            facts.finishedAt(),
            facts.nextBy(),
            provenance.bootId(),
            0,
            facts.unit(),
            provenance.pack(),
            provenance.config(),
            provenance.build(),
            draft.tree().size(),
            draft.tree().root(),
            draft.tree().flat(),
            new Manifest.Population(
                draft.resources(), draft.tree().size(), enumerations(facts.enumerations())),
            draft.tree().tally(),
            draft.delta(),
            Hash.sha256(trace));
    return new Signed(envelope(manifest), trace);
  }

  /** What differs from commit to commit; the manifest names it by digest. */
  private byte[] trace(ScanFacts facts, AgentState state) {
    return CanonicalJson.bytes(
        Map.of(
            "agentVersion", provenance.version(),
            "alarm", state.alarm(),
            "durationMillis", Duration.between(facts.startedAt(), facts.finishedAt()).toMillis(),
            "v", 1L));
  }

  private static List<Manifest.Enumeration> enumerations(List<Enumeration> enumerations) {
    return enumerations.stream()
        .map(
            e ->
                new Manifest.Enumeration(
                    e.type(),
                    e.api(),
                    e.items(),
                    e.pages(),
                    e.complete(),
                    e.blindSpot().map(CommitSigner::error).orElse("")))
        .toList();
  }

  private static String error(BlindSpot spot) {
    String text = (spot.reason() + " " + spot.detail()).strip();
    return text.length() <= MAX_ERROR ? text : text.substring(0, MAX_ERROR);
  }

  /** Signs a commit again whose place in the agent's chain changed before the collector took it. */
  public byte[] resign(byte[] envelope, long seq, @Nullable Hash prev, boolean snapshot) {
    Manifest m = ManifestCodec.parse(Envelope.parse(envelope).payload());
    Manifest.Delta delta = snapshot ? new Manifest.Delta(null, m.size(), 0) : m.delta();
    return envelope(m.edit().place(seq, prev).delta(delta).manifest());
  }

  private byte[] envelope(Manifest manifest) {
    return Dsse.sign(PAYLOAD_TYPE, ManifestCodec.bytes(manifest), key).bytes();
  }
}
