-- The entries of the log whose salt and content are gone, and by which disposal or request. See 0032 for
-- what was kept of it before.
-- kind: organisation
CREATE TABLE erased_content (
  organisation_id BYTEA NOT NULL,
  number BIGINT NOT NULL,
  by_kind TEXT NOT NULL CHECK (by_kind IN ('disposal', 'request')),
  by_id BYTEA NOT NULL,
  erased_at BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, number),
  FOREIGN KEY (organisation_id, number) REFERENCES log_entry (organisation_id, number)
);
