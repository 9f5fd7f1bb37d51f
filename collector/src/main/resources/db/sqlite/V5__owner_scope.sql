-- What the owner of the evidence requires, signed by a key that is not here; each is an entry of the log.
CREATE TABLE owner_scope (
  serial     INTEGER PRIMARY KEY,        -- rises with each
  idx        INTEGER NOT NULL UNIQUE,    -- log index
  owner_key  BLOB NOT NULL,              -- raw Ed25519 public key
  valid_from INTEGER NOT NULL            -- holds from then until the next one does
);
CREATE TABLE owner_scope_unit (
  serial  INTEGER NOT NULL,
  agent   TEXT NOT NULL,
  unit    TEXT NOT NULL,
  longest INTEGER NOT NULL,              -- most seconds between two commits
  PRIMARY KEY (serial, agent, unit)
) WITHOUT ROWID;
