-- What keeps ten thousand stores apart: how a store lives and ends, the keys that open it, its host names, who did what.

-- How a store ends: deleted first, with a time of grace in which it can be brought back; then purged, in steps.
ALTER TABLE stores ADD COLUMN deleted_at TEXT;            -- UTC, ISO 8601; null while it is not deleted
ALTER TABLE stores ADD COLUMN status_before TEXT;         -- what it was before it was suspended or deleted
ALTER TABLE stores ADD COLUMN purging_since TEXT;         -- from here on there is no way back; an interrupted purge goes on
-- The last migration this store's database is known to have run; a hint that saves opening it, never a proof.
ALTER TABLE stores ADD COLUMN schema_version TEXT NOT NULL DEFAULT '';
-- Origins whose pages may write: '[]' means every origin. Exact, such as ["https://shop.example"].
ALTER TABLE stores ADD COLUMN allowed_origins TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(allowed_origins));
-- The store this one is a preview of; null for a store of its own.
ALTER TABLE stores ADD COLUMN cloned_from TEXT;
CREATE INDEX stores_by_status ON stores (status, updated_at);

-- Work on a store that takes several steps and may be killed between any two: each step is written down before it is begun.
CREATE TABLE store_jobs (
  id         TEXT PRIMARY KEY,                            -- ULID
  store_id   TEXT NOT NULL,                               -- the store may not be there yet, or no more
  handle     TEXT NOT NULL,
  kind       TEXT NOT NULL CHECK (kind IN ('create', 'restore', 'clone', 'purge')),
  step       TEXT NOT NULL,                               -- the step that was begun last
  detail     TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(detail)),
  owner      TEXT NOT NULL,                               -- the attempt that works on it
  held_until TEXT NOT NULL,                               -- after this, another attempt may go on or roll back
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT;
-- One piece of work at a time on a store.
CREATE UNIQUE INDEX store_jobs_by_handle ON store_jobs (handle);

-- Keys of programs. Only a hash of the secret is kept; the id is a part of the key, so that one is found by one lookup.
CREATE TABLE api_keys (
  id           TEXT PRIMARY KEY,                          -- 26 characters, a ULID
  store_id     TEXT REFERENCES stores (id) ON DELETE CASCADE, -- null: a key of the platform
  kind         TEXT NOT NULL CHECK (kind IN ('publishable', 'secret', 'platform')),
  name         TEXT NOT NULL,                             -- what its owner calls it
  hash         TEXT NOT NULL,                             -- SHA-256 of the secret, hex
  hint         TEXT NOT NULL,                             -- its last four characters, to tell keys apart in a list
  scopes       TEXT NOT NULL CHECK (json_valid(scopes)),
  created_at   TEXT NOT NULL,
  expires_at   TEXT,                                      -- null: never
  revoked_at   TEXT,
  last_used_at TEXT,
  CHECK ((kind = 'platform') = (store_id IS NULL))
) STRICT;
CREATE INDEX api_keys_by_store ON api_keys (store_id, id);

-- Host names under which a store answers, besides its handle's subdomain. Several stores may claim one; one can prove it.
CREATE TABLE domain_claims (
  host               TEXT NOT NULL,                       -- lower case, punycode, no port, no trailing dot
  store_id           TEXT NOT NULL REFERENCES stores (id) ON DELETE CASCADE,
  status             TEXT NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'verified', 'failed')),
  proof              TEXT NOT NULL,                       -- what the TXT record has to say
  canonical          INTEGER NOT NULL DEFAULT 0 CHECK (canonical IN (0, 1)),
  problem            TEXT,                                -- why the last check failed
  certificate_status TEXT NOT NULL DEFAULT 'none',
  certificate_id     TEXT,                                -- the vendor's id of the custom host name
  certificate_detail TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(certificate_detail)),
  created_at         TEXT NOT NULL,
  checked_at         TEXT,
  verified_at        TEXT,
  PRIMARY KEY (host, store_id)
) STRICT;
INSERT INTO domain_claims (host, store_id, status, proof, created_at, verified_at)
  SELECT host, store_id, status, lower(hex(randomblob(16))), created_at, verified_at FROM store_domains;
DROP TABLE store_domains;
CREATE UNIQUE INDEX domain_claims_verified ON domain_claims (host) WHERE status = 'verified';
CREATE UNIQUE INDEX domain_claims_canonical ON domain_claims (store_id) WHERE canonical = 1;
CREATE INDEX domain_claims_by_store ON domain_claims (store_id, host);
CREATE INDEX domain_claims_by_check ON domain_claims (status, checked_at);

-- Copies of a store's database, made while it was being written.
CREATE TABLE store_backups (
  id         TEXT PRIMARY KEY,                            -- ULID
  store_id   TEXT NOT NULL,                               -- a backup may outlive its store
  handle     TEXT NOT NULL,
  location   TEXT NOT NULL,                               -- where the backup port keeps it
  bytes      INTEGER NOT NULL CHECK (bytes >= 0),
  sha256     TEXT NOT NULL,
  summary    TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(summary)), -- rows by table, schema, versions: what a restore must find
  note       TEXT NOT NULL DEFAULT '',
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX store_backups_by_store ON store_backups (store_id, id);

-- Every administrative change: who, what, on which store. Rows are added and never changed.
CREATE TABLE audit_log (
  id         TEXT PRIMARY KEY,                            -- ULID
  at         TEXT NOT NULL,
  store_id   TEXT,                                        -- null: the platform itself; kept when the store is gone
  actor      TEXT NOT NULL,                               -- 'key:<id>', 'command', 'system'
  action     TEXT NOT NULL,                               -- such as store.suspend, key.create
  target     TEXT NOT NULL DEFAULT '',                    -- id of what was changed
  detail     TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(detail)), -- never a secret
  request_id TEXT
) STRICT;
CREATE INDEX audit_log_by_store ON audit_log (store_id, id);
