-- Every version of the grading parameters; the highest is in force, without one the defaults are.
CREATE TABLE grading_parameters (
  version    INTEGER PRIMARY KEY,
  changed_by TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  reason     TEXT NOT NULL,
  content    TEXT NOT NULL,              -- JSON: each key of docs/grading-parameters.md with its value as text
  log_idx    INTEGER NOT NULL
);
