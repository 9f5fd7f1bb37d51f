-- What turned, once for all channels that want it; kept as long as one of its deliveries is.
CREATE TABLE transition (
  id         TEXT PRIMARY KEY,           -- of the event, the same in every delivery
  kind       TEXT NOT NULL,              -- CONTROL, CLAUSE, UNIT, EXCEPTION, ...
  about      TEXT NOT NULL,              -- 8.5, aws:123456789012:eu-west-1
  from_state TEXT NOT NULL,
  to_state   TEXT NOT NULL,
  at         INTEGER NOT NULL,
  summary    TEXT NOT NULL,
  facts      TEXT NOT NULL               -- JSON
) WITHOUT ROWID;
-- The outbox. Written in the transaction of what turned; a delivery ends as SENT, FOLDED into a later one, FAILED or DROPPED.
CREATE TABLE delivery (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  channel       TEXT NOT NULL,
  transition_id TEXT NOT NULL,
  kind          TEXT NOT NULL,
  about         TEXT NOT NULL,
  from_state    TEXT NOT NULL,           -- the state that the channel knows: of the oldest change that is folded in
  folded        INTEGER NOT NULL,        -- earlier changes that it stands for
  state         TEXT NOT NULL,           -- WAITING, SENT, FOLDED, FAILED, DROPPED
  recorded_at   INTEGER NOT NULL,
  due_at        INTEGER NOT NULL,
  attempts      INTEGER NOT NULL,
  trouble       TEXT NOT NULL,           -- of the last attempt, or ''
  ended_at      INTEGER,
  UNIQUE (channel, transition_id)
);
CREATE INDEX delivery_due ON delivery (channel, due_at) WHERE state = 'WAITING';
CREATE INDEX delivery_about ON delivery (channel, kind, about);
CREATE TABLE delivery_total (
  channel TEXT NOT NULL,
  outcome TEXT NOT NULL,                 -- SENT, FOLDED, FAILED, DROPPED, ATTEMPT_FAILED
  count   INTEGER NOT NULL,
  PRIMARY KEY (channel, outcome)
) WITHOUT ROWID;
-- States that are not kept elsewhere, as they were last seen.
CREATE TABLE watched (
  kind  TEXT NOT NULL,
  about TEXT NOT NULL,
  state TEXT NOT NULL,
  PRIMARY KEY (kind, about)
) WITHOUT ROWID;
