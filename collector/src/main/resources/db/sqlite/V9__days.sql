-- Roll-ups by day (days since 1970-01-01 UTC), kept in the transaction of each commit, so that no grade scans results or
-- history. A row stands for a day on which something changed; a day without one is as the last row before it, so the clock
-- alone closes a day.
CREATE TABLE rollup_by_check (
  day      INTEGER NOT NULL,
  check_id TEXT NOT NULL,
  unit_id  INTEGER NOT NULL,
  pass     INTEGER NOT NULL,             -- at the end of the day
  fail     INTEGER NOT NULL,
  na       INTEGER NOT NULL,
  unknown  INTEGER NOT NULL,
  PRIMARY KEY (check_id, unit_id, day)
) WITHOUT ROWID;
INSERT INTO rollup_by_check SELECT day, check_id, unit_id, pass, fail, na, unknown FROM daily_rollup;
DROP TABLE daily_rollup;
ALTER TABLE rollup_by_check RENAME TO daily_rollup;
-- Failures that had lasted a day or longer when they ended, by the day of their end: of each day the oldest beginning and the
-- last end. Whether they were beyond grace follows from the parameters.
CREATE TABLE lapse (
  check_id  TEXT NOT NULL,
  unit_id   INTEGER NOT NULL,
  ended_day INTEGER NOT NULL,
  since     INTEGER NOT NULL,
  ended_at  INTEGER NOT NULL,
  PRIMARY KEY (check_id, unit_id, ended_day)
) WITHOUT ROWID;
-- For how long evidence of a unit was fresh, in milliseconds since its first commit until the end of the day or until the newest commit.
CREATE TABLE unit_day (
  unit_id INTEGER NOT NULL,
  day     INTEGER NOT NULL,
  commits INTEGER NOT NULL,              -- received over the day
  cadence INTEGER NOT NULL,              -- milliseconds that the agent last promised between two of them
  seen    INTEGER NOT NULL,
  PRIMARY KEY (unit_id, day)
) WITHOUT ROWID;
-- The newest commit of a unit, as far as unit_day has followed.
CREATE TABLE unit_watch (
  unit_id     INTEGER PRIMARY KEY,
  first_at    INTEGER NOT NULL,
  at          INTEGER NOT NULL,
  fresh_until INTEGER NOT NULL
);
-- Of what came before, only the newest commit is known: the period begins there.
INSERT INTO unit_watch SELECT id, committed_at, committed_at, next_by FROM unit;
