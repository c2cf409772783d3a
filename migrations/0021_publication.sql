-- What of an organisation everybody may read. A proposal becomes public only by somebody else.
-- kind: organisation
CREATE TABLE publication (
  organisation_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  year TEXT NOT NULL,
  issue BIGINT NOT NULL CHECK (issue > 0),
  report_sha256 BYTEA NOT NULL,
  proposed_at BIGINT NOT NULL,
  proposed_by BYTEA NOT NULL,
  published_at BIGINT,
  published_by BYTEA,
  taken_down_at BIGINT,
  taken_down_by BYTEA,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, year, issue),
  CHECK (published_by IS NULL OR published_by <> proposed_by),
  CHECK ((published_at IS NULL) = (published_by IS NULL)),
  CHECK ((taken_down_at IS NULL) = (taken_down_by IS NULL)),
  FOREIGN KEY (organisation_id, year) REFERENCES annual_report (organisation_id, year)
);

-- The bytes that are shown, as they were proposed.
-- kind: organisation
CREATE TABLE publication_file (
  organisation_id BYTEA NOT NULL,
  publication_id BYTEA NOT NULL,
  name TEXT NOT NULL CHECK (name <> ''),
  media_type TEXT NOT NULL,
  content BYTEA NOT NULL,
  content_sha256 BYTEA NOT NULL,
  PRIMARY KEY (organisation_id, publication_id, name),
  FOREIGN KEY (organisation_id, publication_id) REFERENCES publication (organisation_id, id)
);

-- kind: organisation
CREATE TABLE publication_setting (
  organisation_id BYTEA NOT NULL,
  slug TEXT NOT NULL CHECK (slug <> ''),
  listed_since BIGINT,
  ocid_prefix TEXT NOT NULL,
  set_at BIGINT NOT NULL,
  set_by BYTEA,
  PRIMARY KEY (organisation_id),
  FOREIGN KEY (organisation_id) REFERENCES organisation (organisation_id)
);

-- Whose public page an address is.
-- kind: directory
CREATE TABLE directory_public_page (
  slug TEXT NOT NULL,
  organisation_id BYTEA NOT NULL,
  PRIMARY KEY (slug)
);
