-- Failures that someone answers for until a day. What is '' in check_id, unit, resource and name_pattern does not narrow it.
CREATE TABLE exception_row (
  id           INTEGER PRIMARY KEY,
  check_id     TEXT NOT NULL,
  unit         TEXT NOT NULL,              -- aws:123456789012:eu-west-1
  resource     TEXT NOT NULL,              -- the provider's id
  name_pattern TEXT NOT NULL,              -- GLOB over the name
  owner        TEXT NOT NULL,
  reason       TEXT NOT NULL,
  approved_by  TEXT NOT NULL,              -- '' for nobody
  ticket       TEXT NOT NULL,
  expires_on   TEXT NOT NULL,              -- 2026-12-31, its last day in UTC
  recorded_by  TEXT NOT NULL,
  recorded_at  INTEGER NOT NULL,
  log_idx      INTEGER NOT NULL,
  withdrawn_at INTEGER,
  withdrawn_by TEXT
);
CREATE INDEX exception_standing ON exception_row (id) WHERE withdrawn_at IS NULL;
