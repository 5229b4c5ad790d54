-- Search reads search_index. The first full-text index, with the words as SQLite takes them, goes.
DROP TRIGGER products_fts_insert;
DROP TRIGGER products_fts_delete;
DROP TRIGGER products_fts_update;
DROP TABLE products_words;
DROP TABLE products_fts;
