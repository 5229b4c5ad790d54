-- A restore makes a second database for its store; this is the name of the one in use. Null: the store's handle.
ALTER TABLE stores ADD COLUMN database_name TEXT;
