-- Until when the evidence of a control is fresh enough, if nothing comes in; NULL without a result.
ALTER TABLE grade ADD COLUMN fresh_until INTEGER;
-- Each change of a grade: from_grade is '' for the first, rule the worst that fired, '' when none did.
ALTER TABLE grade_history ADD COLUMN from_grade TEXT NOT NULL DEFAULT '';
ALTER TABLE grade_history ADD COLUMN rule TEXT NOT NULL DEFAULT '';
CREATE TABLE clause_history (
  clause     TEXT NOT NULL,
  at         INTEGER NOT NULL,
  grade      TEXT NOT NULL,
  detail     TEXT NOT NULL,
  from_grade TEXT NOT NULL,
  rule       TEXT NOT NULL,
  PRIMARY KEY (clause, at)
) WITHOUT ROWID;
