package io.attestream.evidence.testing;

import io.attestream.evidence.bundle.BundleHeader;
import io.attestream.evidence.bundle.BundleLimits;
import io.attestream.evidence.bundle.BundlePath;
import io.attestream.evidence.bundle.BundleReader;
import io.attestream.evidence.bundle.BundleWriter;
import io.attestream.evidence.dsse.Envelope;
import io.attestream.evidence.intoto.Statement;
import io.attestream.evidence.json.JsonException;
import io.attestream.evidence.key.Ed25519Key;
import io.attestream.evidence.manifest.Manifest;
import io.attestream.evidence.manifest.ManifestCodec;
import io.attestream.evidence.tlog.EntryBundle;
import io.attestream.evidence.tlog.TileCoordinate;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an operator can do to a bundle, any bundle: change its files and its log, and sign all of it anew
 * with the log's key. The agents' keys are where they belong.
 */
public final class BundleSurgery {
  private final Ed25519Key logKey;
  private final BundleHeader header;
  private final SortedMap<String, byte[]> files = new TreeMap<>(BundlePath.ORDER);
  private final List<byte[]> entries = new ArrayList<>();

  /** Opens a bundle that is in order. */
  public BundleSurgery(Path zip, Ed25519Key logKey) throws IOException {
    this.logKey = logKey;
    try (BundleReader reader = BundleReader.open(zip, BundleLimits.DEFAULT)) {
      header = reader.header();
    }
    files.putAll(ZipEdit.read(zip));
    files.remove(BundlePath.INDEX);
    files.remove(BundlePath.SIGNATURE);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      if (file.getKey().startsWith("log/tile/entries/")) {
        String name = file.getKey();
        int at = name.indexOf(".p/");
        int width = at < 0 ? TileCoordinate.FULL : Integer.parseInt(name.substring(at + 3));
        entries.addAll(EntryBundle.decode(file.getValue(), width));
      }
    }
  }

  public BundleHeader header() {
    return header;
  }

  public Ed25519Key logKey() {
    return logKey;
  }

  /** Every file but index and signature, to be changed. */
  public SortedMap<String, byte[]> files() {
    return files;
  }

  /** The log's entries, to be changed; {@link #relog} makes a log of them. */
  public List<byte[]> entries() {
    return entries;
  }

  /** A log of the entries as they are now. */
  public FixtureLog log() {
    FixtureLog log = new FixtureLog(header.origin(), logKey);
    entries.forEach(log::append);
    return log;
  }

  /** The manifest of an entry; empty when it is no commit. */
  public static Optional<Manifest> manifest(byte[] entry) {
    try {
      return Optional.of(ManifestCodec.parse(Statement.parse(Envelope.parse(entry).payload())));
    } catch (JsonException e) {
      return Optional.empty();
    }
  }

  /** Places of the commits in the log. */
  public List<Integer> commits() {
    List<Integer> commits = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      if (manifest(entries.get(i)).isPresent()) {
        commits.add(i);
      }
    }
    return commits;
  }

  /** The commit's file in the bundle. */
  public static String file(Manifest m, String name) {
    return BundlePath.commit(m.agent(), m.seq(), name);
  }

  /** Makes tiles, checkpoint and envelope files fit the entries, and drops files of lost commits. */
  public void relog() {
    files.keySet().removeIf(name -> name.startsWith("log/") || name.endsWith(BundlePath.ENVELOPE));
    log().addTo(files);
    for (byte[] entry : entries) {
      manifest(entry).ifPresent(m -> files.put(file(m, BundlePath.ENVELOPE), entry));
    }
    files
        .keySet()
        .removeIf(
            name ->
                name.startsWith("commits/")
                    && !files.containsKey(
                        name.substring(0, name.lastIndexOf('/') + 1) + BundlePath.ENVELOPE));
  }

  /** The first file of a name whose content matches. */
  public Optional<String> find(String ending, String pattern) {
    return files.entrySet().stream()
        .filter(file -> file.getKey().endsWith(ending))
        .filter(file -> text(file.getValue()).contains(pattern))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  public static String text(byte[] bytes) {
    return new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
  }

  /** Writes the bundle under an index that the log's key signs. */
  public Path write(Path zip) throws IOException {
    try (OutputStream out = Files.newOutputStream(zip);
        BundleWriter writer = new BundleWriter(out, header)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        writer.add(file.getKey(), file.getValue());
      }
      writer.finish(logKey);
    }
    return zip;
  }
}
