package io.attestream.collector.web.control;

import io.attestream.collector.assurance.BlindGap;
import io.attestream.collector.assurance.ControlAssurance;
import io.attestream.collector.web.view.When;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The period assurance of a control.
 *
 * @param from first day of the window
 * @param to last day of it
 * @param assurance empty where the window that was asked for is none
 * @param problem what is wrong with it then
 */
public record AssuranceView(
    String from, String to, Optional<ControlAssurance> assurance, String problem, Instant now) {
  private static final int MOST_GAPS = 20;

  /** One state and how long the control was in it. */
  public record Lasted(String state, String length, String share) {}

  /** One gap as a row. */
  public record Gap(String unit, When from, When to, String length, String why) {}

  /** As asked for, or the days that are looked at by default. */
  static AssuranceView of(
      String from, String to, Optional<ControlAssurance> assurance, String problem, Instant now) {
    return new AssuranceView(
        assurance.map(a -> day(a.window().from())).orElse(from),
        assurance.map(a -> day(a.window().to().minusMillis(1))).orElse(to),
        assurance,
        problem,
        now);
  }

  private static String day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC).toString();
  }

  /** The last day that can be asked for. */
  public String today() {
    return day(now);
  }

  /** {@code 97.5 %}, cut, so that only all is 100 %. */
  public String share() {
    return assurance.flatMap(AssuranceView::received).orElse("none fell due");
  }

  private static Optional<String> received(ControlAssurance a) {
    return a.share().isEmpty()
        ? Optional.empty()
        : Optional.of(percent(a.received(), a.expected()));
  }

  public List<Lasted> lasted() {
    return assurance
        .map(
            a ->
                List.of(
                    row(a, "Pass", a.times().pass()),
                    row(a, "Fail", a.times().fail()),
                    row(a, "Unknown or not observed", a.times().unknown()),
                    row(a, "Not applicable", a.times().notApplicable())))
        .orElse(List.of());
  }

  /** The longest gaps. */
  public List<Gap> gaps() {
    return assurance.stream()
        .flatMap(a -> a.units().stream())
        .flatMap(unit -> unit.gaps().stream())
        .sorted(Comparator.comparing(BlindGap::length).reversed().thenComparing(BlindGap::from))
        .limit(MOST_GAPS)
        .map(this::row)
        .toList();
  }

  public long gapCount() {
    return assurance.stream()
        .flatMap(a -> a.units().stream())
        .mapToLong(unit -> unit.gaps().size())
        .sum();
  }

  private Gap row(BlindGap gap) {
    return new Gap(
        gap.unit(),
        When.of(gap.from(), now),
        When.of(gap.to(), now),
        length(gap.length()),
        gap.why());
  }

  private static Lasted row(ControlAssurance a, String state, Duration length) {
    return new Lasted(
        state, length(length), percent(length.toMillis(), a.window().length().toMillis()));
  }

  private static String percent(long part, long whole) {
    return String.format(Locale.ROOT, "%.1f %%", Math.floor(1000.0 * part / whole) / 10);
  }

  private static String length(Duration length) {
    String text = When.length(length);
    return text.isEmpty() ? length.toSeconds() + " s" : text;
  }
}
