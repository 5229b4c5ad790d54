-- Customers who sign in: what proves who they are, where they are signed in, and what they have told the shop. An account is only its e-mail's word until that is proved; then the customer of the same e-mail, and with him the orders he placed as a guest, becomes the account's.

ALTER TABLE customers ADD COLUMN account_id TEXT;               -- the account that has proved this e-mail; null for a guest
ALTER TABLE customers ADD COLUMN locale TEXT NOT NULL DEFAULT '';     -- BCP 47; empty means the store's
ALTER TABLE customers ADD COLUMN preferences TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(preferences));
ALTER TABLE customers ADD COLUMN note TEXT NOT NULL DEFAULT '';       -- the merchant's own, never shown to the customer
ALTER TABLE customers ADD COLUMN tags TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(tags));
ALTER TABLE customers ADD COLUMN updated_at TEXT NOT NULL DEFAULT '';
ALTER TABLE customers ADD COLUMN erased_at TEXT;                -- from here on nothing about the person is left in this row
CREATE UNIQUE INDEX customers_by_account ON customers (account_id) WHERE account_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS orders_by_customer ON orders (customer_id, placed_at);

CREATE TABLE accounts (
  id             TEXT    PRIMARY KEY,                           -- ULID
  email          TEXT    NOT NULL COLLATE NOCASE UNIQUE,
  email_verified INTEGER NOT NULL DEFAULT 0 CHECK (email_verified IN (0, 1)),
  name           TEXT    NOT NULL DEFAULT '',
  image          TEXT,
  wish           TEXT    CHECK (json_valid(wish)),              -- the yes to news given at sign-up; it counts once the e-mail is proved
  created_at     TEXT    NOT NULL,                              -- UTC, ISO 8601, as all times here
  updated_at     TEXT    NOT NULL
) STRICT;

-- The password of an account: algorithm, parameters, salt and hash in one text.
CREATE TABLE account_credentials (
  id                  TEXT PRIMARY KEY,
  account_id          TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  provider_id         TEXT NOT NULL,
  provider_account_id TEXT NOT NULL,
  password            TEXT,
  created_at          TEXT NOT NULL,
  updated_at          TEXT NOT NULL,
  UNIQUE (provider_id, provider_account_id)
) STRICT;
CREATE INDEX account_credentials_by_account ON account_credentials (account_id);

CREATE TABLE account_sessions (
  id         TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  token_hash TEXT NOT NULL UNIQUE,                              -- SHA-256 of what the cookie holds, hex
  expires_at TEXT NOT NULL,
  ip_address TEXT,
  user_agent TEXT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT;
CREATE INDEX account_sessions_by_account ON account_sessions (account_id);

-- What a mail proves: used up by its first use.
CREATE TABLE account_proofs (
  id         TEXT PRIMARY KEY,
  identifier TEXT NOT NULL,                                     -- SHA-256 of what the link holds, base64url
  value      TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT;
CREATE INDEX account_proofs_by_identifier ON account_proofs (identifier);
CREATE INDEX account_proofs_by_expiry ON account_proofs (expires_at);

-- Codes that live for a minute or a ceremony: a hand-over to the merchant's page, the challenge of a passkey.
CREATE TABLE account_codes (
  hash       TEXT    PRIMARY KEY,                               -- SHA-256 of the code, hex
  kind       TEXT    NOT NULL CHECK (kind IN ('hand_over', 'passkey')),
  account_id TEXT    REFERENCES accounts (id) ON DELETE CASCADE,
  session_id TEXT    REFERENCES account_sessions (id) ON DELETE CASCADE,
  detail     TEXT    NOT NULL CHECK (json_valid(detail)),
  expires_at TEXT    NOT NULL
) STRICT;
CREATE INDEX account_codes_by_expiry ON account_codes (expires_at);

-- What the merchant's page holds of a session: short, narrow, gone with it.
CREATE TABLE account_tokens (
  hash        TEXT PRIMARY KEY,                                 -- SHA-256 of the token, hex
  session_id  TEXT NOT NULL REFERENCES account_sessions (id) ON DELETE CASCADE,
  origin_hash TEXT NOT NULL,                                    -- SHA-256 of the origin it was given to, hex
  given_at    TEXT NOT NULL,                                    -- when the shopper gave it; renewing does not move it
  expires_at  TEXT NOT NULL
) STRICT;
CREATE INDEX account_tokens_by_session ON account_tokens (session_id);

CREATE TABLE account_passkeys (
  id           TEXT    PRIMARY KEY,                             -- credential id, base64url
  account_id   TEXT    NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  public_key   TEXT    NOT NULL,                                -- COSE, base64url
  counter      INTEGER NOT NULL DEFAULT 0,
  transports   TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(transports)),
  backed_up    INTEGER NOT NULL DEFAULT 0 CHECK (backed_up IN (0, 1)),
  name         TEXT    NOT NULL DEFAULT '',
  created_at   TEXT    NOT NULL,
  last_used_at TEXT
) STRICT;
CREATE INDEX account_passkeys_by_account ON account_passkeys (account_id);

-- How often something was tried, by whom or on whom. Counted here and not at the edge, where counts are only near enough.
CREATE TABLE account_attempts (
  hash       TEXT    PRIMARY KEY,                               -- SHA-256 of what is counted, hex
  tries      INTEGER NOT NULL CHECK (tries > 0),
  since      INTEGER NOT NULL,                                  -- epoch milliseconds; the count begins anew after its window
  held_until INTEGER NOT NULL DEFAULT 0                         -- epoch milliseconds; until then every try is refused
) STRICT;
CREATE INDEX account_attempts_by_since ON account_attempts (since);

-- The secret that signs this store's mail links and forms; made at the first use, so that no two stores share one.
CREATE TABLE account_secret (
  id         INTEGER PRIMARY KEY CHECK (id = 1),
  hash       TEXT    NOT NULL                                   -- 256 random bits, hex
) STRICT;

CREATE TABLE customer_addresses (
  id          TEXT    PRIMARY KEY,                              -- ULID
  customer_id TEXT    NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
  address     TEXT    NOT NULL CHECK (json_valid(address)),
  is_default  INTEGER NOT NULL DEFAULT 0 CHECK (is_default IN (0, 1)),
  created_at  TEXT    NOT NULL,
  updated_at  TEXT    NOT NULL
) STRICT;
CREATE INDEX customer_addresses_by_customer ON customer_addresses (customer_id, created_at);
CREATE UNIQUE INDEX customer_addresses_default ON customer_addresses (customer_id) WHERE is_default = 1;

-- What a customer agreed to, or took back: rows are added and never changed, and the last one counts.
CREATE TABLE customer_consents (
  id           TEXT    PRIMARY KEY,                             -- ULID
  customer_id  TEXT    NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
  kind         TEXT    NOT NULL CHECK (kind IN ('marketing_email')),
  given        INTEGER NOT NULL CHECK (given IN (0, 1)),
  at           TEXT    NOT NULL,
  source       TEXT    NOT NULL,                                -- 'sign_up', 'account', 'checkout', 'merchant'
  text_version TEXT    NOT NULL,                                -- which wording was shown
  text_locale  TEXT    NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX customer_consents_by_customer ON customer_consents (customer_id, kind, at);
