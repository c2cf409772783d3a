-- kind: organisation
CREATE TABLE evidence (
  organisation_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('file', 'link', 'attestation')),
  title TEXT NOT NULL,
  grade BIGINT NOT NULL CHECK (grade BETWEEN 1 AND 4),
  effective_on TEXT NOT NULL,
  file_name TEXT,
  media_type TEXT,
  file_sha256 BYTEA,
  file_bytes BIGINT,
  address TEXT,
  seen_what TEXT,
  kept_where TEXT,
  added_at BIGINT NOT NULL,
  added_by BYTEA,
  PRIMARY KEY (organisation_id, id),
  CHECK (kind <> 'file' OR file_sha256 IS NOT NULL),
  CHECK (kind <> 'link' OR address IS NOT NULL),
  CHECK (kind <> 'attestation' OR (seen_what IS NOT NULL AND kept_where IS NOT NULL)),
  FOREIGN KEY (organisation_id) REFERENCES organisation (organisation_id)
);

-- kind: organisation
CREATE TABLE closed_quarter (
  organisation_id BYTEA NOT NULL,
  quarter TEXT NOT NULL,
  closed_at BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, quarter),
  FOREIGN KEY (organisation_id) REFERENCES organisation (organisation_id)
);

-- kind: organisation
CREATE TABLE activity (
  organisation_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  title TEXT NOT NULL,
  description TEXT NOT NULL,
  audience TEXT NOT NULL,
  partner_id BYTEA,
  area_code TEXT NOT NULL,
  additional_percent BIGINT NOT NULL CHECK (additional_percent BETWEEN 0 AND 100),
  usual_minutes BIGINT NOT NULL CHECK (usual_minutes >= 0),
  started_at BIGINT NOT NULL,
  started_by BYTEA,
  ended_at BIGINT,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, partner_id) REFERENCES partner (organisation_id, id),
  FOREIGN KEY (organisation_id, area_code) REFERENCES area (organisation_id, code)
);

-- kind: organisation
CREATE TABLE activity_measure (
  organisation_id BYTEA NOT NULL,
  activity_id BYTEA NOT NULL,
  measure_id BYTEA NOT NULL,
  counting TEXT NOT NULL CHECK (counting IN ('attendees', 'hours-attended', 'sessions')),
  PRIMARY KEY (organisation_id, activity_id, measure_id),
  FOREIGN KEY (organisation_id, activity_id) REFERENCES activity (organisation_id, id),
  FOREIGN KEY (organisation_id, measure_id) REFERENCES measure (organisation_id, id)
);

-- kind: organisation
CREATE TABLE session (
  organisation_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  activity_id BYTEA NOT NULL,
  held_on TEXT NOT NULL,
  area_code TEXT NOT NULL,
  minutes BIGINT NOT NULL CHECK (minutes >= 0),
  attendees BIGINT NOT NULL CHECK (attendees >= 0),
  note TEXT NOT NULL,
  replaces_id BYTEA,
  recorded_at BIGINT NOT NULL,
  recorded_by BYTEA,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, activity_id) REFERENCES activity (organisation_id, id)
);
CREATE INDEX session_by_activity ON session (organisation_id, activity_id, held_on, id);
CREATE UNIQUE INDEX session_replaced_once ON session (organisation_id, replaces_id);

-- kind: organisation
CREATE TABLE entry (
  organisation_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('entry', 'reversal')),
  measure_id BYTEA NOT NULL,
  happened_on TEXT NOT NULL,
  counts_on TEXT NOT NULL,
  quarter TEXT NOT NULL,
  adjusts_quarter TEXT,
  area_code TEXT NOT NULL,
  partner_id BYTEA,
  activity_id BYTEA,
  session_id BYTEA,
  contract_id BYTEA,
  corrects_id BYTEA,
  quantity_thousandths BIGINT NOT NULL,
  additional_thousandths BIGINT NOT NULL,
  reason TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  recorded_by BYTEA,
  PRIMARY KEY (organisation_id, id),
  CHECK (adjusts_quarter IS NULL OR adjusts_quarter < quarter),
  FOREIGN KEY (organisation_id, measure_id) REFERENCES measure (organisation_id, id),
  FOREIGN KEY (organisation_id, area_code) REFERENCES area (organisation_id, code),
  FOREIGN KEY (organisation_id, partner_id) REFERENCES approved_partner (organisation_id, partner_id),
  FOREIGN KEY (organisation_id, activity_id) REFERENCES activity (organisation_id, id),
  FOREIGN KEY (organisation_id, session_id) REFERENCES session (organisation_id, id),
  FOREIGN KEY (organisation_id, contract_id) REFERENCES contract (organisation_id, id),
  FOREIGN KEY (organisation_id, corrects_id) REFERENCES entry (organisation_id, id)
);
CREATE INDEX entry_by_time ON entry (organisation_id, counts_on, id);
CREATE INDEX entry_by_measure ON entry (organisation_id, measure_id, counts_on, id);
CREATE INDEX entry_by_area ON entry (organisation_id, area_code, counts_on, id);
CREATE INDEX entry_by_partner ON entry (organisation_id, partner_id, counts_on, id)
  WHERE partner_id IS NOT NULL;
CREATE INDEX entry_by_activity ON entry (organisation_id, activity_id, counts_on, id)
  WHERE activity_id IS NOT NULL;
CREATE INDEX entry_by_session ON entry (organisation_id, session_id) WHERE session_id IS NOT NULL;
CREATE INDEX entry_by_contract ON entry (organisation_id, contract_id, counts_on, id)
  WHERE contract_id IS NOT NULL;
CREATE INDEX entry_by_adjustment ON entry (organisation_id, quarter, adjusts_quarter, measure_id);
CREATE INDEX entry_by_correction ON entry (organisation_id, corrects_id)
  WHERE corrects_id IS NOT NULL;

-- kind: organisation
CREATE TABLE evidence_link (
  organisation_id BYTEA NOT NULL,
  entry_id BYTEA NOT NULL,
  evidence_id BYTEA NOT NULL,
  grade BIGINT NOT NULL CHECK (grade BETWEEN 1 AND 4),
  linked_at BIGINT NOT NULL,
  linked_by BYTEA,
  PRIMARY KEY (organisation_id, entry_id, evidence_id),
  FOREIGN KEY (organisation_id, entry_id) REFERENCES entry (organisation_id, id),
  FOREIGN KEY (organisation_id, evidence_id) REFERENCES evidence (organisation_id, id)
);
CREATE INDEX evidence_link_by_evidence ON evidence_link (organisation_id, evidence_id, entry_id);

-- Running sums, one kind for each way a page looks at them, so that no page reads more rows than it
-- shows: all of a measure, by month, by area, by partner. The key of the whole is empty.
-- kind: organisation
CREATE TABLE totals (
  organisation_id BYTEA NOT NULL,
  quarter TEXT NOT NULL,
  part TEXT NOT NULL CHECK (part IN ('whole', 'month', 'area', 'partner')),
  measure_id BYTEA NOT NULL,
  part_key TEXT NOT NULL,
  grade BIGINT NOT NULL,
  quantity_thousandths BIGINT NOT NULL,
  additional_thousandths BIGINT NOT NULL,
  entries BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, quarter, part, measure_id, part_key, grade)
);
