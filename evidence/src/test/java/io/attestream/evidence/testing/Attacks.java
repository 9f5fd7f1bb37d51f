package io.attestream.evidence.testing;

import static io.attestream.evidence.testing.Attack.Holder.NOBODY;
import static io.attestream.evidence.testing.Attack.Holder.OPERATOR;
import static io.attestream.evidence.testing.Attack.Holder.THIEF;
import static io.attestream.evidence.verify.Outcome.INVALID;
import static io.attestream.evidence.verify.Outcome.VALID_WITH_GAPS;

import io.attestream.evidence.bundle.BundlePath;
import io.attestream.evidence.dsse.Dsse;
import io.attestream.evidence.dsse.Envelope;
import io.attestream.evidence.entry.EnrolEntry;
import io.attestream.evidence.entry.LogStartEntry;
import io.attestream.evidence.entry.RedactionEntry;
import io.attestream.evidence.entry.RevokeEntry;
import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.intoto.Statement;
import io.attestream.evidence.key.Ed25519Key;
import io.attestream.evidence.leaf.DisclosedLeaf;
import io.attestream.evidence.leaf.Disclosure;
import io.attestream.evidence.leaf.ResultLeaf;
import io.attestream.evidence.manifest.Manifest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The zoo: every attack by name. Each works on any bundle that has what it needs. */
public final class Attacks {
  private static final Ed25519Key STRANGER = Ed25519Key.ofSeed(Hash.sha256().bytes());
  private static final String FAIL = "\"status\":\"fail\"";

  private Attacks() {}

  /** All of them. */
  public static List<Attack> all() {
    List<Attack> all = new ArrayList<>(files());
    all.addAll(results());
    all.addAll(log());
    all.addAll(keys());
    all.addAll(time());
    return List.copyOf(all);
  }

  private static List<Attack> files() {
    return List.of(
        invalid(
            "one-bit-flipped",
            NOBODY,
            "flips a bit of a commit's results",
            "has another size or SHA-256",
            b -> change(b, BundlePath.LEAVES, "", ZipEdit::flip)),
        invalid(
            "file-replaced",
            NOBODY,
            "puts another mapping in its place",
            "has another size or SHA-256",
            b -> put(b, BundlePath.MAPPING, "{\"v\":1}")),
        invalid(
            "file-removed",
            NOBODY,
            "takes the README away",
            "README.txt",
            b -> b.files().remove(BundlePath.README) != null),
        invalid(
            "file-added",
            NOBODY,
            "adds a file that is not listed",
            "meta/zz.json",
            b -> put(b, "meta/zz.json", "{}")),
        invalid(
            "file-added-among-the-verified",
            OPERATOR,
            "adds and lists a file beside a commit's",
            "not a file of a commit",
            b -> put(b, first(b, "note.txt"), "all is well")),
        invalid(
            "results-of-no-commit",
            OPERATOR,
            "adds results under a number that no commit has",
            "belongs to a commit that is not in the log",
            b ->
                put(
                    b,
                    "commits/" + manifest(b, 0).agent() + "/000000999999/" + BundlePath.LEAVES,
                    "")));
  }

  private static List<Attack> results() {
    return List.of(
        invalid(
            "failure-turned-to-pass",
            OPERATOR,
            "edits a stored failing result",
            "signed",
            b ->
                change(
                    b,
                    BundlePath.LEAVES,
                    FAIL,
                    bytes -> replace(bytes, FAIL, "\"status\":\"pass\""))),
        invalid(
            "failure-left-out",
            OPERATOR,
            "deletes a stored failing result",
            "lines, the manifest says",
            b ->
                change(
                    b,
                    BundlePath.LEAVES,
                    FAIL,
                    bytes -> without(bytes, line -> line.contains(FAIL)))),
        invalid(
            "evidence-withheld",
            OPERATOR,
            "deletes the evidence of a failing result",
            "disclosure is missing, and no redaction is logged",
            b ->
                change(
                    b,
                    BundlePath.LEAVES,
                    FAIL,
                    bytes ->
                        line(bytes, FAIL, l -> new DisclosedLeaf(l.leaf(), l.identity(), "")))),
        invalid(
            "evidence-withheld-under-another-redaction",
            OPERATOR,
            "deletes it and logs the erasure of something else",
            "disclosure is missing, and no redaction is logged",
            b ->
                relogged(b, 1, e -> e.add(erasure(b.logKey(), Disclosure.digest("another"))))
                    && change(
                        b,
                        BundlePath.LEAVES,
                        FAIL,
                        bytes ->
                            line(bytes, FAIL, l -> new DisclosedLeaf(l.leaf(), l.identity(), "")))),
        invalid(
            "redaction-forged",
            OPERATOR,
            "signs the erasure by a key of their own",
            "signature is not by key",
            b ->
                b.find(BundlePath.LEAVES, FAIL).isPresent()
                    && relogged(b, 1, e -> e.add(erasure(STRANGER, failingDigest(b))))
                    && change(
                        b,
                        BundlePath.LEAVES,
                        FAIL,
                        bytes ->
                            line(bytes, FAIL, l -> new DisclosedLeaf(l.leaf(), l.identity(), "")))),
        invalid(
            "evidence-rewritten",
            OPERATOR,
            "puts other evidence behind a failing result",
            "disclosure is not the one in the leaf",
            b ->
                change(
                    b,
                    BundlePath.LEAVES,
                    FAIL,
                    bytes ->
                        line(
                            bytes,
                            FAIL,
                            l -> new DisclosedLeaf(l.leaf(), l.identity(), "WyJ4Il0")))),
        invalid(
            "identity-rewritten",
            OPERATOR,
            "lays a failing result at another resource's door",
            "disclosure is not the one in the leaf",
            b ->
                change(
                    b,
                    BundlePath.LEAVES,
                    FAIL,
                    bytes ->
                        line(
                            bytes,
                            FAIL,
                            l -> new DisclosedLeaf(l.leaf(), "WyJ4Il0", l.evidence())))),
        invalid(
            "result-twice",
            OPERATOR,
            "counts a passing result twice",
            "comes twice",
            b -> change(b, BundlePath.LEAVES, "\"status\":\"pass\"", Attacks::firstTwice)),
        invalid(
            "removed-result-kept",
            OPERATOR,
            "leaves out the list of removed results",
            BundlePath.DELS,
            b -> b.find(BundlePath.DELS, "").map(f -> b.files().remove(f)).isPresent()),
        invalid(
            "trace-rewritten",
            OPERATOR,
            "edits what a scan noted of itself",
            "is not the trace that the manifest names",
            b -> change(b, BundlePath.TRACE, "", ZipEdit::flip)));
  }

  private static byte[] erasure(Ed25519Key key, String digest) {
    return signed(
        new RedactionEntry("resource/1", "admin", "test", Instant.EPOCH, List.of(digest))
            .statement(),
        key);
  }

  /** Of the evidence of the first failing result. */
  private static String failingDigest(BundleSurgery b) {
    String file = b.find(BundlePath.LEAVES, FAIL).orElseThrow();
    return BundleSurgery.text(java.util.Objects.requireNonNull(b.files().get(file)))
        .lines()
        .filter(line -> line.contains(FAIL))
        .map(line -> DisclosedLeaf.parse(line.getBytes(StandardCharsets.UTF_8)))
        .map(leaf -> ResultLeaf.parse(leaf.leaf()).sdEvidence())
        .findFirst()
        .orElseThrow();
  }

  private static List<Attack> log() {
    return List.of(
        invalid(
            "commit-dropped",
            OPERATOR,
            "leaves a commit out and rebuilds the log",
            "not in the log",
            b -> relogged(b, 3, e -> e.remove((int) b.commits().get(1)))),
        invalid(
            "commit-replayed",
            OPERATOR,
            "appends an old commit again",
            "a replayed commit",
            b -> relogged(b, 2, e -> e.add(e.get(b.commits().get(0))))),
        invalid(
            "commits-reordered",
            OPERATOR,
            "swaps two commits of an agent",
            "follows",
            b -> relogged(b, 2, e -> swapFirstTwoOfAnAgent(b))),
        invalid(
            "commit-edited",
            OPERATOR,
            "edits a signed manifest",
            "signature is not by key",
            b -> relogged(b, 1, e -> last(b, Attacks::edited))),
        invalid(
            "history-rebuilt",
            OPERATOR,
            "rebuilds the log on another first entry",
            "the agent saw another root",
            b ->
                relogged(
                    b,
                    2,
                    e ->
                        e.set(
                            0,
                            signed(
                                new LogStartEntry(b.header().origin(), Instant.EPOCH, null)
                                    .statement(),
                                b.logKey())))),
        invalid(
            "agent-dropped",
            OPERATOR,
            "leaves out all commits of one agent",
            "seen has",
            Attacks::dropAgent),
        previous(
            "tail-dropped",
            "cuts the newest commits off",
            "the tail was cut off or the log was rebuilt",
            b ->
                relogged(
                    b,
                    2,
                    e -> e.subList(b.commits().get(b.commits().size() - 1), e.size()).clear())),
        previous(
            "log-forked",
            "puts another entry in the newest one's place",
            "the log was forked or rebuilt",
            b ->
                relogged(
                    b,
                    2,
                    e ->
                        e.set(
                            e.size() - 1,
                            signed(
                                new EnrolEntry("other", STRANGER.publicKey(), Instant.EPOCH)
                                    .statement(),
                                b.logKey())))),
        invalid(
            "tile-edited",
            OPERATOR,
            "edits the log's stored hashes",
            "is not the one in log/tile/0",
            b -> b.find("", "").isPresent() && tile(b)),
        invalid(
            "entry-is-no-envelope",
            OPERATOR,
            "puts something else into the log",
            "$.payload",
            b -> relogged(b, 1, e -> e.add("{}".getBytes(StandardCharsets.UTF_8)))),
        invalid(
            "node-for-leaves",
            OPERATOR,
            "gives an inner node of the tree out as an entry",
            "entries",
            Attacks::node));
  }

  private static List<Attack> keys() {
    return List.of(
        invalid(
            "agent-key-swapped",
            OPERATOR,
            "enrols a key of their own in an agent's name",
            "is not one of its keys at this place",
            Attacks::swapKey),
        invalid(
            "commit-forged",
            OPERATOR,
            "signs a commit by a key of their own under the agent's key id",
            "signature is not by key",
            b -> relogged(b, 1, e -> last(b, Attacks::forged))),
        invalid(
            "enrolment-not-logged",
            OPERATOR,
            "leaves the enrolment out",
            "is not enrolled",
            b ->
                relogged(
                    b,
                    1,
                    e ->
                        e.removeIf(
                            entry ->
                                BundleSurgery.text(Envelope.parse(entry).payload())
                                    .contains(EnrolEntry.PREDICATE_TYPE)))),
        invalid(
            "commit-after-revocation",
            OPERATOR,
            "goes on with a key that was revoked",
            "is not one of its keys at this place",
            Attacks::revokeBeforeLast),
        invalid(
            "foreign-key-in-trust",
            OPERATOR,
            "puts a key of their own under trust/",
            "is not a key that the log uses or has enrolled",
            b ->
                put(
                    b,
                    "trust/agents/" + manifest(b, 0).agent() + "/0123456789abcdef.pem",
                    STRANGER.publicKey().pem())));
  }

  private static List<Attack> time() {
    return List.of(
        gap(
            "commit-back-dated",
            "dates a new commit back, to fill a silence",
            "before the unit's commit before it: back-dated",
            Duration.ofMinutes(-90)),
        gap(
            "commit-from-the-future",
            "dates a commit ahead, so that its promise covers a silence",
            "after this bundle was exported",
            Duration.ofDays(30)));
  }

  private static Attack invalid(
      String name, Attack.Holder holder, String does, String says, Attack.Surgeon surgeon) {
    return new Attack(name, holder, does, false, INVALID, says, surgeon);
  }

  private static Attack previous(String name, String does, String says, Attack.Surgeon surgeon) {
    return new Attack(name, OPERATOR, does, true, INVALID, says, surgeon);
  }

  private static Attack gap(String name, String does, String says, Duration moved) {
    return new Attack(name, THIEF, does, false, VALID_WITH_GAPS, says, b -> redate(b, moved));
  }

  private static boolean put(BundleSurgery b, String path, String content) {
    b.files().put(path, content.getBytes(StandardCharsets.UTF_8));
    return true;
  }

  private static boolean change(
      BundleSurgery b, String ending, String pattern, UnaryOperator<byte[]> change) {
    Optional<String> file = b.find(ending, pattern);
    file.ifPresent(name -> b.files().compute(name, (n, bytes) -> change.apply(bytes)));
    return file.isPresent();
  }

  /** Changes the log's entries, if there are commits enough. */
  private static boolean relogged(
      BundleSurgery b, int commits, java.util.function.Consumer<List<byte[]>> change) {
    if (b.commits().size() < commits) {
      return false;
    }
    change.accept(b.entries());
    b.relog();
    return true;
  }

  private static Manifest manifest(BundleSurgery b, int commit) {
    return BundleSurgery.manifest(b.entries().get(b.commits().get(commit))).orElseThrow();
  }

  private static String first(BundleSurgery b, String name) {
    return BundleSurgery.file(manifest(b, 0), name);
  }

  private static void last(BundleSurgery b, UnaryOperator<byte[]> change) {
    int at = b.commits().get(b.commits().size() - 1);
    b.entries().set(at, change.apply(b.entries().get(at)));
  }

  private static byte[] edited(byte[] entry) {
    Envelope real = Envelope.parse(entry);
    String payload =
        BundleSurgery.text(real.payload()).replaceFirst("\"bootId\":\"", "\"bootId\":\"x");
    return new Envelope(
            real.payloadType(), payload.getBytes(StandardCharsets.UTF_8), real.signatures())
        .bytes();
  }

  private static byte[] forged(byte[] entry) {
    Envelope real = Envelope.parse(entry);
    byte[] sig = STRANGER.sign(Dsse.pae(real.payloadType(), real.payload()));
    String keyId = real.signatures().get(0).keyId();
    return new Envelope(
            real.payloadType(), real.payload(), List.of(new Envelope.Signature(keyId, sig)))
        .bytes();
  }

  private static void swapFirstTwoOfAnAgent(BundleSurgery b) {
    String agent = manifest(b, 0).agent();
    List<Integer> places =
        b.commits().stream()
            .filter(
                i -> BundleSurgery.manifest(b.entries().get(i)).orElseThrow().agent().equals(agent))
            .toList();
    byte[] firstOne = b.entries().get(places.get(0));
    b.entries().set(places.get(0), b.entries().get(places.get(1)));
    b.entries().set(places.get(1), firstOne);
  }

  private static boolean dropAgent(BundleSurgery b) {
    String agent = manifest(b, 0).agent();
    List<byte[]> others =
        b.entries().stream()
            .filter(e -> BundleSurgery.manifest(e).map(m -> !m.agent().equals(agent)).orElse(true))
            .toList();
    boolean several = others.stream().anyMatch(e -> BundleSurgery.manifest(e).isPresent());
    if (several) {
      b.entries().clear();
      b.entries().addAll(others);
      b.relog();
    }
    return several;
  }

  private static boolean tile(BundleSurgery b) {
    String tile =
        b.files().keySet().stream()
            .filter(f -> f.startsWith("log/tile/0/"))
            .findFirst()
            .orElseThrow();
    b.files().compute(tile, (name, bytes) -> ZipEdit.flip(bytes));
    return true;
  }

  private static boolean node(BundleSurgery b) {
    String bundle =
        b.files().keySet().stream()
            .filter(f -> f.startsWith("log/tile/entries/"))
            .findFirst()
            .orElseThrow();
    List<byte[]> entries =
        new ArrayList<>(b.entries().subList(0, Math.min(256, b.entries().size())));
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.writeBytes(io.attestream.evidence.merkle.Merkle.leafHash(entries.remove(0)));
    joined.writeBytes(io.attestream.evidence.merkle.Merkle.leafHash(entries.remove(0)));
    entries.add(0, joined.toByteArray());
    b.files().put(bundle, io.attestream.evidence.tlog.EntryBundle.encode(entries));
    return true;
  }

  private static boolean swapKey(BundleSurgery b) {
    Manifest m = manifest(b, 0);
    return relogged(
        b,
        1,
        entries ->
            entries.replaceAll(
                entry -> {
                  Statement statement = Statement.parse(Envelope.parse(entry).payload());
                  boolean its =
                      statement.predicateType().equals(EnrolEntry.PREDICATE_TYPE)
                          && EnrolEntry.parse(statement).agent().equals(m.agent());
                  return its
                      ? signed(
                          new EnrolEntry(m.agent(), STRANGER.publicKey(), m.startedAt())
                              .statement(),
                          b.logKey())
                      : entry;
                }));
  }

  private static boolean revokeBeforeLast(BundleSurgery b) {
    int last = b.commits().get(b.commits().size() - 1);
    Manifest m = BundleSurgery.manifest(b.entries().get(last)).orElseThrow();
    Optional<EnrolEntry> enrolled =
        b.entries().stream()
            .map(entry -> Statement.parse(Envelope.parse(entry).payload()))
            .filter(s -> s.predicateType().equals(EnrolEntry.PREDICATE_TYPE))
            .map(EnrolEntry::parse)
            .filter(e -> e.agent().equals(m.agent()))
            .findFirst();
    return enrolled.isPresent()
        && relogged(
            b,
            1,
            e ->
                e.add(
                    last,
                    signed(
                        new RevokeEntry(
                                m.agent(), enrolled.get().publicKey(), m.startedAt(), m.startedAt())
                            .statement(),
                        b.logKey())));
  }

  /** The last commit dated anew and signed by its agent's key, for fixtures, whose keys follow from names. */
  private static boolean redate(BundleSurgery b, Duration moved) {
    Manifest m = manifest(b, b.commits().size() - 1);
    FixtureAgent agent = new FixtureAgent(m.agent());
    if (!agent.key().keyId().equals(m.keyId())) {
      return false;
    }
    Manifest other = redated(m, moved);
    return relogged(b, 2, e -> last(b, entry -> agent.sign(other).bytes()));
  }

  /** The manifest with all its times moved. */
  static Manifest redated(Manifest m, Duration moved) {
    return m.edit().moved(moved).manifest();
  }

  private static byte[] signed(Statement statement, Ed25519Key key) {
    return Dsse.sign(Statement.PAYLOAD_TYPE, statement.bytes(), key).bytes();
  }

  private static byte[] replace(byte[] bytes, String from, String to) {
    return BundleSurgery.text(bytes).replace(from, to).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] without(byte[] bytes, Function<String, Boolean> gone) {
    StringBuilder kept = new StringBuilder();
    for (String line : BundleSurgery.text(bytes).split("\n")) {
      if (!gone.apply(line)) {
        kept.append(line).append('\n');
      }
    }
    return kept.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] line(byte[] bytes, String pattern, UnaryOperator<DisclosedLeaf> change) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    boolean done = false;
    for (String line : BundleSurgery.text(bytes).split("\n")) {
      byte[] raw = line.getBytes(StandardCharsets.UTF_8);
      boolean its = !done && line.contains(pattern);
      done |= its;
      out.writeBytes(its ? change.apply(DisclosedLeaf.parse(raw)).line() : raw);
      out.write('\n');
    }
    return out.toByteArray();
  }

  private static byte[] firstTwice(byte[] bytes) {
    int end = BundleSurgery.text(bytes).indexOf('\n') + 1;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(Arrays.copyOf(bytes, end));
    out.writeBytes(bytes);
    return out.toByteArray();
  }
}
