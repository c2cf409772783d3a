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
  -- What the licence permits, parted by spaces: edit, ship, commercial-use.
  permits TEXT NOT NULL,
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
  -- What it also speaks to, parted by spaces: sdg:8, iris:PI2998.
  tags TEXT NOT NULL,
  position BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, edition_id, code),
  FOREIGN KEY (organisation_id, edition_id) REFERENCES framework_edition (organisation_id, id),
  FOREIGN KEY (organisation_id, theme_id) REFERENCES theme (organisation_id, id)
);

-- How a measure of one framework stands to a measure of another, by their names: it holds as soon as
-- both are adopted.
-- kind: organisation
CREATE TABLE crosswalk (
  organisation_id BYTEA NOT NULL,
  from_framework TEXT NOT NULL,
  from_edition TEXT NOT NULL,
  from_code TEXT NOT NULL,
  to_framework TEXT NOT NULL,
  to_edition TEXT NOT NULL,
  to_code TEXT NOT NULL,
  relation TEXT NOT NULL CHECK (relation IN ('equal', 'subset', 'superset', 'overlaps')),
  reason TEXT NOT NULL CHECK (reason <> ''),
  said_at BIGINT NOT NULL,
  said_by BYTEA,
  PRIMARY KEY (organisation_id, to_framework, to_edition, to_code, from_framework, from_edition, from_code),
  FOREIGN KEY (organisation_id) REFERENCES organisation (organisation_id)
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
  -- The name in lower case, for finding it and for having it once.
  name_folded TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('employer', 'supplier', 'community-group', 'housing',
    'public-body', 'charity', 'education', 'other')),
  purpose TEXT NOT NULL,
  stage TEXT NOT NULL CHECK (stage IN ('prospect', 'checks', 'approved', 'active', 'under-review',
    'ended')),
  -- How often its checks have begun: checks and signatures belong to one round.
  round BIGINT NOT NULL CHECK (round >= 0),
  approved_on TEXT,
  ended_on TEXT,
  review_due_on TEXT,
  listed_at BIGINT NOT NULL,
  listed_by BYTEA,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, name_folded),
  CHECK (stage NOT IN ('approved', 'active', 'under-review')
    OR (approved_on IS NOT NULL AND review_due_on IS NOT NULL)),
  CHECK (stage <> 'ended' OR ended_on IS NOT NULL),
  FOREIGN KEY (organisation_id) REFERENCES organisation (organisation_id)
);
CREATE INDEX partner_by_review ON partner (organisation_id, review_due_on, id);

-- A partner that was approved at least once. What counts refers to this table, so that no way of
-- writing can count anything with a partner that was never approved (P3b).
-- kind: organisation
CREATE TABLE approved_partner (
  organisation_id BYTEA NOT NULL,
  partner_id BYTEA NOT NULL,
  first_approved_on TEXT NOT NULL,
  PRIMARY KEY (organisation_id, partner_id),
  FOREIGN KEY (organisation_id, partner_id) REFERENCES partner (organisation_id, id)
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
