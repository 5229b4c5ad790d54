-- Mails and webhooks. An event in the outbox becomes, in one transaction, a row for each mail and a row for each delivery to the
-- merchant's own systems; each of those is then sent, tried again and given up by itself. Times that decide what is due are epoch
-- milliseconds, times that are shown UTC, ISO 8601.

-- `leased_until`: whoever took a piece of work has it alone until then; after it, the work is anybody's again.
-- `failed_at`: given up after its last try; a dead letter, to be looked at and sent on its way again.
ALTER TABLE outbox ADD COLUMN leased_until INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN error TEXT;
ALTER TABLE outbox ADD COLUMN failed_at INTEGER;
DROP INDEX outbox_due;
CREATE INDEX outbox_due ON outbox (due_at) WHERE done_at IS NULL AND failed_at IS NULL;
CREATE INDEX outbox_done ON outbox (done_at) WHERE done_at IS NOT NULL;
CREATE INDEX outbox_failed ON outbox (failed_at) WHERE failed_at IS NOT NULL;

-- One row a mail. Without a provider these rows are the mailbox.
CREATE TABLE messages (
  id                TEXT    PRIMARY KEY,               -- ULID; the Message-ID is made of it
  event_id          TEXT    NOT NULL,
  kind              TEXT    NOT NULL,
  recipient         TEXT    NOT NULL,
  subject           TEXT    NOT NULL,
  html              TEXT    NOT NULL,
  text              TEXT    NOT NULL,
  locale            TEXT    NOT NULL,
  private           INTEGER NOT NULL DEFAULT 0 CHECK (private IN (0, 1)), -- carries a link that only its reader may have
  unsubscribe_token TEXT,                              -- opens the way out; null where there is none
  order_id          TEXT,
  status            TEXT    NOT NULL DEFAULT 'queued' CHECK (status IN ('queued', 'sent', 'failed', 'dead')),
  attempts          INTEGER NOT NULL DEFAULT 0,
  resends           INTEGER NOT NULL DEFAULT 0,
  due_at            INTEGER NOT NULL,
  leased_until      INTEGER NOT NULL DEFAULT 0,
  provider          TEXT,                              -- who took it
  provider_ref      TEXT,                              -- what the provider calls it
  error             TEXT,
  created_at        TEXT    NOT NULL,
  sent_at           TEXT,
  UNIQUE (event_id, kind, recipient)
) STRICT;
CREATE INDEX messages_due ON messages (due_at) WHERE status = 'queued';
CREATE INDEX messages_unsubscribe ON messages (unsubscribe_token) WHERE unsubscribe_token IS NOT NULL;
CREATE INDEX messages_by_time ON messages (created_at);

-- Addresses that want no mail but about their own orders and account.
CREATE TABLE mail_optouts (
  email TEXT PRIMARY KEY,                              -- lower case
  at    TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Where the merchant's own systems are told. Secrets are sealed (`key_id` names the key) where the installation has one.
CREATE TABLE webhook_endpoints (
  id              TEXT    PRIMARY KEY,                 -- ULID
  url             TEXT    NOT NULL,
  description     TEXT    NOT NULL DEFAULT '',
  event_types     TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(event_types)), -- empty means all
  secret          TEXT    NOT NULL,
  key_id          TEXT,
  previous_secret TEXT,                                -- signs as well until `previous_until`
  previous_key_id TEXT,
  previous_until  INTEGER,
  status          TEXT    NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'disabled')),
  reason          TEXT,                                -- why it is disabled: merchant, gone
  created_at      TEXT    NOT NULL,
  updated_at      TEXT    NOT NULL
) STRICT;

-- What was told, once for all endpoints, so that each hears the same however often it is tried.
CREATE TABLE webhook_events (
  id         TEXT PRIMARY KEY,                         -- of the outbox row it comes from; sent as webhook-id
  type       TEXT NOT NULL,
  subject_id TEXT NOT NULL DEFAULT '',                 -- the order or thing it is about: about one, events go out in order
  payload    TEXT NOT NULL CHECK (json_valid(payload)),
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX webhook_events_by_time ON webhook_events (created_at);

CREATE TABLE webhook_deliveries (
  id           TEXT    PRIMARY KEY,
  endpoint_id  TEXT    NOT NULL REFERENCES webhook_endpoints (id) ON DELETE CASCADE,
  event_id     TEXT    NOT NULL REFERENCES webhook_events (id) ON DELETE CASCADE,
  subject_id   TEXT    NOT NULL DEFAULT '',
  status       TEXT    NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'delivered', 'dead')),
  attempts     INTEGER NOT NULL DEFAULT 0,
  due_at       INTEGER NOT NULL,
  leased_until INTEGER NOT NULL DEFAULT 0,
  log          TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(log)), -- the last tries: at, status, ms, answer, error
  created_at   TEXT    NOT NULL,
  delivered_at TEXT,
  UNIQUE (endpoint_id, event_id)
) STRICT;
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (due_at) WHERE status = 'pending';
CREATE INDEX webhook_deliveries_waiting ON webhook_deliveries (endpoint_id, subject_id, event_id) WHERE status = 'pending';
CREATE INDEX webhook_deliveries_by_event ON webhook_deliveries (event_id);
