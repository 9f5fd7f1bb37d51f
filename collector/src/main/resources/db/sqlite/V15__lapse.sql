-- Failures that had lasted a day or longer when a commit ended them: of each commit the oldest of a check, which covers the days
-- of the others. Whether it was beyond grace follows from the parameters. What was kept by day keeps its last end.
CREATE TABLE lapse_by_end (
  check_id TEXT NOT NULL,
  ended_at INTEGER NOT NULL,
  unit_id  INTEGER NOT NULL,
  since    INTEGER NOT NULL,
  PRIMARY KEY (check_id, ended_at, unit_id)
) WITHOUT ROWID;
INSERT INTO lapse_by_end SELECT check_id, ended_at, unit_id, since FROM lapse;
DROP TABLE lapse;
ALTER TABLE lapse_by_end RENAME TO lapse;
