-- A job that is followed up: reported by a return, or opened by hand. What follows from its checks is
-- kept beside it, so that lists and numbers cost the same however many there are.
-- kind: organisation
CREATE TABLE follow_up (
  organisation_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  -- The provider's number; empty when it is not known.
  ukprn TEXT NOT NULL,
  learner TEXT NOT NULL CHECK (learner <> ''),
  began_on TEXT NOT NULL,
  middle_on TEXT NOT NULL,
  last_on TEXT NOT NULL,
  -- The return that reported it last: its funding year, file, and the day it says by now.
  return_year BIGINT,
  return_file TEXT,
  reported_on TEXT,
  left_return_at BIGINT,
  -- When the file that opened it was taken back.
  taken_back_at BIGINT,
  -- The first half of the postcode, and the organisation's area it lies in.
  outward_postcode TEXT,
  area_code TEXT,
  opened_at BIGINT NOT NULL,
  opened_by BYTEA,
  standing TEXT NOT NULL CHECK (standing IN ('open', 'not-reached', 'not-in-work', 'complete')),
  next_stage TEXT CHECK (next_stage IN ('start', 'middle', 'last')),
  next_on TEXT,
  started_on TEXT,
  middle_confirmed_on TEXT,
  sustained_on TEXT,
  PRIMARY KEY (organisation_id, id),
  CHECK ((next_stage IS NULL) = (next_on IS NULL)),
  CHECK (middle_on > began_on AND last_on > middle_on),
  FOREIGN KEY (organisation_id, area_code) REFERENCES area (organisation_id, code)
);
CREATE INDEX follow_up_by_next ON follow_up (organisation_id, next_on, id) WHERE next_on IS NOT NULL;
CREATE INDEX follow_up_by_learner ON follow_up (organisation_id, learner);

-- One dated check. It is never changed: a later one of the same stage stands in its place, or it is taken
-- back with the file it came from.
-- kind: organisation
CREATE TABLE follow_up_check (
  organisation_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  follow_up_id BYTEA NOT NULL,
  stage TEXT NOT NULL CHECK (stage IN ('start', 'middle', 'last')),
  -- Counts the checks of a stage; the highest stands.
  number BIGINT NOT NULL CHECK (number > 0),
  answer TEXT NOT NULL CHECK (answer IN ('this-job', 'another-job', 'self-employed', 'not-in-work', 'not-reached')),
  checked_on TEXT NOT NULL,
  hours TEXT NOT NULL CHECK (hours IN ('sixteen', 'fewer', 'unknown')),
  workplace TEXT NOT NULL CHECK (workplace IN ('area', 'elsewhere', 'unknown')),
  workplace_area_code TEXT,
  -- Nobody, when nobody was reached.
  said_by TEXT CHECK (said_by IN ('learner', 'employer', 'payslip', 'other-record')),
  -- Why it stands in the place of the one before; empty for the first.
  reason TEXT NOT NULL,
  evidence_id BYTEA,
  recorded_at BIGINT NOT NULL,
  recorded_by BYTEA,
  taken_back_at BIGINT,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, follow_up_id, stage, number),
  CHECK ((workplace = 'area') = (workplace_area_code IS NOT NULL)),
  FOREIGN KEY (organisation_id, follow_up_id) REFERENCES follow_up (organisation_id, id),
  FOREIGN KEY (organisation_id, workplace_area_code) REFERENCES area (organisation_id, code),
  FOREIGN KEY (organisation_id, evidence_id) REFERENCES evidence (organisation_id, id)
);

-- The entry that stands for a fact of a follow-up.
-- kind: organisation
CREATE TABLE follow_up_entry (
  organisation_id BYTEA NOT NULL,
  follow_up_id BYTEA NOT NULL,
  fact TEXT NOT NULL CHECK (fact IN ('started', 'sustained')),
  entry_id BYTEA NOT NULL,
  -- The check it rests on.
  check_id BYTEA NOT NULL,
  PRIMARY KEY (organisation_id, follow_up_id, fact),
  FOREIGN KEY (organisation_id, follow_up_id) REFERENCES follow_up (organisation_id, id),
  FOREIGN KEY (organisation_id, check_id) REFERENCES follow_up_check (organisation_id, id),
  FOREIGN KEY (organisation_id, entry_id) REFERENCES entry (organisation_id, id)
);

-- When checks are due, and whether 16 hours are asked for.
-- kind: organisation
CREATE TABLE follow_up_setting (
  organisation_id BYTEA NOT NULL PRIMARY KEY,
  middle_weeks BIGINT NOT NULL CHECK (middle_weeks BETWEEN 1 AND 104),
  last_weeks BIGINT NOT NULL CHECK (last_weeks BETWEEN 1 AND 104),
  hours_rule TEXT NOT NULL CHECK (hours_rule IN ('shown', 'asked')),
  CHECK (last_weeks > middle_weeks)
);

-- Which measure a fact feeds, and where it counts when nothing says where.
-- kind: organisation
CREATE TABLE follow_up_rule (
  organisation_id BYTEA NOT NULL,
  fact TEXT NOT NULL CHECK (fact IN ('started', 'sustained')),
  measure_id BYTEA NOT NULL,
  area_code TEXT NOT NULL,
  additional_percent BIGINT NOT NULL CHECK (additional_percent BETWEEN 0 AND 100),
  PRIMARY KEY (organisation_id, fact),
  FOREIGN KEY (organisation_id, measure_id) REFERENCES measure (organisation_id, id),
  FOREIGN KEY (organisation_id, area_code) REFERENCES area (organisation_id, code)
);

-- A one-time link by which a learner or an employer answers a check without an account.
-- kind: organisation
CREATE TABLE follow_up_link (
  organisation_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  follow_up_id BYTEA NOT NULL,
  stage TEXT NOT NULL CHECK (stage IN ('start', 'middle', 'last')),
  audience TEXT NOT NULL CHECK (audience IN ('learner', 'employer')),
  made_at BIGINT NOT NULL,
  made_by BYTEA,
  expires_at BIGINT NOT NULL,
  withdrawn_at BIGINT,
  withdrawn_by BYTEA,
  answered_at BIGINT,
  answer TEXT CHECK (answer IN ('this-job', 'another-job', 'self-employed', 'not-in-work')),
  hours TEXT CHECK (hours IN ('sixteen', 'fewer', 'unknown')),
  since_on TEXT,
  until_on TEXT,
  -- The check that a member of staff made of it.
  check_id BYTEA,
  PRIMARY KEY (organisation_id, id),
  CHECK ((answered_at IS NULL) = (answer IS NULL)),
  CHECK ((answered_at IS NULL) = (hours IS NULL)),
  CHECK (expires_at > made_at),
  FOREIGN KEY (organisation_id, follow_up_id) REFERENCES follow_up (organisation_id, id),
  FOREIGN KEY (organisation_id, check_id) REFERENCES follow_up_check (organisation_id, id)
);
CREATE INDEX follow_up_link_of ON follow_up_link (organisation_id, follow_up_id);

-- kind: directory
CREATE TABLE directory_follow_up_link (
  token_sha256 BYTEA NOT NULL PRIMARY KEY,
  organisation_id BYTEA NOT NULL,
  link_id BYTEA NOT NULL,
  counted_from BIGINT NOT NULL,
  tries BIGINT NOT NULL
);
