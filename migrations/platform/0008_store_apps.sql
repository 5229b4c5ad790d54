-- The sync server asks whether an app is an open store's: for each session, and each second for those in memory.
CREATE INDEX stores_by_app ON stores (instant_app_id);
