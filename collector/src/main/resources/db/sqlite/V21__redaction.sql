-- Disclosures that were erased; each is an entry of the log. What was erased is nowhere: only digests that the leaves keep.
CREATE TABLE redaction (
  idx         INTEGER PRIMARY KEY,       -- log index
  resource_id INTEGER NOT NULL,
  check_id    TEXT NOT NULL,             -- empty for all checks of the resource
  identity    INTEGER NOT NULL,          -- 1 when the identity was erased
  evidence    INTEGER NOT NULL,
  disclosures INTEGER NOT NULL,
  by          TEXT NOT NULL,
  at          INTEGER NOT NULL,
  reason      TEXT NOT NULL
);
CREATE INDEX redaction_of_resource ON redaction (resource_id);
-- Evidence that must not come in again, for example with a snapshot: by its digest as the leaf holds it.
CREATE TABLE redacted_evidence (
  digest TEXT PRIMARY KEY,
  idx    INTEGER NOT NULL
) WITHOUT ROWID;
