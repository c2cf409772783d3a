-- That a backup was made, as told by whatever makes it: when, and where it lies.
-- kind: organisation
CREATE TABLE backup (
  organisation_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  made_at BIGINT NOT NULL,
  place TEXT NOT NULL CHECK (place <> ''),
  PRIMARY KEY (organisation_id, id)
);
CREATE INDEX backup_by_time ON backup (organisation_id, made_at, id);
