-- Blocks: functions written by merchants, which draw HTML. Their versions, what they last drew, and where they failed. Times are epoch milliseconds.

-- A block as its merchant edits it. What visitors see is drawn by the version it names as live.
CREATE TABLE blocks (
  id           TEXT    PRIMARY KEY,                      -- blk_ and a ULID
  name         TEXT    NOT NULL UNIQUE,                  -- as elements and sections name it; never changed
  title        TEXT    NOT NULL,
  source       TEXT    NOT NULL,                         -- of the draft: JavaScript or TypeScript
  settings     TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(settings)), -- what may be set where it is shown
  texts        TEXT    NOT NULL DEFAULT '{}' CHECK (json_valid(texts)),    -- { "de": { "key": "text" } }
  version      INTEGER NOT NULL DEFAULT 1,               -- counts the changes of the draft; If-Match names it
  live_version INTEGER,                                  -- of block_versions; null for one nobody sees
  failures     INTEGER NOT NULL DEFAULT 0,               -- of the live version, one after the other
  off_at       INTEGER,                                  -- since when it is not run any more; what it drew last stays
  off_reason   TEXT    CHECK (off_reason IS NULL OR off_reason IN ('failures', 'merchant')),
  created_at   INTEGER NOT NULL,
  updated_at   INTEGER NOT NULL,
  updated_by   TEXT    NOT NULL DEFAULT '',
  CHECK ((off_at IS NULL) = (off_reason IS NULL))
) STRICT;

-- Each publication, never changed.
CREATE TABLE block_versions (
  block_id   TEXT    NOT NULL REFERENCES blocks (id) ON DELETE CASCADE,
  version    INTEGER NOT NULL,                           -- 1, 2, 3 …
  title      TEXT    NOT NULL,
  source     TEXT    NOT NULL,                           -- as it was written
  code       TEXT    NOT NULL,                           -- what is run: the source without its types, line by line the same
  settings   TEXT    NOT NULL CHECK (json_valid(settings)),
  texts      TEXT    NOT NULL CHECK (json_valid(texts)),
  actor      TEXT    NOT NULL DEFAULT '',                -- who published it
  note       TEXT    NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL,
  PRIMARY KEY (block_id, version)
) STRICT, WITHOUT ROWID;

-- What a block drew last without failing, cleaned: shown while a version fails. One row for each way it is shown.
CREATE TABLE block_outputs (
  block_id TEXT    NOT NULL REFERENCES blocks (id) ON DELETE CASCADE,
  way      TEXT    NOT NULL,                             -- SHA-256 of locale, currency, settings and addresses
  locale   TEXT    NOT NULL,
  version  INTEGER NOT NULL,
  html     TEXT    NOT NULL,
  css      TEXT    NOT NULL,
  drawn_at INTEGER NOT NULL,
  PRIMARY KEY (block_id, way)
) STRICT, WITHOUT ROWID;

-- Why versions failed at run time, for the merchant alone. The same failure at the same place is one row.
CREATE TABLE block_failures (
  block_id TEXT    NOT NULL REFERENCES blocks (id) ON DELETE CASCADE,
  version  INTEGER NOT NULL,
  reason   TEXT    NOT NULL,                             -- as the sandbox states it
  line     INTEGER NOT NULL DEFAULT 0,                   -- 0 where it is not known
  col      INTEGER NOT NULL DEFAULT 0,
  message  TEXT    NOT NULL,
  settings TEXT    NOT NULL DEFAULT '{}' CHECK (json_valid(settings)), -- with which it failed last
  locale   TEXT    NOT NULL DEFAULT '',
  times    INTEGER NOT NULL DEFAULT 1,
  first_at INTEGER NOT NULL,
  last_at  INTEGER NOT NULL,
  PRIMARY KEY (block_id, version, reason, line, col)
) STRICT, WITHOUT ROWID;

-- Words that a batch is aborted with: see repositories/order-changes.ts.
CREATE TRIGGER refusals_block_changed INSTEAD OF INSERT ON refusals WHEN new.word = 'block_changed' BEGIN
  SELECT RAISE(ABORT, 'vitrine:block_changed');
END;
CREATE TRIGGER refusals_too_many_blocks INSTEAD OF INSERT ON refusals WHEN new.word = 'too_many_blocks' BEGIN
  SELECT RAISE(ABORT, 'vitrine:too_many_blocks');
END;
