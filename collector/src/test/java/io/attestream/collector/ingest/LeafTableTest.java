package io.attestream.collector.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.collector.leaf.LeafBlock;
import io.attestream.collector.leaf.Place;
import io.attestream.collector.leaf.StandingLeaf;
import io.attestream.collector.leaf.StandingLeaves;
import io.attestream.collector.store.sqlite.SqliteDatabase;
import io.attestream.collector.store.sqlite.SqliteSettings;
import io.attestream.evidence.leaf.LeafKey;
import io.attestream.evidence.model.Status;
import io.attestream.evidence.model.UnknownReason;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random commits over one unit beside another, held against a sorted map. */
class LeafTableTest {
  private static final long UNIT = 7;
  private static final int COMMITS = 50;

  @TempDir Path directory;

  private final SortedMap<LeafKey, StandingLeaf> expected = new TreeMap<>();
  private SqliteDatabase database;

  @BeforeEach
  void open() {
    database = SqliteDatabase.open(directory.resolve("test.db"), SqliteSettings.DEFAULTS);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void standsAsAMapWould(long seed) {
    Random random = new Random(seed);
    Commit neighbour = new Commit();
    neighbour.puts.put(new LeafKey(1, 1), leaf(random, new LeafKey(1, 1), 0));
    database.change(handle -> neighbour.apply(handle.getConnection(), UNIT + 1));
    for (int index = 1; index <= COMMITS; index++) {
      Commit commit = random(random, index);
      database.change(handle -> commit.apply(handle.getConnection(), UNIT));
      expected.keySet().removeAll(commit.ends);
      expected.putAll(commit.puts);
      database.change(handle -> holds(handle.getConnection()));
    }
  }

  /** Small commits, large ones, and now and then one that ends nearly all. */
  private Commit random(Random random, int index) {
    Commit commit = new Commit();
    int size = random.nextInt(5) == 0 ? 3_000 : 1 + random.nextInt(20);
    for (int i = 0; i < size; i++) {
      LeafKey key = new LeafKey(random.nextLong(), random.nextInt(3));
      commit.puts.put(key, leaf(random, key, index));
    }
    int share = random.nextInt(6) == 0 ? 2 : 200;
    for (LeafKey key : expected.keySet()) {
      if (random.nextInt(share) == 0) {
        commit.puts.put(key, leaf(random, key, index));
      } else if (random.nextInt(share) == 0 || index % 25 == 0) {
        commit.ends.add(key);
      }
    }
    return commit;
  }

  private static StandingLeaf leaf(Random random, LeafKey key, int index) {
    Status status = Status.values()[random.nextInt(4)];
    byte[] bytes = new byte[1 + random.nextInt(1024)];
    random.nextBytes(bytes);
    return new StandingLeaf(
        key,
        random.nextInt(300),
        random.nextInt(1 << 20),
        status,
        status == Status.UNKNOWN ? UnknownReason.THROTTLED : null,
        random.nextLong(),
        new Place(index, random.nextInt(9), random.nextInt(1 << 16), random.nextInt(5_000)),
        bytes);
  }

  private void holds(Connection connection) throws SQLException {
    List<StandingLeaf> all = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    try (var select =
        connection.prepareStatement(
            "SELECT first_key, body FROM leaf_block WHERE unit_id = ? ORDER BY first_key")) {
      select.setLong(1, UNIT);
      try (var row = select.executeQuery()) {
        while (row.next()) {
          List<StandingLeaf> block = LeafBlock.read(row.getBytes(2));
          assertThat(block.get(0).key()).isEqualTo(LeafKey.of(row.getBytes(1)));
          all.addAll(block);
          sizes.add(row.getBytes(2).length);
        }
      }
    }
    assertThat(all.stream().map(StandingLeaf::key)).containsExactlyElementsOf(expected.keySet());
    assertThat(LeafBlock.write(all)).isEqualTo(LeafBlock.write(List.copyOf(expected.values())));
    assertThat(sizes).allMatch(size -> size <= 40 << 10);
    assertThat(sizes.stream().filter(size -> size < 6 << 10).count()).isLessThanOrEqualTo(2);
    try (StandingLeaves leaves = new StandingLeaves(connection)) {
      for (LeafKey key : expected.keySet().stream().limit(5).toList()) {
        assertThat(leaves.find(UNIT, key).orElseThrow().key()).isEqualTo(key);
      }
      assertThat(leaves.find(UNIT, new LeafKey(5, 99))).isEmpty();
    }
  }

  /** Walks as a commit's applier does. */
  private static final class Commit {
    private final SortedMap<LeafKey, StandingLeaf> puts = new TreeMap<>();
    private final Set<LeafKey> ends = new HashSet<>();

    void apply(Connection connection, long unit) throws SQLException {
      Queue<StandingLeaf> left = new ArrayDeque<>(puts.values());
      try (LeafTable table = new LeafTable(connection, unit)) {
        table.forEach(
            before -> {
              addBelow(table, left, before.key());
              StandingLeaf after = puts.get(before.key());
              if (after != null) {
                left.remove();
                table.changed(after);
              } else if (ends.contains(before.key())) {
                table.ended();
              } else {
                table.stands(before);
              }
            });
        addBelow(table, left, null);
        table.flush();
      }
    }

    private static void addBelow(LeafTable table, Queue<StandingLeaf> left, @Nullable LeafKey below)
        throws SQLException {
      while (!left.isEmpty() && (below == null || left.element().key().compareTo(below) < 0)) {
        table.changed(left.remove());
      }
    }
  }
}
