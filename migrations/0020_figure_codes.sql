-- The short code of each figure of a sealed record. It follows from the seal's SHA-256 and from what
-- the figure is of, so this table only finds it again. Two figures may share a code; a page asks which.
-- kind: organisation
CREATE TABLE figure_code (
  organisation_id BYTEA NOT NULL,
  code TEXT NOT NULL,
  seal_id BYTEA NOT NULL,
  path TEXT NOT NULL CHECK (path <> ''),
  PRIMARY KEY (organisation_id, code, seal_id, path),
  FOREIGN KEY (organisation_id, seal_id) REFERENCES seal (organisation_id, id)
);
CREATE INDEX figure_code_by_seal ON figure_code (organisation_id, seal_id, path);
