-- kind: organisation
CREATE TABLE area (
  organisation_id BYTEA NOT NULL,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  listed_at BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, code),
  FOREIGN KEY (organisation_id) REFERENCES organisation (organisation_id)
);

-- kind: organisation
CREATE TABLE framework_edition (
  organisation_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  framework TEXT NOT NULL,
  edition TEXT NOT NULL,
  title TEXT NOT NULL,
  publisher TEXT NOT NULL,
  licence TEXT NOT NULL,
  attribution TEXT NOT NULL,
  adopted_at BIGINT NOT NULL,
  adopted_by BYTEA,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, framework, edition),
  FOREIGN KEY (organisation_id) REFERENCES organisation (organisation_id)
);

-- kind: organisation
CREATE TABLE theme (
  organisation_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  edition_id BYTEA NOT NULL,
  code TEXT NOT NULL,
  title TEXT NOT NULL,
  position BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, edition_id, code),
  FOREIGN KEY (organisation_id, edition_id) REFERENCES framework_edition (organisation_id, id)
);

-- kind: organisation
CREATE TABLE measure (
  organisation_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  edition_id BYTEA NOT NULL,
  theme_id BYTEA NOT NULL,
  outcome TEXT NOT NULL,
  code TEXT NOT NULL,
  title TEXT NOT NULL,
  unit TEXT NOT NULL,
  counts TEXT NOT NULL,
  evidence_asked TEXT NOT NULL,
  minimum_grade BIGINT NOT NULL CHECK (minimum_grade BETWEEN 1 AND 4),
  value_kind TEXT NOT NULL CHECK (value_kind IN ('fixed', 'localised', 'record-only')),
  aliases TEXT NOT NULL,
  exclusions TEXT NOT NULL,
  position BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, edition_id, code),
  FOREIGN KEY (organisation_id, edition_id) REFERENCES framework_edition (organisation_id, id),
  FOREIGN KEY (organisation_id, theme_id) REFERENCES theme (organisation_id, id)
);

-- kind: organisation
CREATE TABLE measure_value (
  organisation_id BYTEA NOT NULL,
  measure_id BYTEA NOT NULL,
  valid_from TEXT NOT NULL,
  pounds_ten_millionths BIGINT NOT NULL,
  source TEXT NOT NULL,
  PRIMARY KEY (organisation_id, measure_id, valid_from),
  FOREIGN KEY (organisation_id, measure_id) REFERENCES measure (organisation_id, id)
);

-- kind: organisation
CREATE TABLE target (
  organisation_id BYTEA NOT NULL,
  measure_id BYTEA NOT NULL,
  quarter TEXT NOT NULL,
  quantity_thousandths BIGINT NOT NULL CHECK (quantity_thousandths >= 0),
  set_at BIGINT NOT NULL,
  set_by BYTEA,
  PRIMARY KEY (organisation_id, quarter, measure_id),
  FOREIGN KEY (organisation_id, measure_id) REFERENCES measure (organisation_id, id)
);

-- kind: organisation
CREATE TABLE partner (
  organisation_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  name TEXT NOT NULL,
  purpose TEXT NOT NULL,
  listed_at BIGINT NOT NULL,
  listed_by BYTEA,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, name),
  FOREIGN KEY (organisation_id) REFERENCES organisation (organisation_id)
);

-- A theme without a row here is addressed by the measures of this framework alone.
-- kind: organisation
CREATE TABLE theme_elsewhere (
  organisation_id BYTEA NOT NULL,
  theme_id BYTEA NOT NULL,
  document TEXT NOT NULL,
  kept_where TEXT NOT NULL,
  marked_at BIGINT NOT NULL,
  marked_by BYTEA,
  PRIMARY KEY (organisation_id, theme_id),
  FOREIGN KEY (organisation_id, theme_id) REFERENCES theme (organisation_id, id)
);

-- kind: organisation
CREATE TABLE contract (
  organisation_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  funder TEXT NOT NULL,
  number TEXT NOT NULL,
  stream TEXT NOT NULL,
  former_stream TEXT NOT NULL,
  starts_on TEXT NOT NULL,
  ends_on TEXT NOT NULL,
  retention_class TEXT NOT NULL,
  listed_at BIGINT NOT NULL,
  listed_by BYTEA,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, funder, number),
  CHECK (ends_on >= starts_on),
  FOREIGN KEY (organisation_id) REFERENCES organisation (organisation_id)
);
