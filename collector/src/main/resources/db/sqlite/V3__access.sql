CREATE TABLE app_user (
  name          TEXT PRIMARY KEY,
  password_hash TEXT NOT NULL,
  role          TEXT NOT NULL,           -- admin, viewer
  created_at    INTEGER NOT NULL,
  disabled_at   INTEGER
);
CREATE TABLE session (
  hash       BLOB PRIMARY KEY,           -- SHA-256 of the cookie value
  user_name  TEXT NOT NULL,
  csrf       TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  seen_at    INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
);
CREATE TABLE bundle (
  id           INTEGER PRIMARY KEY,
  requested_by TEXT NOT NULL,
  requested_at INTEGER NOT NULL,
  state        TEXT NOT NULL,            -- RUNNING, READY, FAILED
  progress     INTEGER NOT NULL,         -- percent
  message      TEXT NOT NULL,
  file         TEXT,
  bytes        INTEGER,
  sha256       TEXT,
  finished_at  INTEGER
);
