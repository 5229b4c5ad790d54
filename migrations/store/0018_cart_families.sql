-- Secrets of one cart by whose they are. A family is one shopper's: the device a cart began with, or one that opened a link to it, and the shop's other origins he went to from there. Who signs in keeps the cart for his family alone.

-- '' is the family a cart began with; each link that is opened begins another.
ALTER TABLE carts ADD COLUMN family TEXT NOT NULL DEFAULT '';               -- of who signed in with it; before, the one it began with
-- The sync server knows a cart's shoppers as one guest. When a family ends, the others become another guest.
ALTER TABLE carts ADD COLUMN guest INTEGER NOT NULL DEFAULT 0;              -- how often that has happened
ALTER TABLE carts ADD COLUMN guest_told INTEGER NOT NULL DEFAULT 1 CHECK (guest_told IN (0, 1)); -- whether the sync server knows the last one
CREATE INDEX carts_to_tell ON carts (id) WHERE guest_told = 0;

ALTER TABLE cart_tokens ADD COLUMN family TEXT NOT NULL DEFAULT '';
ALTER TABLE cart_tokens ADD COLUMN guest INTEGER NOT NULL DEFAULT 0;        -- which of the cart's guests it was made for
ALTER TABLE cart_handovers ADD COLUMN family TEXT NOT NULL DEFAULT '';      -- of who asked for the code

-- Families that open a cart no more.
CREATE TABLE cart_ended_families (
  cart_id TEXT NOT NULL REFERENCES carts (id) ON DELETE CASCADE,
  family  TEXT NOT NULL,
  PRIMARY KEY (cart_id, family)
) STRICT, WITHOUT ROWID;
