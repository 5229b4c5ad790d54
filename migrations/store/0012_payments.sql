-- Payments with providers: what they send, what payers contest, and the keys of their accounts.

-- Of two payments of an order, one is over before the other begins: nobody is charged twice.
CREATE UNIQUE INDEX payments_one_at_a_time ON payments (order_id)
  WHERE provider <> 'manual' AND status IN ('pending', 'requires_action', 'processing');

-- What is over stays as it is.
CREATE TRIGGER payments_moves BEFORE UPDATE OF status ON payments
WHEN old.status <> new.status AND old.status NOT IN ('pending', 'requires_action', 'processing') BEGIN
  SELECT RAISE(ABORT, 'vitrine:illegal_move');
END;

CREATE TRIGGER refunds_moves BEFORE UPDATE OF status ON refunds
WHEN old.status <> new.status AND NOT (old.status = 'pending' OR (old.status = 'succeeded' AND new.status = 'failed')) BEGIN
  SELECT RAISE(ABORT, 'vitrine:illegal_move');
END;

-- A cancelled order takes no money, and none takes more than it costs.
CREATE TRIGGER orders_refuse_surplus BEFORE UPDATE OF paid_minor ON orders
WHEN new.paid_minor > old.paid_minor AND (new.status = 'cancelled' OR new.paid_minor > new.total_minor) BEGIN
  SELECT RAISE(ABORT, 'vitrine:order_changed');
END;

-- What providers have sent, each once however often it comes. It only says where to look.
CREATE TABLE payment_events (
  provider      TEXT    NOT NULL,
  event_id      TEXT    NOT NULL,                      -- the provider's
  type          TEXT    NOT NULL,
  about         TEXT    NOT NULL CHECK (about IN ('payment', 'refund', 'dispute', 'other')),
  ref           TEXT    NOT NULL,                      -- the provider's id of what it is about
  payment_hint  TEXT,                                  -- our id of the payment, as far as the sender knows
  body_digest   TEXT    NOT NULL,                      -- SHA-256, hex
  received_at   TEXT    NOT NULL,                      -- UTC, ISO 8601
  processed_at  TEXT,
  attempts      INTEGER NOT NULL DEFAULT 0,
  next_check_at INTEGER,                               -- epoch milliseconds; NULL once it is done, or given up
  error         TEXT    NOT NULL DEFAULT '',
  PRIMARY KEY (provider, event_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX payment_events_by_check ON payment_events (next_check_at) WHERE next_check_at IS NOT NULL;

-- Payments that their payers contest.
CREATE TABLE disputes (
  provider     TEXT    NOT NULL,
  provider_ref TEXT    NOT NULL,
  order_id     TEXT    NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
  payment_id   TEXT    NOT NULL REFERENCES payments (id) ON DELETE CASCADE,
  status       TEXT    NOT NULL CHECK (status IN ('open', 'won', 'lost')),
  amount_minor INTEGER NOT NULL,
  currency     TEXT    NOT NULL CHECK (length(currency) = 3),
  reason       TEXT    NOT NULL DEFAULT '',
  created_at   TEXT    NOT NULL,
  updated_at   TEXT    NOT NULL,
  PRIMARY KEY (provider, provider_ref)
) STRICT, WITHOUT ROWID;
CREATE INDEX disputes_by_order ON disputes (order_id);
CREATE INDEX disputes_by_payment ON disputes (payment_id);

-- Accounts of the merchant at providers. The secrets are sealed with the installation's key, for this very store.
CREATE TABLE payment_providers (
  provider   TEXT PRIMARY KEY,
  settings   TEXT NOT NULL CHECK (json_valid(settings)), -- what may be told
  sealed     TEXT NOT NULL,
  key_id     TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT;
