-- What products mean, how much is bought and what together. Everything here follows from the catalogue and the orders and can be
-- made again; nothing of it travels in a backup, and nothing of it says who bought something.

-- One row: the model all vectors are of (its name says dimensions and version), and the last order that was counted.
CREATE TABLE meaning_state (
  id           INTEGER PRIMARY KEY CHECK (id = 1),
  model        TEXT    NOT NULL DEFAULT '',
  counted      INTEGER NOT NULL DEFAULT 0,             -- orders.number
  since        INTEGER,                                -- epoch milliseconds the weights are counted from; NULL before the first order
  weight       REAL    NOT NULL DEFAULT 0,             -- of all orders that were counted
  heaviest     REAL    NOT NULL DEFAULT 0,             -- largest weight in product_sales
  scored_up_to TEXT    NOT NULL DEFAULT ''             -- product id up to which scores were looked at again
) STRICT;
INSERT INTO meaning_state (id) VALUES (1);

-- One vector a product that is on sale. Not STRICT, which knows no vector types.
CREATE TABLE product_vectors (
  product INTEGER PRIMARY KEY,                         -- products.rowid
  vector  F32_BLOB(256) NOT NULL
);
-- The same vectors with one bit a dimension, apart so that all of them are read in few pages, and what they were made of.
CREATE TABLE product_vector_bits (
  product   INTEGER PRIMARY KEY,
  bits      F1BIT_BLOB(256) NOT NULL,
  text_hash TEXT NOT NULL                              -- of the model's name and the text
);

-- How often products were ordered. `weight` grows by more the later the order is, so that old sales fade without being touched.
CREATE TABLE product_sales (
  product_id TEXT    PRIMARY KEY REFERENCES products (id) ON DELETE CASCADE,
  orders     INTEGER NOT NULL,
  weight     REAL    NOT NULL
) STRICT, WITHOUT ROWID;

-- How often two products were in one order; each pair is there from both sides.
CREATE TABLE product_pairs (
  product_id TEXT    NOT NULL REFERENCES products (id) ON DELETE CASCADE,
  other_id   TEXT    NOT NULL,
  orders     INTEGER NOT NULL,
  weight     REAL    NOT NULL,
  PRIMARY KEY (product_id, other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX product_pairs_by_weight ON product_pairs (product_id, weight);

-- 0 for what was never bought, 255 for what is bought most. Small moves are not written down: each costs a change of the index.
CREATE TABLE product_popularity (
  product_id TEXT    PRIMARY KEY REFERENCES products (id) ON DELETE CASCADE,
  score      INTEGER NOT NULL CHECK (score BETWEEN 0 AND 255)
) STRICT, WITHOUT ROWID;
CREATE INDEX product_popularity_by_score ON product_popularity (score);

CREATE TRIGGER search_popularity_insert AFTER INSERT ON product_popularity WHEN new.score <> 0 BEGIN
  UPDATE search_state SET seq = seq + 1;
  INSERT INTO search_changes SELECT p.rowid, s.seq FROM products p, search_state s WHERE p.id = new.product_id ON CONFLICT (product) DO UPDATE SET seq = excluded.seq;
END;
CREATE TRIGGER search_popularity_update AFTER UPDATE OF score ON product_popularity WHEN new.score <> old.score BEGIN
  UPDATE search_state SET seq = seq + 1;
  INSERT INTO search_changes SELECT p.rowid, s.seq FROM products p, search_state s WHERE p.id = new.product_id ON CONFLICT (product) DO UPDATE SET seq = excluded.seq;
END;
