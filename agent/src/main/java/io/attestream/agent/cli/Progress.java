package io.attestream.agent.cli;

import java.io.PrintWriter;

/** One line of progress on a terminal; nothing where there is none. */
final class Progress implements AutoCloseable {
  private static final String ERASE = "\r\u001b[K";

  private final PrintWriter err;
  private final boolean terminal;

  Progress(Surroundings around) {
    this.err = around.err();
    this.terminal = around.terminal();
  }

  void say(String what) {
    if (terminal) {
      err.print(ERASE + what + " …");
      err.flush();
    }
  }

  @Override
  public void close() {
    if (terminal) {
      err.print(ERASE);
      err.flush();
    }
  }
}
