-- What a product page shows besides pictures and prices: videos, what a measure costs, when a variant is back.

-- Stands in for the picture until it is there: '#rrggbb', or a data: URI of a picture of a few pixels; null when none was made.
ALTER TABLE images ADD COLUMN placeholder TEXT;

-- How much a variant holds, and the measure its price is compared by, as in "500 ml" and "100 ml"; 0 where nothing is compared.
ALTER TABLE variants ADD COLUMN unit_total REAL NOT NULL DEFAULT 0 CHECK (unit_total >= 0);
ALTER TABLE variants ADD COLUMN unit_total_unit TEXT NOT NULL DEFAULT '';
ALTER TABLE variants ADD COLUMN unit_base REAL NOT NULL DEFAULT 0 CHECK (unit_base >= 0);
ALTER TABLE variants ADD COLUMN unit_base_unit TEXT NOT NULL DEFAULT '';
-- Day on which new stock is expected, ISO 8601 without a time; null when nobody knows.
ALTER TABLE variants ADD COLUMN restock_on TEXT;

-- Until now an import only carried what Shopify's file says of measures.
UPDATE variants SET
  unit_total      = CAST(json_extract(extra, '$."Unit Price Total Measure"') AS REAL),
  unit_total_unit = coalesce(json_extract(extra, '$."Unit Price Total Measure Unit"'), ''),
  unit_base       = max(0, CAST(coalesce(json_extract(extra, '$."Unit Price Base Measure"'), 0) AS REAL)),
  unit_base_unit  = coalesce(json_extract(extra, '$."Unit Price Base Measure Unit"'), ''),
  extra           = json_remove(extra, '$."Unit Price Total Measure"', '$."Unit Price Total Measure Unit"',
                      '$."Unit Price Base Measure"', '$."Unit Price Base Measure Unit"')
WHERE CAST(json_extract(extra, '$."Unit Price Total Measure"') AS REAL) > 0;

CREATE TABLE videos (
  id         TEXT    PRIMARY KEY,                      -- ULID
  product_id TEXT    NOT NULL REFERENCES products (id) ON DELETE CASCADE,
  url        TEXT    NOT NULL,                         -- addresses of one film's files, separated by spaces, or its page at YouTube or Vimeo
  poster     TEXT    NOT NULL DEFAULT '',              -- address of the picture shown until it plays
  alt        TEXT    NOT NULL DEFAULT '',
  position   INTEGER NOT NULL,                         -- among the images; a video stands before the image of its own position
  UNIQUE (product_id, url)
) STRICT;
