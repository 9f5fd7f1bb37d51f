package io.attestream.evidence.bundle;

import io.attestream.evidence.tlog.TileCoordinate;
import java.util.Comparator;
import java.util.regex.Pattern;

/** Names of the files in a bundle: relative, ASCII, safe to extract on any system. */
public final class BundlePath {
  public static final String README = "README.txt";
  public static final String INDEX = "bundle.json";
  public static final String SIGNATURE = "bundle.sigstore.json";
  public static final String CHECKPOINT = "log/checkpoint";
  public static final String LOG_KEY = "trust/log.vkey";
  public static final String LOG_KEY_PEM = "trust/log.pem";

  /** How the checks are mapped to controls. */
  public static final String MAPPING = "meta/mapping.json";

  /** How the commits of a sample were chosen. */
  public static final String SAMPLE = "meta/sample.json";

  /** What the collector counts by unit and check. */
  public static final String TOTALS = "report/totals.json";

  /** For each control: expected and received observations, the longest blind gap, time in each state. */
  public static final String ASSURANCE = "04_controls/period-assurance.csv";

  /** When which unit was not observed. */
  public static final String BLIND_GAPS = "04_controls/blind-gaps.csv";

  /** The register of nonconformities. */
  public static final String REGISTER = "report/nonconformities.json";

  /** Most bytes of a check pack. */
  public static final int MAX_PACK = 32 << 20;

  /** Files of one commit, see {@link #commit}. */
  public static final String ENVELOPE = "envelope.json";

  public static final String LEAVES = "leaves.ndjson";
  public static final String SNAPSHOT = "snapshot.ndjson";
  public static final String DELS = "dels.txt";
  public static final String TRACE = "trace.json";

  /** The order of files in a bundle: by path segment, so that {@code a/x} is before {@code a-b/x}. */
  public static final Comparator<String> ORDER =
      Comparator.comparing((String path) -> path.replace('/', '\0'));

  /** The text of a checkpoint that was stamped, see {@link #stamp}. */
  public static final String STAMPED = "checkpoint.txt";

  /** Its time stamp token (RFC 3161), DER. */
  public static final String TOKEN = "token.tst";

  private static final int MAX_LENGTH = 240;
  private static final Pattern SEGMENTS =
      Pattern.compile("[A-Za-z0-9._@+=-]+(/[A-Za-z0-9._@+=-]+)*");
  private static final Pattern DOTS = Pattern.compile("(^|/)\\.+(/|$)");

  private BundlePath() {}

  /** {@code commits/<agent>/<seq, 12 digits>/<file>}. */
  public static String commit(String agent, long seq, String file) {
    return String.format("commits/%s/%012d/%s", agent, seq, file);
  }

  /** {@code proofs/commits/<agent>/<seq, 12 digits>.tlog-proof}: that a sampled commit is in the log. */
  public static String commitProof(String agent, long seq) {
    return String.format("proofs/commits/%s/%012d.tlog-proof", agent, seq);
  }

  /** {@code entries/<index, 12 digits>.json}: an entry that says which keys are an agent's. */
  public static String entry(long index) {
    return String.format("entries/%012d.json", index);
  }

  /** {@code proofs/entries/<index, 12 digits>.tlog-proof}: that it is in the log. */
  public static String entryProof(long index) {
    return String.format("proofs/entries/%012d.tlog-proof", index);
  }

  /** {@code meta/pack-<SHA-256>.json}: the checks and parameters that commits name by this digest. */
  public static String pack(String digest) {
    return "meta/pack-" + digest + ".json";
  }

  /** {@code stamps/<entries, 12 digits>/<file>}. */
  public static String stamp(long size, String file) {
    return String.format("stamps/%012d/%s", size, file);
  }

  /**
   * {@code 02_soa/version-<6 digits>.<ending>}: a frozen version of the Statement of Applicability; that of
   * a scope is in a folder of the scope's name.
   *
   * @param scope empty for everything
   */
  public static String statement(String scope, long version, String ending) {
    String folder = scope.isEmpty() ? "02_soa" : "02_soa/" + scope;
    return String.format("%s/version-%06d.%s", folder, version, ending);
  }

  /** {@code log/tile/…}. */
  public static String tile(TileCoordinate tile) {
    return "log/" + tile.path();
  }

  /** {@code trust/agents/<agent>/<key id>.pem}: a copy of an enrolled key. */
  public static String agentKey(String agent, String keyId) {
    return "trust/agents/" + agent + '/' + keyId + ".pem";
  }

  /** Whether a name is one that a bundle may hold. */
  static boolean valid(String path) {
    return path.length() <= MAX_LENGTH
        && SEGMENTS.matcher(path).matches()
        && !DOTS.matcher(path).find();
  }
}
