-- Times are milliseconds since 1970-01-01T00:00:00Z. Log indexes count from 0.
-- status: 0 PASS, 1 FAIL, 2 NOT_APPLICABLE, 3 UNKNOWN (the ordinals of io.attestream.evidence.model.Status).

-- The log: every entry is a DSSE envelope. Tiles are C2SP tlog-tiles, hashes of 32 bytes concatenated.
CREATE TABLE log_entry (
  idx  INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,                    -- commit, log-start, enrol, decision, pack, gap, ...
  at   INTEGER NOT NULL,
  body BLOB NOT NULL
);
CREATE TABLE log_tile (
  level  INTEGER NOT NULL,
  idx    INTEGER NOT NULL,
  hashes BLOB NOT NULL,
  PRIMARY KEY (level, idx)
) WITHOUT ROWID;
CREATE TABLE log_checkpoint (
  size INTEGER PRIMARY KEY,
  at   INTEGER NOT NULL,
  note TEXT NOT NULL
);

-- Agents and how they came in.
CREATE TABLE agent (
  id             TEXT PRIMARY KEY,
  public_key     BLOB NOT NULL UNIQUE,
  key_id         TEXT NOT NULL,
  version        TEXT NOT NULL,
  enrolled_at    INTEGER NOT NULL,
  revoked_at     INTEGER,
  last_seq       INTEGER NOT NULL DEFAULT 0,
  last_envelope  BLOB,                   -- SHA-256 of the envelope of last_seq
  last_epoch     INTEGER NOT NULL DEFAULT 0,
  last_seen      INTEGER NOT NULL DEFAULT 0, -- size of the checkpoint that last_seq signed as verified
  last_commit_at INTEGER,
  next_by        INTEGER                 -- when the agent promised its next commit
);
CREATE TABLE enrolment_token (
  hash       BLOB PRIMARY KEY,           -- SHA-256 of the token
  label      TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at    INTEGER,
  used_by    TEXT                        -- agent id
);

-- Scope units and the newest commit over each.
CREATE TABLE unit (
  id             INTEGER PRIMARY KEY,
  name           TEXT NOT NULL UNIQUE,   -- aws:123456789012:eu-west-1
  agent_id       TEXT NOT NULL,
  root           BLOB NOT NULL,
  flat           BLOB NOT NULL,
  size           INTEGER NOT NULL,
  commit_idx     INTEGER NOT NULL,       -- log index of the newest commit
  committed_at   INTEGER NOT NULL,
  next_by        INTEGER NOT NULL
);
CREATE TABLE commit_entry (
  idx         INTEGER PRIMARY KEY,       -- log index
  agent_id    TEXT NOT NULL,
  seq         INTEGER NOT NULL,
  unit_id     INTEGER NOT NULL,
  started_at  INTEGER NOT NULL,
  finished_at INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  size        INTEGER NOT NULL,
  puts        INTEGER NOT NULL,
  dels        INTEGER NOT NULL,
  pass        INTEGER NOT NULL,
  fail        INTEGER NOT NULL,
  na          INTEGER NOT NULL,
  unknown     INTEGER NOT NULL,
  incomplete  INTEGER NOT NULL,          -- enumerations with complete:false
  snapshot    INTEGER NOT NULL DEFAULT 0, -- 1 when the delta had no base and replaced the whole unit
  trace       BLOB NOT NULL,
  UNIQUE (agent_id, seq)
);
CREATE INDEX commit_by_unit ON commit_entry (unit_id, idx);

-- What was judged. check_ref and resource keep the texts once.
CREATE TABLE check_ref (
  id       INTEGER PRIMARY KEY,
  check_id TEXT NOT NULL,
  version  INTEGER NOT NULL,
  UNIQUE (check_id, version)
);
CREATE TABLE resource (
  id      INTEGER PRIMARY KEY,
  unit_id INTEGER NOT NULL,
  type    TEXT NOT NULL,
  rid     TEXT NOT NULL,
  name    TEXT NOT NULL,
  UNIQUE (unit_id, type, rid)
);
-- What came with a commit, in the order of the leaf keys; disclosures are kept here once. A block has about 64 KiB, so
-- that one put can be read without the rest of its commit. A snapshot's blocks hold all of its unit.
CREATE TABLE commit_block (
  idx   INTEGER NOT NULL,                -- log index of the commit
  block INTEGER NOT NULL,                -- from 0
  kind  INTEGER NOT NULL,                -- 0: Put messages of ingest.proto, each behind its length; 1: keys of 16 bytes that were removed
  body  BLOB NOT NULL,
  PRIMARY KEY (idx, block)
);
-- The leaves that stand in each unit now, for root and flat, and where their disclosures are: LeafBlock.java has the layout.
CREATE TABLE leaf_block (
  id        INTEGER PRIMARY KEY,
  unit_id   INTEGER NOT NULL,
  first_key BLOB NOT NULL,               -- of its first leaf, 16 bytes; it ends before the unit's next block
  body      BLOB NOT NULL
);
CREATE UNIQUE INDEX leaf_block_order ON leaf_block (unit_id, first_key);
-- The verdicts that stand now. Evidence that changes under the same verdict changes no row.
CREATE TABLE result (
  unit_id     INTEGER NOT NULL,
  leaf_key    BLOB NOT NULL,             -- 16 bytes
  check_ref   INTEGER NOT NULL,
  resource_id INTEGER NOT NULL,
  status      INTEGER NOT NULL,
  reason      TEXT,                      -- UnknownReason, for status 3
  since       INTEGER NOT NULL,
  added       INTEGER NOT NULL,          -- log index of the commit that brought this verdict
  before      INTEGER,                   -- id in result_past of the verdict that this one replaced
  PRIMARY KEY (unit_id, leaf_key)
) WITHOUT ROWID;
-- No index holds the status: a verdict that turns touches none.
CREATE INDEX result_by_check ON result (check_ref, resource_id);
CREATE INDEX result_by_resource ON result (resource_id);
-- History: verdicts that commit `removed` replaced or, with gone = 1, took away. Appended; `before` leads from one to the last.
CREATE TABLE result_past (
  id          INTEGER PRIMARY KEY,
  added       INTEGER NOT NULL,
  removed     INTEGER NOT NULL,
  gone        INTEGER NOT NULL,
  check_ref   INTEGER NOT NULL,
  resource_id INTEGER NOT NULL,
  status      INTEGER NOT NULL,
  reason      TEXT,
  since       INTEGER NOT NULL,
  before      INTEGER
);
CREATE INDEX result_gone ON result_past (resource_id) WHERE gone = 1;
