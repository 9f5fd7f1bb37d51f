package io.attestream.agent.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.agent.resource.Resource;
import io.attestream.agent.testing.Boxes;
import io.attestream.agent.testing.FakeSource;
import io.attestream.evidence.model.BlindSpot;
import io.attestream.evidence.model.ResourceIdentity;
import io.attestream.evidence.model.UnknownReason;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FingerprintsTest {
  private final Fingerprints fingerprints = new Fingerprints(Boxes.timeless());
  private final ResourceIdentity box = FakeSource.identity("a");

  @Test
  void anUnchangedResourceIsKnownByItsRow() {
    fingerprints.judged(box, look(Map.of("open", true, "unseen", 1L)), 7);
    assertThat(fingerprints.row(box, look(Map.of("open", true, "unseen", 2L)))).hasValue(7);
    assertThat(fingerprints.row(FakeSource.identity("b"), look(Map.of("open", true)))).isEmpty();
  }

  @Test
  void whateverAResultDependsOnMakesAnotherLook() {
    Fingerprints.Digest look = look(Map.of("open", true));
    BlindSpot spot = new BlindSpot("label", UnknownReason.THROTTLED, "fake:GetBox", "");
    ResourceIdentity renamed = new ResourceIdentity(box.unit(), box.type(), box.id(), "other");
    assertThat(look(Map.of("open", false))).isNotEqualTo(look);
    assertThat(look(Map.of())).isNotEqualTo(look);
    assertThat(fingerprints.look(new Resource(box, Map.of("open", true), List.of(spot))))
        .isPresent()
        .get()
        .isNotEqualTo(look);
    assertThat(fingerprints.look(new Resource(renamed, Map.of("open", true), List.of())))
        .isPresent()
        .get()
        .isNotEqualTo(look);
  }

  @Test
  void whatWasChangedOtherwiseMustBeJudged() {
    Fingerprints.Digest look = look(Map.of("open", true));
    fingerprints.judged(box, look, 7);
    fingerprints.forget(box);
    assertThat(fingerprints.row(box, look)).isEmpty();
  }

  @Test
  void aTypeWithACheckThatLooksAtTheClockIsAlwaysJudged() {
    Fingerprints clocked = new Fingerprints(Boxes.engine());
    assertThat(clocked.look(new Resource(box, Map.of("open", true), List.of()))).isEmpty();
  }

  @Test
  void aDocumentWithoutACanonicalFormIsAlwaysJudged() {
    assertThat(fingerprints.look(new Resource(box, Map.of("open", 1.5), List.of()))).isEmpty();
  }

  private Fingerprints.Digest look(Map<String, Object> document) {
    return fingerprints.look(new Resource(box, document, List.of())).orElseThrow();
  }
}
