-- Parts of the estate with a Statement of their own. '' is no row: it stands for everything.
CREATE TABLE named_scope (
  name       TEXT PRIMARY KEY,             -- a-z, 0-9 and -
  title      TEXT NOT NULL,
  units      TEXT NOT NULL,                -- patterns (GLOB) over names of scope units, one a line
  changed_by TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  log_idx    INTEGER NOT NULL
) WITHOUT ROWID;
-- The Statement, by scope.
CREATE TABLE soa_row_by_scope (
  scope         TEXT NOT NULL DEFAULT '',  -- '' for everything
  control       TEXT NOT NULL,             -- 8.15
  applicable    INTEGER NOT NULL,
  reasons       TEXT NOT NULL,             -- for inclusion: RISK, LAW, CONTRACT, RULE, comma-separated
  justification TEXT NOT NULL,             -- of an exclusion
  approved_by   TEXT NOT NULL,             -- who approved the exclusion; '' for nobody
  implemented   TEXT NOT NULL,             -- YES, PLANNED, NO
  due           TEXT,                      -- 2026-12-31, for PLANNED
  owner         TEXT NOT NULL,
  changed_by    TEXT NOT NULL,
  changed_at    INTEGER NOT NULL,
  log_idx       INTEGER NOT NULL,
  PRIMARY KEY (scope, control)
) WITHOUT ROWID;
INSERT INTO soa_row_by_scope SELECT '', control, applicable, reasons, justification, approved_by, implemented, due, owner,
  changed_by, changed_at, log_idx FROM soa_row;
DROP TABLE soa_row;
ALTER TABLE soa_row_by_scope RENAME TO soa_row;
CREATE TABLE soa_version_by_scope (
  scope     TEXT NOT NULL DEFAULT '',
  version   INTEGER NOT NULL,              -- counts from 1 in each scope
  note      TEXT NOT NULL,
  frozen_by TEXT NOT NULL,
  frozen_at INTEGER NOT NULL,
  digest    TEXT NOT NULL,                 -- hex
  content   TEXT NOT NULL,                 -- canonical JSON
  log_idx   INTEGER NOT NULL,
  PRIMARY KEY (scope, version)
) WITHOUT ROWID;
INSERT INTO soa_version_by_scope SELECT '', version, note, frozen_by, frozen_at, digest, content, log_idx FROM soa_version;
DROP TABLE soa_version;
ALTER TABLE soa_version_by_scope RENAME TO soa_version;
