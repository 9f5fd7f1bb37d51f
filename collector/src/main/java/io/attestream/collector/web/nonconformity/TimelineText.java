package io.attestream.collector.web.nonconformity;

import io.attestream.collector.nonconformity.Entry;
import io.attestream.collector.nonconformity.StepKind;
import io.attestream.collector.web.nonconformity.NonconformityView.Line;
import io.attestream.collector.web.nonconformity.NonconformityView.Said;
import io.attestream.collector.web.nonconformity.NonconformityView.Ticket;
import io.attestream.collector.web.view.When;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts what happened into words. */
final class TimelineText {
  /** Members of the logged content that are told, in this order, with their labels. */
  private static final Map<String, String> LABELS = new LinkedHashMap<>();

  static {
    LABELS.put("text", "");
    LABELS.put("method", "Method");
    LABELS.put("cause", "Cause");
    LABELS.put("category", "Category");
    LABELS.put("proof", "Proof");
    LABELS.put("reference", "Reference");
    LABELS.put("windowDays", "Effectiveness window in days");
    LABELS.put("results", "Results of its checks that were seen");
  }

  private TimelineText() {}

  static Line line(Entry entry, Instant now) {
    return switch (entry.kind()) {
      case Entry.OPENED -> line("Opened", true, "major", "!", entry, List.of(), now);
      case Entry.NOTE -> line("Note", false, "none", "✎", entry, said(entry.content()), now);
      case Entry.TICKET -> line("Ticket", false, "none", "#", entry, said(entry.content()), now);
      case Entry.CHANGE -> line("Changed", false, "none", "⇄", entry, changes(entry), now);
      default -> step(StepKind.valueOf(entry.kind()), entry, now);
    };
  }

  private static Line step(StepKind kind, Entry entry, Instant now) {
    List<Said> said = new ArrayList<>(said(entry.content()));
    objects(entry, "actions")
        .forEach(
            action ->
                said.add(
                    new Said(
                        "Action",
                        "%s – %s, until %s"
                            .formatted(action.get("what"), action.get("owner"), action.get("due")),
                        "")));
    objects(entry, "failures")
        .forEach(
            failure ->
                said.add(
                    new Said(
                        "Failed",
                        "%s on %s in %s"
                            .formatted(
                                failure.get("check"), failure.get("resource"), failure.get("unit")),
                        "/checks/" + failure.get("check"))));
    if (Boolean.TRUE.equals(entry.content().get("alone"))) {
      said.add(new Said("", "No other account in use could take this step.", ""));
    }
    return switch (kind) {
      case REOPENING -> line(kind.title(), true, "major", "↺", entry, said, now);
      case EFFECTIVENESS, COMPLETION -> line(kind.title(), true, "good", "✓", entry, said, now);
      case REJECTION -> line(kind.title(), true, "none", "–", entry, said, now);
      case CORRECTION, CAUSE, PLAN, PLAN_ACCEPTANCE, IMPLEMENTATION, VERIFICATION, ACCEPTANCE ->
          line(kind.title(), true, "improve", "→", entry, said, now);
    };
  }

  private static Line line(
      String title,
      boolean step,
      String css,
      String sign,
      Entry entry,
      List<Said> said,
      Instant now) {
    return new Line(
        title,
        step,
        css,
        sign,
        entry.by(),
        When.of(entry.at(), now),
        said,
        entry.reopenings() + 1,
        entry.logIndex());
  }

  private static List<Said> said(Map<String, Object> content) {
    List<Said> said = new ArrayList<>();
    LABELS.forEach(
        (member, label) -> {
          Object value = content.get(member);
          if (value != null && !value.toString().isEmpty()) {
            said.add(new Said(label, value.toString(), address(value.toString())));
          }
        });
    return said;
  }

  private static List<Said> changes(Entry entry) {
    List<Said> said = new ArrayList<>(said(entry.content()));
    if (entry.content().get("before") instanceof Map<?, ?> before
        && entry.content().get("after") instanceof Map<?, ?> after) {
      before.forEach(
          (member, was) -> {
            if (!was.equals(after.get(member))) {
              said.add(new Said(String.valueOf(member), was + " → " + after.get(member), ""));
            }
          });
    }
    return said;
  }

  private static List<Map<?, ?>> objects(Entry entry, String member) {
    List<Map<?, ?>> objects = new ArrayList<>();
    if (entry.content().get(member) instanceof List<?> list) {
      for (Object object : list) {
        if (object instanceof Map<?, ?> map) {
          objects.add(map);
        }
      }
    }
    return objects;
  }

  static Ticket ticket(String text) {
    return new Ticket(text, address(text));
  }

  /** The text when it is an http or https address as a whole; else empty, so that it is not a link. */
  private static String address(String text) {
    try {
      URI uri = new URI(text);
      boolean web =
          "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
      return web && uri.getHost() != null ? text : "";
    } catch (URISyntaxException e) {
      return "";
    }
  }
}
