-- A backup is work on its store like a purge: neither begins while the other is under way, and what a killed one left is found.
CREATE TABLE store_jobs_next (
  id         TEXT PRIMARY KEY,                            -- ULID
  store_id   TEXT NOT NULL,                               -- the store may not be there yet, or no more
  handle     TEXT NOT NULL,
  kind       TEXT NOT NULL CHECK (kind IN ('create', 'restore', 'clone', 'purge', 'backup')),
  step       TEXT NOT NULL,                               -- the step that was begun last
  detail     TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(detail)),
  owner      TEXT NOT NULL,                               -- the attempt that works on it
  held_until TEXT NOT NULL,                               -- after this, another attempt may go on or roll back
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT;
INSERT INTO store_jobs_next SELECT * FROM store_jobs;
DROP TABLE store_jobs;
ALTER TABLE store_jobs_next RENAME TO store_jobs;
CREATE UNIQUE INDEX store_jobs_by_handle ON store_jobs (handle);
