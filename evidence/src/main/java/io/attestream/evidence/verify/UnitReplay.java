package io.attestream.evidence.verify;

import io.attestream.evidence.bundle.BundleException;
import io.attestream.evidence.bundle.BundlePath;
import io.attestream.evidence.bundle.BundleReader;
import io.attestream.evidence.bundle.Lines;
import io.attestream.evidence.dsse.Envelope;
import io.attestream.evidence.json.JsonException;
import io.attestream.evidence.leaf.DisclosedLeaf;
import io.attestream.evidence.leaf.LeafKey;
import io.attestream.evidence.leaf.LeafSetDigest;
import io.attestream.evidence.leaf.ResultLeaf;
import io.attestream.evidence.manifest.Manifest;
import io.attestream.evidence.manifest.ManifestCodec;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Rebuilds the leaves of one scope unit from its first included commit on and compares each commit's
 * size, tally, root and flat. Holds one unit's leaves at a time.
 */
final class UnitReplay {
  private final BundleReader bundle;
  private final UnitTrack track;
  private final LeafState state = new LeafState();
  private final Redactions redactions;
  private final @Nullable UnitRejudging again;

  /**
   * @param again judges the results again on the way; {@code null} where that was not asked for
   */
  UnitReplay(
      BundleReader bundle, UnitTrack track, Redactions redactions, @Nullable UnitRejudging again) {
    this.bundle = bundle;
    this.track = track;
    this.redactions = redactions;
    this.again = again;
  }

  /**
   * Replays all commits that changed something.
   *
   * @throws BundleException naming the file and line that contradicts
   */
  void run() {
    long[] replay = track.replay();
    for (int i = 0; i < replay.length; i++) {
      Manifest m = manifest(replay[i]);
      boolean snapshot = i == 0 && !m.delta().snapshot();
      if (snapshot || m.delta().snapshot()) {
        clear();
      }
      if (snapshot) {
        put(m, file(m, BundlePath.SNAPSHOT), m.size());
        absent(m, BundlePath.LEAVES, BundlePath.SNAPSHOT);
        absent(m, BundlePath.DELS, BundlePath.SNAPSHOT);
      } else {
        absent(m, BundlePath.SNAPSHOT, BundlePath.LEAVES);
        delete(m);
        putDelta(m);
      }
      compare(m);
      if (again != null) {
        again.committed(m, track.lastCarried(i));
      }
    }
  }

  /** The leaves as they are after what was replayed. */
  LeafState state() {
    return state;
  }

  private void clear() {
    state.clear();
    if (again != null) {
      again.clear();
    }
  }

  private void delete(Manifest m) {
    String file = file(m, BundlePath.DELS);
    if (m.delta().del() == 0) {
      return;
    }
    long count = 0;
    @Nullable LeafKey last = null;
    try (Lines lines = bundle.lines(file, 2 * LeafKey.LENGTH)) {
      for (byte[] line = lines.next(); line != null; line = lines.next()) {
        LeafKey key = key(lines, line);
        if (last != null && last.compareTo(key) >= 0) {
          throw new BundleException(lines.place(), "key " + key + " is not after " + last);
        }
        if (!state.remove(key)) {
          throw new BundleException(lines.place(), "there is no leaf " + key + " to remove");
        }
        if (again != null) {
          again.remove(key);
        }
        last = key;
        count++;
      }
    }
    expectCount(file, count, m.delta().del());
  }

  private static LeafKey key(Lines lines, byte[] line) {
    try {
      return LeafKey.fromHex(new String(line, StandardCharsets.ISO_8859_1));
    } catch (IllegalArgumentException e) {
      throw new BundleException(lines.place(), "expected 32 lower-case hex digits");
    }
  }

  private void putDelta(Manifest m) {
    if (m.delta().put() > 0) {
      put(m, file(m, BundlePath.LEAVES), m.delta().put());
    }
  }

  private void put(Manifest m, String file, long expected) {
    long count = 0;
    @Nullable LeafKey last = null;
    try (Lines lines = bundle.lines(file, DisclosedLeaf.MAX_LINE)) {
      for (byte[] line = lines.next(); line != null; line = lines.next()) {
        DisclosedLeaf disclosed = read(lines, line);
        ResultLeaf leaf = check(lines, disclosed, m.unit().id());
        if (last != null && last.compareTo(leaf.key()) >= 0) {
          boolean twice = last.equals(leaf.key());
          throw new BundleException(
              lines.place(),
              "leaf key " + leaf.key() + (twice ? " comes twice" : " is not after " + last));
        }
        state.put(leaf, disclosed.leaf());
        if (again != null) {
          again.put(leaf, disclosed, lines.place());
        }
        last = leaf.key();
        count++;
      }
    }
    expectCount(file, count, expected);
  }

  private static DisclosedLeaf read(Lines lines, byte[] line) {
    try {
      return DisclosedLeaf.parse(line);
    } catch (JsonException e) {
      throw new BundleException(lines.place(), String.valueOf(e.getMessage()));
    }
  }

  private ResultLeaf check(Lines lines, DisclosedLeaf disclosed, String unit) {
    try {
      return LeafCheck.check(disclosed, unit, lines.place(), redactions);
    } catch (JsonException e) {
      throw new BundleException(lines.place(), String.valueOf(e.getMessage()));
    }
  }

  private void compare(Manifest m) {
    LeafSetDigest.Result found = state.digest();
    String wrong =
        found.size() != m.size()
            ? "size " + found.size() + ", signed " + m.size()
            : !found.tally().equals(m.tally())
                ? "tally " + found.tally() + ", signed " + m.tally()
                : !found.root().equals(m.root())
                    ? "root " + found.root() + ", signed " + m.root()
                    : !found.flat().equals(m.flat())
                        ? "flat " + found.flat() + ", signed " + m.flat()
                        : "";
    if (!wrong.isEmpty()) {
      throw new BundleException(
          BundlePath.commit(m.agent(), m.seq(), ""),
          "the leaves of " + m.unit().id() + " give " + wrong);
    }
  }

  private Manifest manifest(long seq) {
    String file = BundlePath.commit(track.agent, seq, BundlePath.ENVELOPE);
    try {
      return ManifestCodec.parse(Envelope.parse(bundle.read(file, Envelope.MAX_BYTES)).payload());
    } catch (JsonException e) {
      throw new BundleException(file, String.valueOf(e.getMessage()));
    }
  }

  private void absent(Manifest m, String name, String instead) {
    String file = file(m, name);
    if (bundle.has(file)) {
      throw new BundleException(file, "must not be here: " + instead + " stands in its place");
    }
  }

  private static void expectCount(String file, long count, long expected) {
    if (count != expected) {
      throw new BundleException(file, count + " lines, the manifest says " + expected);
    }
  }

  private static String file(Manifest m, String name) {
    return BundlePath.commit(m.agent(), m.seq(), name);
  }
}
