-- How a merchant steers search: words that mean the same, products pinned or hidden for a query, picks to recommend. One row.
CREATE TABLE search_settings (
  id         INTEGER PRIMARY KEY CHECK (id = 1),
  version    INTEGER NOT NULL DEFAULT 0,               -- goes up with every change; 0 until the first
  -- JSON of the schema in edge-api/contract/search-settings.ts; '{}' is a search that works.
  settings   TEXT    NOT NULL DEFAULT '{}' CHECK (json_valid(settings)),
  updated_at TEXT                                      -- UTC, ISO 8601; NULL until the first change
) STRICT;
INSERT INTO search_settings (id) VALUES (1);
