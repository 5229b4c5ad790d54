-- What search is made of. Everything here follows from the catalogue and can be made again; nothing of it travels in a backup.

-- One row. `epoch` tells this database's index from that of any other it is copied from or replaced by.
CREATE TABLE search_state (
  id           INTEGER PRIMARY KEY CHECK (id = 1),
  epoch        TEXT    NOT NULL,
  seq          INTEGER NOT NULL DEFAULT 0,             -- number of the last change
  analysis     TEXT    NOT NULL DEFAULT '',            -- how the text index was analysed: version and language
  indexed_seq  INTEGER NOT NULL DEFAULT 0,             -- changes up to here are in the text index
  embedded_seq INTEGER NOT NULL DEFAULT 0,             -- changes up to here have their vectors
  documents    INTEGER NOT NULL DEFAULT 0,             -- products in the text index
  lengths      TEXT    NOT NULL DEFAULT '[0,0,0,0,0,0]' CHECK (json_valid(lengths)) -- words in all of them, by column of the index
) STRICT;
INSERT INTO search_state (id, epoch) VALUES (1, lower(hex(randomblob(12))));

-- One row a product that ever changed: the number of its latest change. What is derived reads on from where it was.
CREATE TABLE search_changes (
  product INTEGER PRIMARY KEY,                         -- products.rowid; the product may be gone
  seq     INTEGER NOT NULL
) STRICT;
CREATE INDEX search_changes_by_seq ON search_changes (seq);

CREATE TRIGGER search_products_insert AFTER INSERT ON products BEGIN
  UPDATE search_state SET seq = seq + 1;
  INSERT INTO search_changes SELECT new.rowid, seq FROM search_state WHERE true ON CONFLICT (product) DO UPDATE SET seq = excluded.seq;
END;
CREATE TRIGGER search_products_delete AFTER DELETE ON products BEGIN
  UPDATE search_state SET seq = seq + 1;
  INSERT INTO search_changes SELECT old.rowid, seq FROM search_state WHERE true ON CONFLICT (product) DO UPDATE SET seq = excluded.seq;
END;
CREATE TRIGGER search_products_update AFTER UPDATE OF handle, title, vendor, product_type, tags, status, published, price_min_minor, price_max_minor,
  available, position, created_at, variants_text, description_text ON products BEGIN
  UPDATE search_state SET seq = seq + 1;
  INSERT INTO search_changes SELECT new.rowid, seq FROM search_state WHERE true ON CONFLICT (product) DO UPDATE SET seq = excluded.seq;
END;

-- Rows of other tables belong to a product that is already there, or is being deleted with them.
CREATE TRIGGER search_tags_insert AFTER INSERT ON product_tags BEGIN
  UPDATE search_state SET seq = seq + 1;
  INSERT INTO search_changes SELECT p.rowid, s.seq FROM products p, search_state s WHERE p.id = new.product_id ON CONFLICT (product) DO UPDATE SET seq = excluded.seq;
END;
CREATE TRIGGER search_tags_delete AFTER DELETE ON product_tags BEGIN
  UPDATE search_state SET seq = seq + 1;
  INSERT INTO search_changes SELECT p.rowid, s.seq FROM products p, search_state s WHERE p.id = old.product_id ON CONFLICT (product) DO UPDATE SET seq = excluded.seq;
END;
CREATE TRIGGER search_collections_insert AFTER INSERT ON collection_products BEGIN
  UPDATE search_state SET seq = seq + 1;
  INSERT INTO search_changes SELECT p.rowid, s.seq FROM products p, search_state s WHERE p.id = new.product_id ON CONFLICT (product) DO UPDATE SET seq = excluded.seq;
END;
CREATE TRIGGER search_collections_delete AFTER DELETE ON collection_products BEGIN
  UPDATE search_state SET seq = seq + 1;
  INSERT INTO search_changes SELECT p.rowid, s.seq FROM products p, search_state s WHERE p.id = old.product_id ON CONFLICT (product) DO UPDATE SET seq = excluded.seq;
END;
CREATE TRIGGER search_options_insert AFTER INSERT ON product_options BEGIN
  UPDATE search_state SET seq = seq + 1;
  INSERT INTO search_changes SELECT p.rowid, s.seq FROM products p, search_state s WHERE p.id = new.product_id ON CONFLICT (product) DO UPDATE SET seq = excluded.seq;
END;
CREATE TRIGGER search_options_delete AFTER DELETE ON product_options BEGIN
  UPDATE search_state SET seq = seq + 1;
  INSERT INTO search_changes SELECT p.rowid, s.seq FROM products p, search_state s WHERE p.id = old.product_id ON CONFLICT (product) DO UPDATE SET seq = excluded.seq;
END;
CREATE TRIGGER search_variants_insert AFTER INSERT ON variants BEGIN
  UPDATE search_state SET seq = seq + 1;
  INSERT INTO search_changes SELECT p.rowid, s.seq FROM products p, search_state s WHERE p.id = new.product_id ON CONFLICT (product) DO UPDATE SET seq = excluded.seq;
END;
CREATE TRIGGER search_variants_delete AFTER DELETE ON variants BEGIN
  UPDATE search_state SET seq = seq + 1;
  INSERT INTO search_changes SELECT p.rowid, s.seq FROM products p, search_state s WHERE p.id = old.product_id ON CONFLICT (product) DO UPDATE SET seq = excluded.seq;
END;
CREATE TRIGGER search_variants_update AFTER UPDATE OF option_values ON variants BEGIN
  UPDATE search_state SET seq = seq + 1;
  INSERT INTO search_changes SELECT p.rowid, s.seq FROM products p, search_state s WHERE p.id = new.product_id ON CONFLICT (product) DO UPDATE SET seq = excluded.seq;
END;

-- What is there already is a change to all that is derived.
INSERT INTO search_changes SELECT rowid, row_number() OVER (ORDER BY rowid) FROM products;
UPDATE search_state SET seq = (SELECT count(*) FROM search_changes);

-- Words as analysed by the edge, stemmed and folded; rowid is the product's.
CREATE VIRTUAL TABLE search_index USING fts5 (
  title, kind, vendor, tags, codes, body, tokenize = 'unicode61 remove_diacritics 0'
);

-- The terms of the index, and in how many products each is.
CREATE TABLE search_terms (
  term      TEXT    PRIMARY KEY,
  documents INTEGER NOT NULL,
  titles    INTEGER NOT NULL                           -- products that have it in title, kind or vendor
) STRICT, WITHOUT ROWID;

-- The catalogue's own words as people write them, folded, with the term that stands for them.
CREATE TABLE search_words (
  word TEXT    PRIMARY KEY,
  term TEXT    NOT NULL,
  seen INTEGER NOT NULL                                -- how often it was read, to tell the usual writing from the rare
) STRICT, WITHOUT ROWID;
CREATE INDEX search_words_by_term ON search_words (term);
