package io.attestream.collector.notification;

import java.util.List;

/**
 * One message.
 *
 * @param gathered whether it is a digest, even of one notice
 */
public record Letter(boolean gathered, List<Notice> notices) {
  public Letter {
    notices = List.copyOf(notices);
    if (notices.isEmpty()) {
      throw new IllegalArgumentException("a letter says something");
    }
  }

  /** The notice's id, or one that the ids of all notices make. */
  public String id() {
    return gathered
        ? Transition.digest(String.join("\n", notices.stream().map(Notice::id).toList()))
        : notices.get(0).id();
  }
}
