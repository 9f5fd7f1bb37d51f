-- The register of nonconformities and opportunities for improvement, as each stands now. What led there is in nonconformity_entry.
CREATE TABLE nonconformity (
  id             INTEGER PRIMARY KEY,
  number         TEXT NOT NULL UNIQUE,       -- NC-2026-001, OFI-2026-001
  kind           TEXT NOT NULL,              -- MAJOR, MINOR, OFI
  requirement    TEXT NOT NULL,              -- A.8.15 for a control, 9.2 for a clause
  source         TEXT NOT NULL,              -- GRADE, FINDING, INTERNAL_AUDIT, EXTERNAL_AUDIT, OBSERVATION
  statement      TEXT NOT NULL,
  evidence       TEXT NOT NULL,              -- in words; failures are in nonconformity_failure
  failures       INTEGER NOT NULL,           -- failing results in its scope when it was opened
  owner          TEXT NOT NULL,
  grade          TEXT NOT NULL,              -- the product's grade at opening, or ''
  rule           TEXT NOT NULL,
  facts          TEXT NOT NULL,
  opened_by      TEXT NOT NULL,
  opened_at      INTEGER NOT NULL,
  stage          TEXT NOT NULL,
  reopenings     INTEGER NOT NULL,
  round_from     INTEGER NOT NULL,           -- opening or last reopening: the clocks run from here
  changed_at     INTEGER NOT NULL,           -- when the stage was reached
  category       TEXT NOT NULL,              -- of the cause, '' until it is known
  plan_by        TEXT NOT NULL,
  plan_due       TEXT,                       -- last day of the plan's actions
  plan_accepted  INTEGER NOT NULL,
  implemented_by TEXT NOT NULL,
  window_ends    INTEGER,                    -- end of the effectiveness window
  mark           INTEGER NOT NULL,           -- newest finding when the window began; later ones are new failures
  due_on         TEXT,                       -- last day of the next step, in UTC
  action_due     TEXT,                       -- last day of the corrective action, while it is not implemented
  log_idx        INTEGER NOT NULL            -- the decision that opened it
);
CREATE INDEX nonconformity_by_stage ON nonconformity (stage, id);
CREATE INDEX nonconformity_by_requirement ON nonconformity (requirement);
-- What is watched: a check, in one scope unit or, with unit '', in all.
CREATE TABLE nonconformity_scope (
  nonconformity_id INTEGER NOT NULL,
  check_id         TEXT NOT NULL,
  unit             TEXT NOT NULL,
  PRIMARY KEY (nonconformity_id, check_id, unit)
) WITHOUT ROWID;
CREATE INDEX nonconformity_scope_by_check ON nonconformity_scope (check_id);
-- The first failures that it was opened on.
CREATE TABLE nonconformity_failure (
  nonconformity_id INTEGER NOT NULL,
  finding_id       INTEGER NOT NULL,
  check_id         TEXT NOT NULL,
  unit             TEXT NOT NULL,
  resource         TEXT NOT NULL,            -- the provider's id
  name             TEXT NOT NULL,
  opened_at        INTEGER NOT NULL,
  PRIMARY KEY (nonconformity_id, finding_id)
) WITHOUT ROWID;
CREATE TABLE nonconformity_ticket (
  nonconformity_id INTEGER NOT NULL,
  ticket           TEXT NOT NULL,
  PRIMARY KEY (nonconformity_id, ticket)
) WITHOUT ROWID;
-- Everything that happened to it: steps, notes, tickets, changes of owner and kind. Each is a decision of the log.
CREATE TABLE nonconformity_entry (
  id               INTEGER PRIMARY KEY,
  nonconformity_id INTEGER NOT NULL,
  kind             TEXT NOT NULL,
  reopenings       INTEGER NOT NULL,         -- the round in which it happened
  by_user          TEXT NOT NULL,
  at               INTEGER NOT NULL,
  content          TEXT NOT NULL,            -- canonical JSON, as in the log
  log_idx          INTEGER NOT NULL
);
CREATE INDEX nonconformity_entry_of ON nonconformity_entry (nonconformity_id, id);
-- Failures that came back within a year of an effective corrective action.
CREATE TABLE nonconformity_recurrence (
  nonconformity_id INTEGER NOT NULL,
  check_id         TEXT NOT NULL,
  at               INTEGER NOT NULL,
  PRIMARY KEY (nonconformity_id, check_id, at)
) WITHOUT ROWID;
