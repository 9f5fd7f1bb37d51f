-- Counters that a change moves, so that no page scans results. Kept in the transaction of the commit.
CREATE TABLE counter (
  check_id       TEXT NOT NULL,
  unit_id        INTEGER NOT NULL,
  pass           INTEGER NOT NULL,
  fail           INTEGER NOT NULL,
  na             INTEGER NOT NULL,
  unknown        INTEGER NOT NULL,
  oldest_failure INTEGER,                -- `since` of the oldest current failure
  PRIMARY KEY (check_id, unit_id)
) WITHOUT ROWID;
CREATE TABLE daily_rollup (
  day      INTEGER NOT NULL,             -- days since 1970-01-01 UTC
  check_id TEXT NOT NULL,
  unit_id  INTEGER NOT NULL,
  pass     INTEGER NOT NULL,
  fail     INTEGER NOT NULL,
  na       INTEGER NOT NULL,
  unknown  INTEGER NOT NULL,
  PRIMARY KEY (day, check_id, unit_id)
) WITHOUT ROWID;

-- The grade of each control and every grade it had.
CREATE TABLE grade (
  control     TEXT PRIMARY KEY,          -- 8.15
  grade       TEXT NOT NULL,             -- CONFORMING, OFI, NO_EVIDENCE, LIKELY_MINOR, LIKELY_MAJOR, NOT_APPLICABLE
  confidence  TEXT NOT NULL,             -- HIGH, MEDIUM, LOW
  detail      TEXT NOT NULL,             -- JSON: {"fired":[{"rule","grade","facts","against"}],...}
  since       INTEGER NOT NULL,
  assessed_at INTEGER NOT NULL
);
CREATE TABLE grade_history (
  control TEXT NOT NULL,
  at      INTEGER NOT NULL,
  grade   TEXT NOT NULL,
  detail  TEXT NOT NULL,
  PRIMARY KEY (control, at)
) WITHOUT ROWID;

-- A finding is a run of FAIL of one leaf: opened by the first, resolved by the end of it.
CREATE TABLE finding (
  id          INTEGER PRIMARY KEY,
  unit_id     INTEGER NOT NULL,
  leaf_key    BLOB NOT NULL,
  check_id    TEXT NOT NULL,
  resource_id INTEGER NOT NULL,
  severity    TEXT NOT NULL,
  opened_at   INTEGER NOT NULL,
  resolved_at INTEGER,
  resolution  TEXT                       -- PASS, GONE, NOT_APPLICABLE; UNKNOWN does not resolve
);
CREATE UNIQUE INDEX finding_open ON finding (unit_id, leaf_key) WHERE resolved_at IS NULL;
CREATE INDEX finding_of_check ON finding (check_id) WHERE resolved_at IS NULL;
