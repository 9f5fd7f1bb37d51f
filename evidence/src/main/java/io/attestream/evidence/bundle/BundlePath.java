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

  /** What the collector counts by unit and check. */
  public static final String TOTALS = "report/totals.json";

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

  private static final int MAX_LENGTH = 240;
  private static final Pattern SEGMENTS =
      Pattern.compile("[A-Za-z0-9._@+=-]+(/[A-Za-z0-9._@+=-]+)*");
  private static final Pattern DOTS = Pattern.compile("(^|/)\\.+(/|$)");

  private BundlePath() {}

  /** {@code commits/<agent>/<seq, 12 digits>/<file>}. */
  public static String commit(String agent, long seq, String file) {
    return String.format("commits/%s/%012d/%s", agent, seq, file);
  }

  /** {@code meta/pack-<SHA-256>.json}: the checks and parameters that commits name by this digest. */
  public static String pack(String digest) {
    return "meta/pack-" + digest + ".json";
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
