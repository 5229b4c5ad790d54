-- Requests to make a store that named themselves by an idempotencyKey: the same one again answers the same store.
CREATE TABLE store_requests (
  actor      TEXT NOT NULL,                               -- 'key:<id>'
  key        TEXT NOT NULL,                               -- as the caller named it
  request    TEXT NOT NULL,                               -- SHA-256 of what was asked for, hex
  store_id   TEXT NOT NULL,                               -- chosen before the store is made
  created_at TEXT NOT NULL,
  PRIMARY KEY (actor, key)
) STRICT, WITHOUT ROWID;
