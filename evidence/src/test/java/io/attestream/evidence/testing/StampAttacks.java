package io.attestream.evidence.testing;

import static io.attestream.evidence.testing.Attack.Holder.CUSTOMER;
import static io.attestream.evidence.testing.Attack.Holder.OPERATOR;
import static io.attestream.evidence.testing.Attack.Holder.THIEF;
import static io.attestream.evidence.verify.Outcome.INVALID;
import static io.attestream.evidence.verify.Outcome.VALID_WITH_GAPS;

import io.attestream.evidence.bundle.BundlePath;
import io.attestream.evidence.dsse.Dsse;
import io.attestream.evidence.dsse.Envelope;
import io.attestream.evidence.entry.StampEntry;
import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.intoto.Statement;
import io.attestream.evidence.manifest.Manifest;
import io.attestream.evidence.note.Checkpoint;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** What can be done about time stamps, to a bundle whose last log entry is one. */
public final class StampAttacks {
  private final FixtureAuthority authority;

  /**
   * @param authority that stamped the bundle
   */
  public StampAttacks(FixtureAuthority authority) {
    this.authority = authority;
  }

  public List<Attack> all() {
    return List.of(
        invalid(
            "stamp-of-another-checkpoint",
            OPERATOR,
            "gives an earlier stamp out as the stamp of the last checkpoint",
            "a time stamp of something else than this checkpoint",
            b -> token(b, old -> read(b, first(b).size()))),
        invalid(
            "stamp-by-another-authority",
            OPERATOR,
            "stamps with a key of their own",
            "is not by the authority that was given",
            b -> stamp(b, new FixtureAuthority("Clock of my own")::stamp)),
        invalid(
            "stamp-time-altered",
            OPERATOR,
            "edits the time in a stamp",
            "the time stamp was changed after it was signed",
            b -> token(b, StampAttacks::anHourEarlier)),
        invalid(
            "stamp-by-expired-certificate",
            CUSTOMER,
            "stamps with a certificate that had ended",
            "by a certificate that was valid from",
            b -> stamp(b, authority::stampExpired)),
        invalid(
            "stamp-by-certificate-for-something-else",
            CUSTOMER,
            "stamps with a web server's certificate",
            "the signer's certificate is not for time stamping",
            b -> stamp(b, authority::stampByServer)),
        invalid(
            "stamp-withheld",
            OPERATOR,
            "takes a logged stamp away",
            "missing",
            b ->
                b.files().remove(BundlePath.stamp(last(b).checkpoint().size(), BundlePath.TOKEN))
                    != null),
        invalid(
            "stamp-not-logged",
            OPERATOR,
            "adds a stamp that the log does not hold",
            "belongs to no time stamp in the log",
            b -> b.files().put(BundlePath.stamp(1, BundlePath.TOKEN), new byte[1]) == null),
        invalid(
            "stamp-of-no-state",
            OPERATOR,
            "logs a stamp of a state that the log never had",
            "was stamped that this log never had",
            StampAttacks::ofNoState),
        invalid(
            "stamp-left-out",
            OPERATOR,
            "leaves out a stamp that agents saw",
            "seen has",
            StampAttacks::leftOut),
        new Attack(
            "commit-after-the-stamp-dated-before",
            THIEF,
            "dates a new commit back to before a stamp that its agent had seen",
            false,
            VALID_WITH_GAPS,
            "had seen a time stamp of",
            b -> redated(b, Duration.ofHours(-1))),
        new Attack(
            "commit-before-the-stamp-dated-after",
            THIEF,
            "dates a commit ahead of the stamp that covers it",
            false,
            VALID_WITH_GAPS,
            "covers it: the agent's clock was ahead",
            b -> redatedAndStamped(b, Duration.ofMinutes(30))));
  }

  private static Attack invalid(
      String name, Attack.Holder holder, String does, String says, Attack.Surgeon surgeon) {
    return new Attack(name, holder, does, false, INVALID, says, surgeon);
  }

  /** Another token for the last stamp, logged as such. */
  private static boolean token(BundleSurgery b, UnaryOperator<byte[]> change) {
    StampEntry entry = last(b);
    String file = BundlePath.stamp(entry.checkpoint().size(), BundlePath.TOKEN);
    byte[] token = change.apply(read(b, entry.checkpoint().size()));
    b.files().put(file, token);
    b.entries().remove(b.entries().size() - 1);
    log(b, new StampEntry(entry.checkpoint(), Hash.sha256(token), entry.at()));
    b.relog();
    return true;
  }

  private static boolean stamp(BundleSurgery b, BiFunction<Checkpoint, Instant, byte[]> stampedBy) {
    StampEntry entry = last(b);
    return token(b, old -> stampedBy.apply(entry.checkpoint(), entry.at()));
  }

  private static boolean ofNoState(BundleSurgery b) {
    StampEntry entry = last(b);
    Checkpoint never =
        new Checkpoint(entry.checkpoint().origin(), entry.checkpoint().size(), Hash.sha256());
    b.entries().remove(b.entries().size() - 1);
    log(b, new StampEntry(never, entry.token(), entry.at()));
    b.relog();
    return true;
  }

  private static boolean leftOut(BundleSurgery b) {
    Checkpoint stamped = first(b);
    b.entries().removeIf(entry -> stampOf(entry, stamped.size()));
    b.files().remove(BundlePath.stamp(stamped.size(), BundlePath.TOKEN));
    b.files().remove(BundlePath.stamp(stamped.size(), BundlePath.STAMPED));
    b.relog();
    return true;
  }

  /** The last commit dated anew, with no stamp after it. */
  private static boolean redated(BundleSurgery b, Duration moved) {
    StampEntry stamp = last(b);
    b.entries().remove(b.entries().size() - 1);
    b.files().remove(BundlePath.stamp(stamp.checkpoint().size(), BundlePath.TOKEN));
    b.files().remove(BundlePath.stamp(stamp.checkpoint().size(), BundlePath.STAMPED));
    int at = b.entries().size() - 1;
    Manifest m = BundleSurgery.manifest(b.entries().get(at)).orElseThrow();
    FixtureAgent agent = new FixtureAgent(m.agent());
    b.entries().set(at, agent.sign(Attacks.redated(m, moved)).bytes());
    b.relog();
    return true;
  }

  /** The same, and the authority stamps what there is then. */
  private boolean redatedAndStamped(BundleSurgery b, Duration moved) {
    Instant at = last(b).at().minus(Duration.ofMinutes(10));
    redated(b, moved);
    Checkpoint stamped = b.log().now();
    byte[] token = authority.stamp(stamped, at);
    b.files().put(BundlePath.stamp(stamped.size(), BundlePath.TOKEN), token);
    b.files()
        .put(
            BundlePath.stamp(stamped.size(), BundlePath.STAMPED),
            stamped.text().getBytes(StandardCharsets.UTF_8));
    log(b, new StampEntry(stamped, Hash.sha256(token), at));
    b.relog();
    return true;
  }

  private static byte[] anHourEarlier(byte[] token) {
    String text = new String(token, StandardCharsets.ISO_8859_1);
    return text.replace("20261120023000Z", "20261120013000Z").getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void log(BundleSurgery b, StampEntry entry) {
    b.entries()
        .add(Dsse.sign(Statement.PAYLOAD_TYPE, entry.statement().bytes(), b.logKey()).bytes());
  }

  private static byte[] read(BundleSurgery b, long size) {
    return Objects.requireNonNull(b.files().get(BundlePath.stamp(size, BundlePath.TOKEN)));
  }

  private static StampEntry last(BundleSurgery b) {
    return StampEntry.parse(statement(b.entries().get(b.entries().size() - 1)));
  }

  private static Checkpoint first(BundleSurgery b) {
    return b.entries().stream()
        .map(StampAttacks::statement)
        .filter(s -> s.predicateType().equals(StampEntry.PREDICATE_TYPE))
        .map(s -> StampEntry.parse(s).checkpoint())
        .findFirst()
        .orElseThrow();
  }

  private static boolean stampOf(byte[] entry, long size) {
    Statement statement = statement(entry);
    return statement.predicateType().equals(StampEntry.PREDICATE_TYPE)
        && StampEntry.parse(statement).checkpoint().size() == size;
  }

  private static Statement statement(byte[] entry) {
    return Statement.parse(Envelope.parse(entry).payload());
  }
}
