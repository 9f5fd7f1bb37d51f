package io.attestream.collector.notification;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Set;

/**
 * When a channel is left alone: from one time of day to another, over midnight when the first is the
 * later one, and on whole days. Equal times mean no part of a day.
 */
public record QuietHours(LocalTime from, LocalTime to, Set<DayOfWeek> days) {
  public QuietHours {
    days = Set.copyOf(days);
    if (days.size() == DayOfWeek.values().length) {
      throw new IllegalArgumentException("a week needs a day that is not quiet");
    }
  }

  /** This time, or when the quiet that it lies in ends. */
  ZonedDateTime end(ZonedDateTime at) {
    ZonedDateTime end = at;
    while (quiet(end)) {
      end = next(end);
    }
    return end;
  }

  private boolean quiet(ZonedDateTime at) {
    return days.contains(at.getDayOfWeek()) || within(at.toLocalTime());
  }

  private boolean within(LocalTime time) {
    boolean begun = !time.isBefore(from);
    boolean open = time.isBefore(to);
    return from.isBefore(to) ? begun && open : !from.equals(to) && (begun || open);
  }

  private ZonedDateTime next(ZonedDateTime at) {
    if (days.contains(at.getDayOfWeek())) {
      return at.toLocalDate().plusDays(1).atStartOfDay(at.getZone());
    }
    ZonedDateTime today = at.toLocalDate().atTime(to).atZone(at.getZone());
    return today.isAfter(at) ? today : at.toLocalDate().plusDays(1).atTime(to).atZone(at.getZone());
  }
}
