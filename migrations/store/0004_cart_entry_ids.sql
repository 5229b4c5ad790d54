-- An entry's id is unique within its cart, not across carts: what one shopper writes must not keep another's entry out.
CREATE TABLE cart_entries_by_owner (
  cart_id    TEXT    NOT NULL REFERENCES carts (id) ON DELETE CASCADE,
  id         TEXT    NOT NULL,                         -- UUID made by the writer
  kind       TEXT    NOT NULL CHECK (kind IN ('add', 'set', 'take', 'note')),
  variant_id TEXT    NOT NULL,
  options    TEXT    NOT NULL DEFAULT '{}' CHECK (json_valid(options)),
  quantity   INTEGER NOT NULL CHECK (quantity BETWEEN 0 AND 9999),
  text       TEXT    NOT NULL DEFAULT '',
  clock      TEXT    NOT NULL,
  PRIMARY KEY (cart_id, id)
) STRICT, WITHOUT ROWID;

INSERT INTO cart_entries_by_owner (cart_id, id, kind, variant_id, options, quantity, text, clock)
  SELECT cart_id, id, kind, variant_id, options, quantity, text, clock FROM cart_entries;
DROP TABLE cart_entries;
ALTER TABLE cart_entries_by_owner RENAME TO cart_entries;

-- A collection in the merchant's own order, page by page, without sorting the whole of it.
CREATE INDEX collection_products_by_position ON collection_products (collection_id, position, product_id);
