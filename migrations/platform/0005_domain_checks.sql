-- A proof that is gone for a while costs a store its domain: since when is written down, so that a day's mistake does not.
ALTER TABLE domain_claims ADD COLUMN failing_since TEXT;  -- UTC, ISO 8601; null while the last answer held the proof
CREATE INDEX domain_claims_by_certificate ON domain_claims (certificate_status, checked_at);
