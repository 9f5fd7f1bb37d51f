-- The agent's own state. One row each in agent; times are seconds since 1970-01-01T00:00:00Z.
CREATE TABLE agent (
  one           INTEGER PRIMARY KEY CHECK (one = 1),
  agent_id      TEXT,                    -- null until enrolled
  log_key       TEXT,                    -- verifier key of the log, pinned at enrolment
  scope_key     BLOB NOT NULL,           -- secret of the leaf keys
  salt_key      BLOB NOT NULL,           -- secret of the disclosures' salts
  epoch         INTEGER NOT NULL,
  next_seq      INTEGER NOT NULL,        -- of the next commit to be cut
  last_envelope BLOB NOT NULL,           -- SHA-256 of the envelope of next_seq - 1; empty before the first
  seen_size     INTEGER NOT NULL,        -- the last checkpoint that was verified
  seen_root     BLOB NOT NULL,
  alarm         TEXT                     -- the newest alarm that no commit carries yet
);

-- generation counts the unit's commits; what is not committed yet carries generation + 1.
CREATE TABLE unit (
  id         INTEGER PRIMARY KEY,
  name       TEXT NOT NULL UNIQUE,
  generation INTEGER NOT NULL,
  full_next  INTEGER NOT NULL,           -- 1: the next commit is a full snapshot
  size       INTEGER NOT NULL,           -- of the newest commit, as root, flat, tally and resources
  root       BLOB NOT NULL,
  flat       BLOB NOT NULL,
  pass       INTEGER NOT NULL,
  fail       INTEGER NOT NULL,
  na         INTEGER NOT NULL,
  unknown    INTEGER NOT NULL,
  resources  INTEGER NOT NULL
);

CREATE TABLE resource (
  id      INTEGER PRIMARY KEY,
  unit_id INTEGER NOT NULL,
  type    TEXT NOT NULL,
  rid     TEXT NOT NULL,
  name    TEXT NOT NULL,
  UNIQUE (unit_id, type, rid)
);

-- Every version of a leaf that the present or a commit in the spool needs: in force from generation
-- `added` up to and without generation `removed`. A commit's delta is read from here, never copied.
CREATE TABLE leaf (
  id          INTEGER PRIMARY KEY,
  unit_id     INTEGER NOT NULL,
  leaf_key    BLOB NOT NULL,
  resource_id INTEGER NOT NULL,
  check_id    TEXT NOT NULL,
  status      INTEGER NOT NULL,          -- ordinal of Status
  since       INTEGER NOT NULL,
  leaf        BLOB NOT NULL,
  identity    TEXT NOT NULL,
  evidence    TEXT NOT NULL,
  added       INTEGER NOT NULL,
  removed     INTEGER
);
CREATE UNIQUE INDEX leaf_by_key ON leaf (unit_id, leaf_key, added);
CREATE INDEX leaf_by_addition ON leaf (unit_id, added);
CREATE INDEX leaf_by_removal ON leaf (unit_id, removed) WHERE removed IS NOT NULL;
CREATE INDEX leaf_by_resource ON leaf (resource_id);

-- Commits that the collector has not proven to hold.
CREATE TABLE spooled (
  seq        INTEGER PRIMARY KEY,
  unit_id    INTEGER NOT NULL,
  generation INTEGER NOT NULL,
  full       INTEGER NOT NULL,
  envelope   BLOB NOT NULL,
  digest     BLOB NOT NULL,              -- SHA-256 of envelope
  trace      BLOB NOT NULL,
  bytes      INTEGER NOT NULL            -- of envelope, trace and delta
);

-- Commits that the collector refused as malformed; a full snapshot of the unit followed each.
CREATE TABLE quarantine (
  id       INTEGER PRIMARY KEY,
  at       INTEGER NOT NULL,
  unit     TEXT NOT NULL,
  seq      INTEGER NOT NULL,
  message  TEXT NOT NULL,
  envelope BLOB NOT NULL,
  trace    BLOB NOT NULL
);
