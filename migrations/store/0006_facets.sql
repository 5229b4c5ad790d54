-- What results are narrowed by besides a product's own columns.

-- Metafields of products, a row a value; a list has several. Until now an import only carried them in `products.extra`, where they stay
-- for its export.
CREATE TABLE product_metafields (
  product_id TEXT    NOT NULL REFERENCES products (id) ON DELETE CASCADE,
  namespace  TEXT    NOT NULL,                         -- of the one who made it; has no dot
  key        TEXT    NOT NULL,
  position   INTEGER NOT NULL,                         -- of the value in its list
  name       TEXT    NOT NULL,                         -- what the merchant calls it
  value      TEXT    NOT NULL,
  PRIMARY KEY (product_id, namespace, key, position)
) STRICT, WITHOUT ROWID;

-- As `edge-api/repositories/catalogue-metafields.ts` reads a column such as "Material (product.metafields.custom.material)".
INSERT INTO product_metafields (product_id, namespace, key, position, name, value)
SELECT field.product, field.namespace, field.name, row_number() OVER (PARTITION BY field.product, field.namespace, field.name ORDER BY item.id) - 1,
  coalesce(nullif(field.label, ''), field.name), trim(item.value, char(9, 10, 13, 32))
FROM (
  SELECT product, label, cell, substr(path, 1, instr(path, '.') - 1) AS namespace, substr(path, instr(path, '.') + 1) AS name
  FROM (
    SELECT p.id AS product, carried.value AS cell, trim(substr(carried.key, 1, instr(carried.key, '(product.metafields.') - 1)) AS label,
      substr(carried.key, instr(carried.key, '(product.metafields.') + 20, length(carried.key) - instr(carried.key, '(product.metafields.') - 20) AS path
    FROM products p, json_each(p.extra) carried
    WHERE carried.key GLOB '*(product.metafields.?*.?*)'
  )
) field, json_each(CASE
  WHEN substr(ltrim(field.cell), 1, 1) = '[' AND json_valid(field.cell) THEN field.cell
  WHEN field.namespace = 'shopify' THEN '[' || replace(json_quote(field.cell), ';', '","') || ']'
  ELSE json_array(field.cell) END) item
WHERE field.namespace <> '' AND field.name <> '' AND item.type IN ('text', 'integer', 'real')
  AND trim(item.value, char(9, 10, 13, 32)) <> '' AND length(trim(item.value, char(9, 10, 13, 32))) <= 5000;

CREATE TRIGGER search_metafields_insert AFTER INSERT ON product_metafields BEGIN
  UPDATE search_state SET seq = seq + 1;
  INSERT INTO search_changes SELECT p.rowid, s.seq FROM products p, search_state s WHERE p.id = new.product_id ON CONFLICT (product) DO UPDATE SET seq = excluded.seq;
END;
CREATE TRIGGER search_metafields_delete AFTER DELETE ON product_metafields BEGIN
  UPDATE search_state SET seq = seq + 1;
  INSERT INTO search_changes SELECT p.rowid, s.seq FROM products p, search_state s WHERE p.id = old.product_id ON CONFLICT (product) DO UPDATE SET seq = excluded.seq;
END;
CREATE TRIGGER search_metafields_update AFTER UPDATE ON product_metafields BEGIN
  UPDATE search_state SET seq = seq + 1;
  INSERT INTO search_changes SELECT p.rowid, s.seq FROM products p, search_state s WHERE p.id = new.product_id ON CONFLICT (product) DO UPDATE SET seq = excluded.seq;
END;
CREATE TRIGGER search_options_update AFTER UPDATE OF name, position ON product_options BEGIN
  UPDATE search_state SET seq = seq + 1;
  INSERT INTO search_changes SELECT p.rowid, s.seq FROM products p, search_state s WHERE p.id = new.product_id ON CONFLICT (product) DO UPDATE SET seq = excluded.seq;
END;

-- A variant that sells out, or comes back, changes what is available in its size while the product stays available in others.
CREATE TRIGGER search_stock_update AFTER UPDATE OF inventory_tracked, inventory_policy, inventory_quantity ON variants
WHEN (old.inventory_tracked = 0 OR old.inventory_policy = 'continue' OR old.inventory_quantity > 0)
  <> (new.inventory_tracked = 0 OR new.inventory_policy = 'continue' OR new.inventory_quantity > 0) BEGIN
  UPDATE search_state SET seq = seq + 1;
  INSERT INTO search_changes SELECT p.rowid, s.seq FROM products p, search_state s WHERE p.id = new.product_id ON CONFLICT (product) DO UPDATE SET seq = excluded.seq;
END;

-- Collections have no products' rows: their names are counted apart.
ALTER TABLE search_state ADD COLUMN collections_seq INTEGER NOT NULL DEFAULT 0;
CREATE TRIGGER search_collection_names_insert AFTER INSERT ON collections BEGIN
  UPDATE search_state SET collections_seq = collections_seq + 1;
END;
CREATE TRIGGER search_collection_names_update AFTER UPDATE OF handle, title ON collections BEGIN
  UPDATE search_state SET collections_seq = collections_seq + 1;
END;
CREATE TRIGGER search_collection_names_delete AFTER DELETE ON collections BEGIN
  UPDATE search_state SET collections_seq = collections_seq + 1;
END;
