-- The handle of a store that is being made is held by its job alone. Attempts that were under way become jobs nobody holds.
INSERT INTO store_jobs (id, store_id, handle, kind, step, owner, held_until, created_at, updated_at)
  SELECT id, id, handle, 'create', 'begin', '', updated_at, created_at, updated_at FROM stores WHERE status = 'creating';
DELETE FROM stores WHERE status = 'creating';
-- Deleted before there was a time of grace: it begins with their last change.
UPDATE stores SET deleted_at = updated_at WHERE status = 'deleted' AND deleted_at IS NULL;
