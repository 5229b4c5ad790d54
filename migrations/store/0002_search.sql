-- Full-text index of the products, kept in step by triggers. Variants' SKUs and option values are found through `variants_text`, which the writer of variants keeps.
ALTER TABLE products ADD COLUMN variants_text TEXT NOT NULL DEFAULT '';

CREATE VIRTUAL TABLE products_fts USING fts5 (
  title, vendor, product_type, tags, variants_text, description_text,
  content = 'products', content_rowid = 'rowid',
  tokenize = 'porter unicode61 remove_diacritics 2', prefix = '2 3'
);

CREATE TRIGGER products_fts_insert AFTER INSERT ON products BEGIN
  INSERT INTO products_fts (rowid, title, vendor, product_type, tags, variants_text, description_text)
  VALUES (new.rowid, new.title, new.vendor, new.product_type, new.tags, new.variants_text, new.description_text);
END;

CREATE TRIGGER products_fts_delete AFTER DELETE ON products BEGIN
  INSERT INTO products_fts (products_fts, rowid, title, vendor, product_type, tags, variants_text, description_text)
  VALUES ('delete', old.rowid, old.title, old.vendor, old.product_type, old.tags, old.variants_text, old.description_text);
END;

CREATE TRIGGER products_fts_update AFTER UPDATE OF title, vendor, product_type, tags, variants_text, description_text ON products BEGIN
  INSERT INTO products_fts (products_fts, rowid, title, vendor, product_type, tags, variants_text, description_text)
  VALUES ('delete', old.rowid, old.title, old.vendor, old.product_type, old.tags, old.variants_text, old.description_text);
  INSERT INTO products_fts (rowid, title, vendor, product_type, tags, variants_text, description_text)
  VALUES (new.rowid, new.title, new.vendor, new.product_type, new.tags, new.variants_text, new.description_text);
END;

-- The catalogue's own words, for completing what is typed.
CREATE VIRTUAL TABLE products_words USING fts5vocab (products_fts, 'row');
