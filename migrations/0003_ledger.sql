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

-- The consent of the people who can be recognised in a photograph, and its end.
-- kind: organisation
CREATE TABLE consent (
  organisation_id BYTEA NOT NULL,
  evidence_id BYTEA NOT NULL,
  kept_where TEXT NOT NULL CHECK (kept_where <> ''),
  given_on TEXT NOT NULL,
  withdrawn_on TEXT,
  withdrawn_by BYTEA,
  PRIMARY KEY (organisation_id, evidence_id),
  FOREIGN KEY (organisation_id, evidence_id) REFERENCES evidence (organisation_id, id)
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
  -- Which line of the catalogue it began with, and the course it belongs to, if any.
  catalogue TEXT,
  course TEXT,
  owner_id BYTEA,
  starts_on TEXT,
  ends_on TEXT,
  planned_sessions BIGINT CHECK (planned_sessions > 0),
  started_at BIGINT NOT NULL,
  started_by BYTEA,
  ended_at BIGINT,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, id, audience),
  UNIQUE (organisation_id, id, partner_id),
  CHECK (ends_on IS NULL OR ends_on >= starts_on),
  FOREIGN KEY (organisation_id, owner_id) REFERENCES person (organisation_id, id),
  FOREIGN KEY (organisation_id, partner_id) REFERENCES partner (organisation_id, id),
  FOREIGN KEY (organisation_id, area_code) REFERENCES area (organisation_id, code)
);
CREATE INDEX activity_by_partner ON activity (organisation_id, partner_id) WHERE partner_id IS NOT NULL;

-- Where else than at its usual place an activity reaches people.
-- kind: organisation
CREATE TABLE activity_area (
  organisation_id BYTEA NOT NULL,
  activity_id BYTEA NOT NULL,
  area_code TEXT NOT NULL,
  PRIMARY KEY (organisation_id, activity_id, area_code),
  FOREIGN KEY (organisation_id, activity_id) REFERENCES activity (organisation_id, id),
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

-- Whether an activity detracts from what must not suffer (P1.1d): an answer is never changed, a later
-- one comes on top of it.
-- kind: organisation
CREATE TABLE activity_answer (
  organisation_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  activity_id BYTEA NOT NULL,
  question TEXT NOT NULL CHECK (question IN ('safeguarding', 'curriculum', 'contract')),
  finding TEXT NOT NULL CHECK (finding IN ('does-not-detract', 'detracts')),
  reason TEXT NOT NULL CHECK (reason <> ''),
  answered_at BIGINT NOT NULL,
  answered_by BYTEA NOT NULL,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, activity_id, id, question, finding),
  FOREIGN KEY (organisation_id, activity_id) REFERENCES activity (organisation_id, id),
  FOREIGN KEY (organisation_id, answered_by) REFERENCES person (organisation_id, id)
);

-- An activity that went live, with the three good answers it went live on and its partner, who was
-- approved. Sessions refer to this table, so that no way of writing can record one for an activity that
-- never went live.
-- kind: organisation
CREATE TABLE activity_live (
  organisation_id BYTEA NOT NULL,
  activity_id BYTEA NOT NULL,
  finding TEXT NOT NULL CHECK (finding = 'does-not-detract'),
  safeguarding TEXT NOT NULL CHECK (safeguarding = 'safeguarding'),
  safeguarding_id BYTEA NOT NULL,
  curriculum TEXT NOT NULL CHECK (curriculum = 'curriculum'),
  curriculum_id BYTEA NOT NULL,
  contract TEXT NOT NULL CHECK (contract = 'contract'),
  contract_id BYTEA NOT NULL,
  partner_id BYTEA,
  went_live_at BIGINT NOT NULL,
  went_live_by BYTEA,
  PRIMARY KEY (organisation_id, activity_id),
  FOREIGN KEY (organisation_id, activity_id, partner_id)
    REFERENCES activity (organisation_id, id, partner_id),
  FOREIGN KEY (organisation_id, partner_id)
    REFERENCES approved_partner (organisation_id, partner_id),
  FOREIGN KEY (organisation_id, activity_id, safeguarding_id, safeguarding, finding)
    REFERENCES activity_answer (organisation_id, activity_id, id, question, finding),
  FOREIGN KEY (organisation_id, activity_id, curriculum_id, curriculum, finding)
    REFERENCES activity_answer (organisation_id, activity_id, id, question, finding),
  FOREIGN KEY (organisation_id, activity_id, contract_id, contract, finding)
    REFERENCES activity_answer (organisation_id, activity_id, id, question, finding)
);

-- How learners are looked after in an activity (P4f): the newest row counts.
-- kind: organisation
CREATE TABLE supervision (
  organisation_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  activity_id BYTEA NOT NULL,
  age_from BIGINT NOT NULL CHECK (age_from BETWEEN 0 AND 120),
  age_to BIGINT NOT NULL CHECK (age_to BETWEEN age_from AND 120),
  voluntary_how TEXT NOT NULL CHECK (voluntary_how <> ''),
  supervisor TEXT NOT NULL CHECK (supervisor <> ''),
  learners_each BIGINT NOT NULL CHECK (learners_each > 0),
  recorded_at BIGINT NOT NULL,
  recorded_by BYTEA,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, activity_id, id, age_from, learners_each),
  FOREIGN KEY (organisation_id, activity_id) REFERENCES activity (organisation_id, id)
);
CREATE INDEX supervision_by_activity ON supervision (organisation_id, activity_id, id);

-- kind: organisation
CREATE TABLE risk_assessment (
  organisation_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  activity_id BYTEA NOT NULL,
  title TEXT NOT NULL,
  reviewed_on TEXT NOT NULL,
  valid_until TEXT NOT NULL,
  evidence_id BYTEA,
  recorded_at BIGINT NOT NULL,
  recorded_by BYTEA,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, activity_id, id, reviewed_on, valid_until),
  CHECK (valid_until >= reviewed_on),
  FOREIGN KEY (organisation_id, activity_id) REFERENCES activity (organisation_id, id),
  FOREIGN KEY (organisation_id, evidence_id) REFERENCES evidence (organisation_id, id)
);
CREATE INDEX risk_assessment_by_activity ON risk_assessment (organisation_id, activity_id, id);

-- A session with learners says what it relied on, and the schema refuses it without (P4f).
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
  audience TEXT NOT NULL,
  supervision_id BYTEA,
  age_from BIGINT,
  learners_each BIGINT,
  supervisor TEXT,
  supervisors BIGINT,
  consent_confirmed_on TEXT,
  risk_assessment_id BYTEA,
  risk_reviewed_on TEXT,
  risk_valid_until TEXT,
  -- That a concern was passed on, and when; never what it was.
  concern_passed_on TEXT,
  replaces_id BYTEA,
  recorded_at BIGINT NOT NULL,
  recorded_by BYTEA,
  PRIMARY KEY (organisation_id, id),
  CHECK (audience <> 'learners' OR (supervision_id IS NOT NULL AND age_from IS NOT NULL
    AND learners_each IS NOT NULL AND supervisor IS NOT NULL AND supervisors IS NOT NULL
    AND risk_assessment_id IS NOT NULL AND risk_reviewed_on IS NOT NULL
    AND risk_valid_until IS NOT NULL)),
  CHECK (attendees <= supervisors * learners_each),
  CHECK (age_from >= 18 OR consent_confirmed_on IS NOT NULL),
  CHECK (held_on BETWEEN risk_reviewed_on AND risk_valid_until),
  FOREIGN KEY (organisation_id, activity_id, audience)
    REFERENCES activity (organisation_id, id, audience),
  FOREIGN KEY (organisation_id, activity_id)
    REFERENCES activity_live (organisation_id, activity_id),
  FOREIGN KEY (organisation_id, activity_id, supervision_id, age_from, learners_each)
    REFERENCES supervision (organisation_id, activity_id, id, age_from, learners_each),
  FOREIGN KEY (organisation_id, activity_id, risk_assessment_id, risk_reviewed_on, risk_valid_until)
    REFERENCES risk_assessment (organisation_id, activity_id, id, reviewed_on, valid_until)
);
CREATE INDEX session_by_activity ON session (organisation_id, activity_id, held_on, id);
CREATE INDEX session_by_date ON session (organisation_id, held_on, activity_id, attendees);
CREATE UNIQUE INDEX session_replaced_once ON session (organisation_id, replaces_id)
  WHERE replaces_id IS NOT NULL;

-- A file that was brought in. It waits to be accepted, and is forgotten when it is, unless it is asked
-- to be kept; its name, its SHA-256 and what came of it stay.
-- kind: organisation
CREATE TABLE import (
  organisation_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'accepted', 'dropped', 'undone')),
  file_name TEXT NOT NULL CHECK (file_name <> ''),
  file_sha256 BYTEA NOT NULL,
  file_bytes BIGINT NOT NULL,
  -- What is done with the file in the end: 'forget' or 'keep'.
  file_after TEXT NOT NULL CHECK (file_after IN ('forget', 'keep')),
  -- Which column holds what, as JSON; an empty object until it is known.
  columns TEXT NOT NULL,
  -- The sheet of a workbook that is read; none of another file.
  sheet TEXT CHECK (sheet <> ''),
  created BIGINT NOT NULL CHECK (created >= 0),
  changed BIGINT NOT NULL CHECK (changed >= 0),
  skipped BIGINT NOT NULL CHECK (skipped >= 0),
  refused BIGINT NOT NULL CHECK (refused >= 0),
  brought_at BIGINT NOT NULL,
  brought_by BYTEA,
  ended_at BIGINT,
  ended_by BYTEA,
  PRIMARY KEY (organisation_id, id),
  CHECK ((state = 'waiting') = (ended_at IS NULL)),
  FOREIGN KEY (organisation_id, brought_by) REFERENCES person (organisation_id, id),
  FOREIGN KEY (organisation_id, ended_by) REFERENCES person (organisation_id, id)
);
CREATE INDEX import_by_time ON import (organisation_id, brought_at, id);
CREATE INDEX import_by_file ON import (organisation_id, file_sha256);

-- A record other than an entry that came of a file, and what it was before, so that it can be taken back.
-- kind: organisation
CREATE TABLE import_record (
  organisation_id BYTEA NOT NULL,
  import_id BYTEA NOT NULL,
  record TEXT NOT NULL CHECK (record <> ''),
  before_text TEXT,
  PRIMARY KEY (organisation_id, import_id, record),
  FOREIGN KEY (organisation_id, import_id) REFERENCES import (organisation_id, id)
);

-- Which column held what when headings like these came last.
-- kind: organisation
CREATE TABLE import_columns (
  organisation_id BYTEA NOT NULL,
  kind TEXT NOT NULL,
  -- SHA-256 of the headings in their order.
  headings_sha256 BYTEA NOT NULL,
  columns TEXT NOT NULL,
  PRIMARY KEY (organisation_id, kind, headings_sha256),
  FOREIGN KEY (organisation_id) REFERENCES organisation (organisation_id)
);

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
  -- How the area was found; null when somebody, or a file, said it.
  area_method TEXT CHECK (area_method <> ''),
  partner_id BYTEA,
  activity_id BYTEA,
  session_id BYTEA,
  contract_id BYTEA,
  corrects_id BYTEA,
  -- The file it came from, and what it is called there.
  import_id BYTEA,
  import_reference TEXT,
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
  FOREIGN KEY (organisation_id, import_id) REFERENCES import (organisation_id, id),
  FOREIGN KEY (organisation_id, corrects_id) REFERENCES entry (organisation_id, id)
);
CREATE INDEX entry_by_import ON entry (organisation_id, import_id, id) WHERE import_id IS NOT NULL;
CREATE INDEX entry_by_reference ON entry (organisation_id, import_reference, id)
  WHERE import_reference IS NOT NULL;
CREATE INDEX entry_by_time ON entry (organisation_id, counts_on, id);
CREATE INDEX entry_by_measure ON entry (organisation_id, measure_id, counts_on, id);
CREATE INDEX entry_by_area ON entry (organisation_id, area_code, counts_on, id);
CREATE INDEX entry_by_partner ON entry (organisation_id, partner_id, counts_on, id)
  WHERE partner_id IS NOT NULL;
CREATE INDEX entry_by_activity ON entry (organisation_id, activity_id, counts_on, id)
  WHERE activity_id IS NOT NULL;
CREATE INDEX entry_by_session ON entry (organisation_id, session_id, id)
  WHERE session_id IS NOT NULL;
CREATE INDEX entry_by_contract ON entry (organisation_id, contract_id, counts_on, id)
  WHERE contract_id IS NOT NULL;
CREATE INDEX entry_by_adjustment ON entry (organisation_id, quarter, adjusts_quarter, measure_id)
  WHERE adjusts_quarter IS NOT NULL;
CREATE INDEX entry_by_correction ON entry (organisation_id, corrects_id)
  WHERE corrects_id IS NOT NULL;

-- By which rule of counting a quantity was worked out, and the sum with its result.
-- kind: organisation
CREATE TABLE entry_working (
  organisation_id BYTEA NOT NULL,
  entry_id BYTEA NOT NULL,
  counting_rule TEXT NOT NULL CHECK (counting_rule <> ''),
  working TEXT NOT NULL CHECK (working <> ''),
  PRIMARY KEY (organisation_id, entry_id),
  FOREIGN KEY (organisation_id, entry_id) REFERENCES entry (organisation_id, id)
);

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
-- shows: all of a measure, by month, by area, by partner, and by area and method where a method found it.
-- The key of the whole is empty.
-- kind: organisation
CREATE TABLE totals (
  organisation_id BYTEA NOT NULL,
  quarter TEXT NOT NULL,
  part TEXT NOT NULL CHECK (part IN ('whole', 'month', 'area', 'partner', 'method')),
  measure_id BYTEA NOT NULL,
  part_key TEXT NOT NULL,
  grade BIGINT NOT NULL,
  quantity_thousandths BIGINT NOT NULL,
  additional_thousandths BIGINT NOT NULL,
  entries BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, quarter, part, measure_id, part_key, grade)
);
CREATE INDEX totals_by_partner ON totals (organisation_id, part_key, quarter) WHERE part = 'partner';
