package io.attestream.collector.web.live;

/**
 * One server-sent event (HTML Standard, section 9.2).
 *
 * @param id counts up by one, so that a browser that comes back can say what it saw last
 */
record Frame(long id, String epoch, String event, String data) {
  /** The wire form. Line ends inside the data become further data lines. */
  String text() {
    StringBuilder text = new StringBuilder(data.length() + 48);
    text.append("id: ").append(epoch).append('-').append(id).append('\n');
    text.append("event: ").append(event).append('\n');
    data.lines().forEach(line -> text.append("data: ").append(line).append('\n'));
    return text.append('\n').toString();
  }
}
