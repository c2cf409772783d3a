-- What was loaded last of each kind: postcodes, or the deciles of small areas.
-- kind: organisation
CREATE TABLE place_load (
  organisation_id BYTEA NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('postcodes', 'deciles')),
  title TEXT NOT NULL CHECK (title <> ''),
  -- Which index its deciles are of; nothing when it has none.
  deprivation TEXT,
  file_name TEXT NOT NULL CHECK (file_name <> ''),
  file_sha256 BYTEA NOT NULL,
  rows_read BIGINT NOT NULL CHECK (rows_read >= 0),
  rows_kept BIGINT NOT NULL CHECK (rows_kept > 0),
  rows_refused BIGINT NOT NULL CHECK (rows_refused >= 0),
  loaded_at BIGINT NOT NULL,
  loaded_by BYTEA,
  PRIMARY KEY (organisation_id, kind),
  FOREIGN KEY (organisation_id, loaded_by) REFERENCES person (organisation_id, id)
);

-- Public reference data: the postcodes of our areas, without their space.
-- kind: organisation
CREATE TABLE postcode_place (
  organisation_id BYTEA NOT NULL,
  postcode TEXT NOT NULL CHECK (length(postcode) BETWEEN 5 AND 7),
  area_code TEXT NOT NULL,
  ward TEXT,
  lsoa TEXT,
  decile BIGINT CHECK (decile BETWEEN 1 AND 10),
  PRIMARY KEY (organisation_id, postcode),
  FOREIGN KEY (organisation_id, area_code) REFERENCES area (organisation_id, code)
);

-- Deciles of small areas from a file of their own; they win over those beside a postcode.
-- kind: organisation
CREATE TABLE lsoa_decile (
  organisation_id BYTEA NOT NULL,
  lsoa TEXT NOT NULL CHECK (lsoa <> ''),
  decile BIGINT NOT NULL CHECK (decile BETWEEN 1 AND 10),
  PRIMARY KEY (organisation_id, lsoa)
);
