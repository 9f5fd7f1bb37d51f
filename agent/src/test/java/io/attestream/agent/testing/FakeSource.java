package io.attestream.agent.testing;

import io.attestream.agent.resource.Enumeration;
import io.attestream.agent.resource.Resource;
import io.attestream.agent.resource.ResourceSink;
import io.attestream.agent.resource.ResourceSource;
import io.attestream.evidence.model.BlindSpot;
import io.attestream.evidence.model.ResourceIdentity;
import io.attestream.evidence.model.ScopeUnit;
import io.attestream.evidence.model.UnknownReason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One unit with one resource type, whose resources and listing a test sets. */
public final class FakeSource implements ResourceSource {
  public static final ScopeUnit UNIT = new ScopeUnit("fake:estate");
  public static final String TYPE = "aws.test.box";

  private final Map<String, Map<String, Object>> boxes = new TreeMap<>();
  private final Map<String, List<BlindSpot>> blind = new HashMap<>();
  private final Map<String, Boolean> hidden = new HashMap<>();
  private BlindSpot failure = new BlindSpot("", UnknownReason.API_ERROR, "", "");
  private boolean failing;

  public synchronized void box(String id, Map<String, Object> document, BlindSpot... spots) {
    boxes.put(id, document);
    blind.put(id, List.of(spots));
  }

  public synchronized void remove(String id) {
    boxes.remove(id);
  }

  /** The listing does not show a resource, though it is there. */
  public synchronized void hide(String id, boolean hide) {
    hidden.put(id, hide);
  }

  public synchronized void fail(BlindSpot why) {
    failure = why;
    failing = true;
  }

  public synchronized void recover() {
    failing = false;
  }

  /** The documents that a listing shows. */
  public synchronized Map<String, Map<String, Object>> shown() {
    Map<String, Map<String, Object>> shown = new TreeMap<>(boxes);
    shown.keySet().removeIf(id -> hidden.getOrDefault(id, false));
    return shown;
  }

  public static ResourceIdentity identity(String id) {
    return new ResourceIdentity(UNIT.id(), TYPE, id, "box " + id);
  }

  @Override
  public List<ScopeUnit> units() {
    return List.of(UNIT);
  }

  @Override
  public Set<String> types(ScopeUnit unit) {
    return Set.of(TYPE);
  }

  @Override
  public synchronized void scan(ScopeUnit unit, ResourceSink sink) {
    long items = 0;
    for (Map.Entry<String, Map<String, Object>> box : boxes.entrySet()) {
      if (!hidden.getOrDefault(box.getKey(), false)) {
        items++;
        sink.seen(
            new Resource(
                identity(box.getKey()),
                box.getValue(),
                blind.getOrDefault(box.getKey(), List.of())));
      }
    }
    sink.enumerated(
        failing
            ? new Enumeration(TYPE, failure.api(), items, 1, failure)
            : new Enumeration(TYPE, "fake:ListBoxes", items, 1, null));
  }
}
