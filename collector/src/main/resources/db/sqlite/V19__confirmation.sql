-- What people confirm that no check can see.
CREATE TABLE confirmation (
  id          INTEGER PRIMARY KEY,
  kind        TEXT NOT NULL,               -- EXPOSURE, TAMPERING
  about       TEXT NOT NULL,               -- the check of an exposure, the control of a tampering
  unit        TEXT NOT NULL,               -- of an exposure; '' for every unit in which the check fails
  since       TEXT NOT NULL,               -- 2026-11-01
  seen        TEXT NOT NULL,
  reference   TEXT NOT NULL,               -- of the incident, or ''
  recorded_by TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  log_idx     INTEGER NOT NULL,
  ended_at    INTEGER,
  ended_by    TEXT
);
CREATE INDEX confirmation_standing ON confirmation (id) WHERE ended_at IS NULL;
