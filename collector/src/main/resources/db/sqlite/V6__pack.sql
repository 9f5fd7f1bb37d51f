-- Check packs as agents gave them; commits name them by digest, bundles carry them.
CREATE TABLE pack (
  digest      TEXT PRIMARY KEY,          -- SHA-256, hex
  agent_id    TEXT NOT NULL,             -- who brought it first
  received_at INTEGER NOT NULL,
  body        BLOB NOT NULL
);
CREATE INDEX pack_by_agent ON pack (agent_id);
