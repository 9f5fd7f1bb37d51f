-- Time stamps of checkpoints by an authority (RFC 3161).
CREATE TABLE stamp (
  idx        INTEGER PRIMARY KEY,          -- of its entry in the log
  size       INTEGER NOT NULL,             -- entries that it covers
  checkpoint TEXT NOT NULL,                -- what was stamped
  token      BLOB NOT NULL,                -- DER
  at         INTEGER NOT NULL              -- when it was logged, epoch milliseconds
);
