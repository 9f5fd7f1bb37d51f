package io.attestream.evidence.verify;

import io.attestream.evidence.bundle.BundleException;
import io.attestream.evidence.bundle.BundlePath;
import io.attestream.evidence.bundle.BundleReader;
import io.attestream.evidence.hash.Sha256;
import io.attestream.evidence.json.JsonException;
import io.attestream.evidence.key.Ed25519PublicKey;
import io.attestream.evidence.merkle.Merkle;
import io.attestream.evidence.merkle.RootBuilder;
import io.attestream.evidence.note.Checkpoint;
import io.attestream.evidence.tlog.EntryBundle;
import io.attestream.evidence.tlog.TileCoordinate;
import io.attestream.evidence.tlog.TileStore;
import io.attestream.evidence.tlog.TiledTree;
import io.attestream.evidence.tlog.Tiles;
import io.attestream.evidence.verify.LogEntry.Content;
import io.attestream.evidence.verify.VerificationReport.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rebuilds the log from its entries: every hash of every tile, the root, and along the way the
 * entries' signatures and the commits' files that must be equal to them.
 */
final class LogCheck {
  private static final int MAX_TRACE = 16 << 20;

  private final BundleReader bundle;
  private final Checkpoint checkpoint;
  private final Findings findings;
  private final Ledger ledger;
  private final Roots roots;
  private final RootBuilder root = new RootBuilder();
  private final TiledTree tree;

  LogCheck(
      BundleReader bundle, Checkpoint checkpoint, Findings findings, Ledger ledger, Roots roots) {
    this.bundle = bundle;
    this.checkpoint = checkpoint;
    this.findings = findings;
    this.ledger = ledger;
    this.roots = roots;
    this.tree = TiledTree.open(new ExpectedTiles(), 0);
    roots.add(root.root());
  }

  void run() {
    long size = checkpoint.size();
    long bundles = Tiles.count(TileCoordinate.ENTRIES, size);
    for (long i = 0; i < bundles && !findings.full(); i++) {
      entries(Tiles.at(TileCoordinate.ENTRIES, i, size));
    }
    if (findings.good() && !root.root().equals(checkpoint.root())) {
      findings.problem(
          Step.LOG, BundlePath.CHECKPOINT, "its root does not follow from the log's entries");
    }
  }

  private void entries(TileCoordinate tile) {
    String file = BundlePath.tile(tile);
    List<byte[]> entries;
    try {
      entries = EntryBundle.decode(bundle.read(file, EntryBundle.MAX_BYTES), tile.width());
    } catch (IllegalArgumentException e) {
      throw new BundleException(file, String.valueOf(e.getMessage()));
    }
    long first = root.size();
    append(tile, entries);
    List<Checked> checked = new ArrayList<>();
    List<Read> read = entries.parallelStream().map(LogCheck::read).toList();
    for (int i = 0; i < read.size(); i++) {
      String place = file + " entry " + (first + i);
      LogEntry entry = read.get(i).entry();
      if (entry == null) {
        findings.problem(Step.LOG, place, read.get(i).problem());
      } else {
        checked.add(new Checked(place, entry, ledger.accept(first + i, place, entry)));
      }
    }
    checked.parallelStream()
        .map(this::check)
        .flatMap(List::stream)
        .toList()
        .forEach(p -> findings.problem(p.step(), p.file(), p.message()));
  }

  private record Read(@Nullable LogEntry entry, String problem) {}

  private record Checked(String place, LogEntry entry, List<Ed25519PublicKey> keys) {}

  private static Read read(byte[] bytes) {
    try {
      return new Read(LogEntry.parse(bytes), "");
    } catch (JsonException e) {
      return new Read(null, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Moves the root and the tiles on by the entries of a bundle.
   *
   * @throws BundleException naming the entry or tile that differs
   */
  private void append(TileCoordinate tile, List<byte[]> entries) {
    String file = BundlePath.tile(tile);
    String leaves = BundlePath.tile(new TileCoordinate(0, tile.index(), tile.width()));
    byte[] expected = bundle.read(leaves, tile.width() * Sha256.LENGTH);
    List<byte[]> hashes = entries.stream().map(Merkle::leafHash).toList();
    for (int i = 0; i < hashes.size(); i++) {
      int at = i * Sha256.LENGTH;
      if (at + Sha256.LENGTH > expected.length
          || !Arrays.equals(expected, at, at + Sha256.LENGTH, hashes.get(i), 0, Sha256.LENGTH)) {
        throw new BundleException(
            file + " entry " + root.size(), "its hash is not the one in " + leaves);
      }
      root.addHash(hashes.get(i));
      roots.add(root.root());
    }
    tree.append(hashes);
  }

  private List<VerificationReport.Problem> check(Checked checked) {
    List<VerificationReport.Problem> problems = new ArrayList<>();
    for (Ed25519PublicKey key : checked.keys()) {
      if (!checked.entry().signedBy(key)) {
        problems.add(
            new VerificationReport.Problem(
                Step.AGENTS, checked.place(), "signature is not by key " + key.keyId()));
      }
    }
    if (checked.entry().content() instanceof Content.Commit commit) {
      try {
        CommitFiles.check(bundle, commit.manifest(), checked.entry().bytes(), MAX_TRACE);
      } catch (BundleException e) {
        problems.add(new VerificationReport.Problem(Step.AGENTS, e.file(), e.problem()));
      }
    }
    return problems;
  }

  /** A store whose writes are compared with the bundle's tiles instead of being kept. */
  private final class ExpectedTiles implements TileStore {
    @Override
    public byte[] read(int level, long index) {
      return new byte[0];
    }

    @Override
    public void write(int level, long index, byte[] hashes) {
      TileCoordinate tile = Tiles.at(level, index, checkpoint.size());
      if (hashes.length != tile.width() * Sha256.LENGTH) {
        return;
      }
      String path = BundlePath.tile(tile);
      if (!Arrays.equals(bundle.read(path, hashes.length), hashes)) {
        throw new BundleException(path, "is not the hashes of the log's entries");
      }
    }
  }
}
