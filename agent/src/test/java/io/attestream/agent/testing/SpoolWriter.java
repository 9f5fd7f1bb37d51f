package io.attestream.agent.testing;

import java.nio.file.Path;
import java.util.Map;
import java.util.Random;

/** A process that commits changes until it is killed, and prints each commit's number once it is cut. */
public final class SpoolWriter {
  private SpoolWriter() {}

  public static void main(String[] args) {
    try (AgentFixture agent = new AgentFixture(Path.of(args[0]))) {
      agent.spool.enrolled("agent", "origin+00000000+AAAA");
      Random random = new Random(agent.spool.state().nextSeq());
      while (true) {
        for (int i = 0; i < 20; i++) {
          agent.source.box(
              "box-" + random.nextInt(60),
              Map.of(
                  "open", random.nextBoolean(),
                  "sealed", "2026-01-01T00:00:00Z",
                  "secret", random.nextBoolean()));
        }
        agent.source.remove("box-" + random.nextInt(60));
        System.out.println(agent.scanAndCut().getAsLong());
        System.out.flush();
      }
    }
  }
}
