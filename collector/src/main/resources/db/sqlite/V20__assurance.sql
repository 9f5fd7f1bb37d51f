-- When each commit promised the next one. Of commits before this version, what their day tells, else what the unit promises now.
ALTER TABLE commit_entry ADD COLUMN next_by INTEGER;
UPDATE commit_entry SET next_by = finished_at + COALESCE(
  (SELECT d.cadence FROM unit_day d WHERE d.unit_id = commit_entry.unit_id AND d.day = commit_entry.finished_at / 86400000),
  (SELECT u.next_by - u.committed_at FROM unit u WHERE u.id = commit_entry.unit_id));
CREATE INDEX commit_time ON commit_entry (unit_id, finished_at);
-- What the results of a check in a unit came to, from `at` until its next row: 0 all passed or did not apply, 1 one failed,
-- 2 none applied, 3 one was unknown and none failed, 4 there was none. Of days before this version, what the roll-up tells.
CREATE TABLE check_turn (
  check_id TEXT NOT NULL,
  unit_id  INTEGER NOT NULL,
  at       INTEGER NOT NULL,
  state    INTEGER NOT NULL,
  PRIMARY KEY (check_id, unit_id, at)
) WITHOUT ROWID;
INSERT INTO check_turn
SELECT check_id, unit_id, day * 86400000, state FROM (
  SELECT check_id, unit_id, day, state,
    LAG(state) OVER (PARTITION BY check_id, unit_id ORDER BY day) AS before
  FROM (SELECT check_id, unit_id, day,
    CASE WHEN fail > 0 THEN 1 WHEN unknown > 0 THEN 3 WHEN pass > 0 THEN 0 WHEN na > 0 THEN 2 ELSE 4 END AS state
    FROM daily_rollup))
WHERE before IS NULL OR before <> state;
