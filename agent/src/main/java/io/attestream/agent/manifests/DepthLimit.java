package io.attestream.agent.manifests;

import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.parser.Parser;

/** Gives on a parser's events until they nest too deep; composing them recurses. */
final class DepthLimit implements Parser {
  private final Parser parser;
  private final int most;
  private int depth;

  DepthLimit(Parser parser, int most) {
    this.parser = parser;
    this.most = most;
  }

  /** Collections within collections beyond the limit. */
  static final class Exceeded extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Override
  public boolean checkEvent(Event.ID id) {
    return parser.checkEvent(id);
  }

  @Override
  public Event peekEvent() {
    return parser.peekEvent();
  }

  @Override
  public boolean hasNext() {
    return parser.hasNext();
  }

  @Override
  public Event next() {
    Event event = parser.next();
    if (event instanceof CollectionStartEvent && ++depth > most) {
      throw new Exceeded();
    }
    if (event instanceof CollectionEndEvent) {
      depth--;
    }
    return event;
  }
}
