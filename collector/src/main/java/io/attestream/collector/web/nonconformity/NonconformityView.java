package io.attestream.collector.web.nonconformity;

import io.attestream.collector.nonconformity.Kind;
import io.attestream.collector.nonconformity.Nonconformity;
import io.attestream.collector.nonconformity.SimilarCases;
import io.attestream.collector.nonconformity.Stage;
import io.attestream.collector.nonconformity.Watched;
import io.attestream.collector.web.view.GradeBadge;
import io.attestream.collector.web.view.Mark;
import io.attestream.collector.web.view.When;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One entry.
 *
 * @param grade the product's grade when it was opened
 * @param gap why the collector cannot end the window itself; empty when it can
 * @param windowEnds end of the effectiveness window
 * @param windowPassed whether a person may say that it was effective
 * @param categories causes' categories that were used before
 * @param problems why nothing was changed
 * @param sent the fields of the refused form
 */
public record NonconformityView(
    Nonconformity entry,
    Mark mark,
    Origin origin,
    When opened,
    Optional<GradeBadge> grade,
    List<Watched> scope,
    List<Failed> failures,
    List<Ticket> tickets,
    List<Line> timeline,
    SimilarCases similar,
    List<Failed> similarFailures,
    List<Mark> similarEntries,
    String gap,
    Optional<When> windowEnds,
    boolean windowPassed,
    List<String> categories,
    long windowDays,
    LocalDate today,
    List<String> problems,
    Map<String, String> sent) {

  private static final List<Stage> CORRECTIVE =
      List.of(
          Stage.OPEN,
          Stage.CORRECTED,
          Stage.CAUSE,
          Stage.PLAN,
          Stage.IMPLEMENTED,
          Stage.VERIFYING,
          Stage.EFFECTIVE);

  /** A failing result. */
  public record Failed(String check, String title, String resource, String unit, When since) {}

  /** @param href the address, for one that is http or https; else empty */
  public record Ticket(String text, String href) {}

  /**
   * Something that happened.
   *
   * @param step whether it moved the entry on
   */
  public record Line(
      String title,
      boolean step,
      String css,
      String sign,
      String by,
      When at,
      List<Said> said,
      int round,
      long logIndex) {}

  /** @param label empty for a text that needs none */
  public record Said(String label, String text, String href) {}

  /** A stage on the way. */
  public record Way(String name, String state) {}

  /** The stages of its life, and which are behind it. */
  public List<Way> way() {
    List<Stage> stages =
        entry.kind() == Kind.OFI
            ? entry.stage() == Stage.REJECTED
                ? List.of(Stage.OPEN, Stage.REJECTED)
                : List.of(Stage.OPEN, Stage.ACCEPTED, Stage.DONE)
            : CORRECTIVE;
    Stage now = entry.stage() == Stage.REOPENED ? Stage.CORRECTED : entry.stage();
    int at = stages.indexOf(now);
    List<Way> way = new ArrayList<>();
    for (int i = 0; i < stages.size(); i++) {
      Stage stage = stages.get(i);
      boolean here = i == at;
      String name =
          here && entry.stage() == Stage.REOPENED ? Stage.REOPENED.words() : stage.words();
      way.add(new Way(name, i < at ? "past" : here ? "now" : "ahead"));
    }
    return way;
  }

  public boolean at(Stage... stages) {
    return List.of(stages).contains(entry.stage());
  }

  public boolean ofi() {
    return entry.kind() == Kind.OFI;
  }

  public boolean planToAccept() {
    return entry.stage() == Stage.PLAN && !entry.progress().plan().accepted();
  }

  public boolean planAccepted() {
    return entry.stage() == Stage.PLAN && entry.progress().plan().accepted();
  }

  public String sent(String field) {
    return sent.getOrDefault(field, "");
  }

  /** What was sent or, before that, a proposal. */
  public String sent(String field, Object proposed) {
    return sent.getOrDefault(field, String.valueOf(proposed));
  }
}
