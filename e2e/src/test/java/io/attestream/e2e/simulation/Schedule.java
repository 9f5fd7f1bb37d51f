package io.attestream.e2e.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.agent.stream.SimulatedAgent;
import io.attestream.agent.stream.StreamException;
import io.attestream.collector.ingest.SimulatedCollector;
import io.attestream.collector.testing.MutableClock;
import io.attestream.evidence.dsse.Envelope;
import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.intoto.Statement;
import io.attestream.evidence.leaf.Tally;
import io.attestream.evidence.manifest.Manifest;
import io.attestream.evidence.manifest.ManifestCodec;
import io.attestream.evidence.note.Checkpoint;
import io.attestream.evidence.note.SignedNote;
import io.attestream.protocol.v1.AgentFrame;
import io.attestream.protocol.v1.CollectorFrame;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;

/**
 * One schedule: two agents that change, commit and stream, while a seed decides which frame moves,
 * which connection breaks with what in it, who is restarted, when the disk is full and how time passes.
 * At the end everything works again, and what must hold is checked.
 */
final class Schedule {
  /** What a schedule can do to its actors; each is counted, so that none goes unused. */
  enum Event {
    CUT,
    SPOOL_FULL,
    SESSION,
    NESTED_SESSION,
    LOST_WITH_CONNECTION,
    LATE_AFTER_CONNECTION,
    ANSWER_LOST,
    AGENT_RESTART,
    STATE_LOST,
    ADOPTED,
    COLLECTOR_RESTART,
    DISK_FULL,
    OVERDUE,
    RESYNC
  }

  /** What a few hundred schedules are sure to do. An honest pair never needs a resync. */
  static final Event[] USUAL = {
    Event.CUT,
    Event.SPOOL_FULL,
    Event.SESSION,
    Event.NESTED_SESSION,
    Event.LOST_WITH_CONNECTION,
    Event.LATE_AFTER_CONNECTION,
    Event.ANSWER_LOST,
    Event.AGENT_RESTART,
    Event.STATE_LOST,
    Event.ADOPTED,
    Event.COLLECTOR_RESTART,
    Event.DISK_FULL,
    Event.OVERDUE
  };

  private static final int STEPS = 120;
  private static final int WORKLOADS = 6;
  private static final long SMALL_SPOOL = 12_000;
  private static final int CALM_ROUNDS = 40;

  private final long seed;
  private final SplittableRandom random;
  private final SimulatedCollector collector;
  private final MutableClock clock;
  private final Map<Event, Long> events;
  private final List<SimulatedAgent> agents = new ArrayList<>();
  private final List<Link> late = new ArrayList<>();
  private final List<Checkpoint> signed = new ArrayList<>();
  private final boolean restarts;
  private final boolean losses;
  private int steps;
  private int nesting;
  private int generation;
  private boolean full;
  private boolean calm;

  /** The agent's process ends here. */
  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /**
   * @param events counts what happened, over all schedules
   */
  Schedule(
      long seed,
      Path directory,
      SimulatedCollector collector,
      MutableClock clock,
      Map<Event, Long> events) {
    this.seed = seed;
    this.random = new SplittableRandom(seed);
    this.collector = collector;
    this.clock = clock;
    this.events = events;
    this.restarts = random.nextInt(4) == 0;
    this.losses = random.nextInt(3) == 0;
    for (String side : List.of("a", "b")) {
      String name = "s" + seed + side;
      long spool = random.nextInt(3) == 0 ? SMALL_SPOOL : 1L << 30;
      SimulatedAgent agent = new SimulatedAgent(directory.resolve(name), name, clock, spool);
      agent.enrolled(collector.enrol(agent::enrolment));
      agents.add(agent);
    }
  }

  static Map<Event, Long> counts() {
    return new EnumMap<>(Event.class);
  }

  /** Runs the schedule and checks what must hold. */
  void run() throws InterruptedException {
    long from = collector.size();
    try {
      for (steps = STEPS; steps > 0; steps--) {
        act(agent());
      }
      settle();
      check(from);
    } finally {
      agents.forEach(SimulatedAgent::close);
    }
  }

  private SimulatedAgent agent() {
    return agents.get(random.nextInt(agents.size()));
  }

  private void act(SimulatedAgent agent) throws InterruptedException {
    if (chance(35)) {
      change(agent);
    } else {
      stream(agent, Event.SESSION);
    }
  }

  private void change(SimulatedAgent agent) {
    for (int i = random.nextInt(3); i > 0; i--) {
      String workload = "apps/v1/Deployment/a/" + random.nextInt(WORKLOADS);
      if (chance(25)) {
        agent.remove(workload);
      } else {
        agent.set(workload, random.nextBoolean());
      }
    }
    if (agent.ready()) {
      count(agent.scan() ? Event.CUT : Event.SPOOL_FULL);
    }
  }

  private void stream(SimulatedAgent agent, Event kind) throws InterruptedException {
    count(kind);
    nesting++;
    if (!agent.ready()) {
      forgetLate(agent);
    }
    Link link = new Link(agent);
    try {
      StreamException end = agent.stream(link);
      link.over();
      understood(end);
    } catch (Killed e) {
      count(Event.AGENT_RESTART);
      link.part();
      if (losses && chance(40)) {
        count(Event.STATE_LOST);
        agent.loseState();
      } else {
        agent.restart();
      }
    } finally {
      nesting--;
    }
  }

  /** An honest collector never causes an alarm, but by not answering in time. */
  private void understood(StreamException end) {
    String why = String.valueOf(end.getMessage());
    switch (end.kind()) {
      case ALARM -> {
        assertThat(why).as("seed %d", seed).startsWith("no proof for commit");
        count(Event.OVERDUE);
      }
      case AGAIN -> count(why.equals(SimulatedAgent.ADOPTED) ? Event.ADOPTED : Event.RESYNC);
      case LATER -> {}
      case FATAL -> throw new AssertionError("seed " + seed + ": " + why, end);
    }
  }

  /** One connection: what is under way in both directions, and what becomes of it. */
  private final class Link implements Wire {
    private final SimulatedAgent agent;
    private final Deque<AgentFrame> out = new ArrayDeque<>();
    private final Queue<CollectorFrame> back = new ConcurrentLinkedQueue<>();
    private final SimulatedCollector.Stream stream;
    private final int born = generation;

    Link(SimulatedAgent agent) {
      this.agent = agent;
      this.stream =
          collector.open(
              frame -> {
                note(frame);
                back.add(frame);
              });
    }

    @Override
    public void send(AgentFrame frame) {
      pass();
      out.add(frame);
    }

    @Override
    public Optional<CollectorFrame> receive() {
      pass();
      while (!out.isEmpty() && (calm || chance(80))) {
        stream.deliver(out.remove());
      }
      // Answers are all there before it is decided which of them arrives, so that a seed decides
      // alone.
      stream.settle();
      CollectorFrame frame = calm || chance(60) ? back.poll() : null;
      if (frame != null && !calm && chance(2)) {
        count(Event.ANSWER_LOST);
        throw cut("an answer was lost");
      }
      if (frame == null && calm && out.isEmpty()) {
        throw cut("nothing is left to say");
      }
      return Optional.ofNullable(frame);
    }

    /** A step of the world, in which something else may happen. */
    private void pass() {
      if (calm) {
        return;
      }
      steps--;
      clock.advance(Duration.ofMillis(random.nextInt(chance(3) ? 70_000 : 2_000)));
      if (steps <= 0) {
        throw cut("the schedule is over");
      }
      if (chance(2)) {
        throw cut("the connection broke");
      } else if (chance(1)) {
        throw new Killed();
      } else if (chance(5)) {
        deliverLate();
      } else if (chance(4)) {
        change(agent);
      } else if (chance(4) && nesting == 1) {
        other();
      } else if (chance(2)) {
        full = !full;
        collector.diskFull(full);
        count(Event.DISK_FULL);
      } else if (restarts && chance(2)) {
        count(Event.COLLECTOR_RESTART);
        restartCollector();
      }
      if (born != generation) {
        out.clear();
        throw new Broken("the collector ended");
      }
    }

    private void other() {
      try {
        stream(agents.get(0) == agent ? agents.get(1) : agents.get(0), Event.NESTED_SESSION);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    private Broken cut(String why) {
      part();
      return new Broken(why);
    }

    /** What was sent is lost, or comes after all when the agent has given up on it. */
    void part() {
      if (born != generation || out.isEmpty() || chance(50)) {
        count(Event.LOST_WITH_CONNECTION);
        close();
      } else {
        count(Event.LATE_AFTER_CONNECTION);
        late.add(this);
      }
    }

    /** The agent hung up by itself, with nothing under way. */
    void over() {
      if (out.isEmpty()) {
        close();
      }
    }

    void close() {
      out.clear();
      if (born == generation) {
        stream.settle();
        stream.close();
      }
    }
  }

  private void deliverLate() {
    if (!late.isEmpty()) {
      Link link = late.remove(random.nextInt(late.size()));
      if (link.born == generation) {
        link.out.forEach(link.stream::deliver);
      }
      link.close();
    }
  }

  /** As the collector does with the older streams of an agent that opens a new one. */
  private void forgetLate(SimulatedAgent agent) {
    for (Link link : List.copyOf(late)) {
      if (link.agent == agent) {
        late.remove(link);
        link.close();
      }
    }
  }

  private void restartCollector() {
    late.clear();
    generation++;
    full = false;
    collector.restart();
  }

  private void note(CollectorFrame frame) {
    String note =
        frame.hasAck()
            ? frame.getAck().getCheckpoint()
            : frame.hasWelcome() ? frame.getWelcome().getCheckpoint() : "";
    if (!note.isEmpty()) {
      synchronized (signed) {
        signed.add(Checkpoint.parse(SignedNote.parse(note).text()));
      }
    }
  }

  /** Everything works, until nothing waits. */
  private void settle() throws InterruptedException {
    calm = true;
    collector.diskFull(false);
    while (!late.isEmpty()) {
      deliverLate();
    }
    for (SimulatedAgent agent : agents) {
      for (int i = 0; !agent.ready() && i < CALM_ROUNDS; i++) {
        stream(agent, Event.SESSION);
      }
      agent.scan();
      for (int i = 0; agent.waiting() > 0 && i < CALM_ROUNDS; i++) {
        stream(agent, Event.SESSION);
      }
      // What did not fit into a full spool is committed now that there is room.
      agent.scan();
      stream(agent, Event.SESSION);
    }
  }

  private void check(long from) {
    List<Manifest> logged = new ArrayList<>();
    List<Hash> digests = new ArrayList<>();
    for (byte[] entry : collector.entries(from)) {
      Statement statement = Statement.parse(Envelope.parse(entry).payload());
      if (statement.predicateType().equals(ManifestCodec.PREDICATE_TYPE)) {
        logged.add(ManifestCodec.parse(statement));
        digests.add(Hash.sha256(entry));
      }
    }
    for (SimulatedAgent agent : agents) {
      String as = "seed " + seed + ", agent " + agent.name();
      List<Manifest> its = logged.stream().filter(m -> m.agent().equals(agent.name())).toList();
      assertThat(agent.waiting()).as(as).isZero();
      assertThat(agent.quarantined()).as(as).isZero();
      assertThat(its)
          .as(as + ": every commit is in the log once, in its order")
          .extracting(Manifest::seq)
          .containsExactlyElementsOf(LongStream.rangeClosed(1, agent.cut()).boxed().toList());
      Manifest last = its.get(its.size() - 1);
      assertThat(digests.get(logged.indexOf(last))).as(as).isEqualTo(agent.last().orElseThrow());
      long failing = agent.cluster().values().stream().filter(privileged -> privileged).count();
      assertThat(last.tally())
          .as(as + ": the last commit says what the cluster is like")
          .isEqualTo(new Tally(agent.cluster().size() - failing, failing, 0, 0));
    }
    for (Checkpoint checkpoint : signed) {
      assertThat(collector.root(checkpoint.size()))
          .as("seed %d: the log never said anything else of %d entries", seed, checkpoint.size())
          .isEqualTo(checkpoint.root());
    }
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private void count(Event event) {
    events.merge(event, 1L, Long::sum);
  }
}
