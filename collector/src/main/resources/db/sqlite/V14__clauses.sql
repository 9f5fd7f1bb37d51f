-- Internal audits and management reviews, planned and held. Documents and records of a clause are in manual_evidence, with
-- 'clause 9.2.1' in place of the control.
CREATE TABLE clause_event (
  id             INTEGER PRIMARY KEY,
  kind           TEXT NOT NULL,            -- AUDIT, REVIEW
  title          TEXT NOT NULL,
  planned_on     TEXT NOT NULL,            -- 2026-11-01
  auditors       TEXT NOT NULL,            -- one a line, or ''
  scope          TEXT NOT NULL,            -- what an audit covers: clauses, controls, 9.2, A.8, A.8.15
  held_on        TEXT,
  reference      TEXT NOT NULL DEFAULT '', -- of the report or minutes
  digest         TEXT NOT NULL DEFAULT '', -- SHA-256 in hex, or ''
  inputs         TEXT NOT NULL DEFAULT '', -- letters of 9.3.2 that a review treated
  top_management INTEGER NOT NULL DEFAULT 0,
  recorded_by    TEXT NOT NULL,
  recorded_at    INTEGER NOT NULL,
  log_idx        INTEGER NOT NULL,
  withdrawn_at   INTEGER,
  withdrawn_by   TEXT
);
CREATE INDEX clause_event_standing ON clause_event (id) WHERE withdrawn_at IS NULL;
