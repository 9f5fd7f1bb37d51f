-- The Statement of Applicability as it stands now; log_idx is the decision that made the row so.
CREATE TABLE soa_row (
  control       TEXT PRIMARY KEY,          -- 8.15
  applicable    INTEGER NOT NULL,
  reasons       TEXT NOT NULL,             -- for inclusion: RISK, LAW, CONTRACT, RULE, comma-separated
  justification TEXT NOT NULL,             -- of an exclusion
  approved_by   TEXT NOT NULL,             -- who approved the exclusion; '' for nobody
  implemented   TEXT NOT NULL,             -- YES, PLANNED, NO
  due           TEXT,                      -- 2026-12-31, for PLANNED
  owner         TEXT NOT NULL,
  changed_by    TEXT NOT NULL,
  changed_at    INTEGER NOT NULL,
  log_idx       INTEGER NOT NULL
) WITHOUT ROWID;
-- Frozen versions: the rows as canonical JSON, whose SHA-256 is in the log.
CREATE TABLE soa_version (
  version   INTEGER PRIMARY KEY,
  note      TEXT NOT NULL,
  frozen_by TEXT NOT NULL,
  frozen_at INTEGER NOT NULL,
  digest    TEXT NOT NULL,                 -- hex
  content   TEXT NOT NULL,
  log_idx   INTEGER NOT NULL
);
-- Documents and records that a person brought, by reference or digest; never their content.
CREATE TABLE manual_evidence (
  id           INTEGER PRIMARY KEY,
  control      TEXT NOT NULL,
  slot         TEXT NOT NULL,              -- DOCUMENTATION, OPERATION
  title        TEXT NOT NULL,
  reference    TEXT NOT NULL,              -- where it is kept, or ''
  digest       TEXT NOT NULL,              -- SHA-256 in hex, or ''
  effective_on TEXT NOT NULL,              -- 2026-11-01: since when it holds
  received_at  INTEGER NOT NULL,           -- when it was recorded here
  review_days  INTEGER NOT NULL,
  expires_on   TEXT,
  owner        TEXT NOT NULL,
  recorded_by  TEXT NOT NULL,
  log_idx      INTEGER NOT NULL,
  withdrawn_at INTEGER,
  withdrawn_by TEXT
);
CREATE INDEX manual_evidence_by_control ON manual_evidence (control) WHERE withdrawn_at IS NULL;
-- What shows across controls, and what a clause lacks.
CREATE TABLE clause_grade (
  clause      TEXT PRIMARY KEY,            -- 6.1.3, 9.1/10.2
  grade       TEXT NOT NULL,
  detail      TEXT NOT NULL,               -- JSON as in grade
  since       INTEGER NOT NULL,
  assessed_at INTEGER NOT NULL
) WITHOUT ROWID;
