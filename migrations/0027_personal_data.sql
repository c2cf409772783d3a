-- What somebody asks about the data kept on them, by when it is answered and what two people decided.
-- kind: organisation
CREATE TABLE request (
  organisation_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  asks TEXT NOT NULL CHECK (asks IN ('access', 'rectify', 'erase', 'restrict', 'object', 'complain')),
  subject_kind TEXT NOT NULL CHECK (subject_kind IN ('learner', 'account', 'contact')),
  -- A learner's reference, the key of an account, or the name of a contact; blank once it is erased.
  subject TEXT NOT NULL,
  note TEXT NOT NULL,
  received_on TEXT NOT NULL,
  extended_on TEXT,
  extended_why TEXT CHECK (extended_why <> ''),
  recorded_at BIGINT NOT NULL,
  recorded_by BYTEA NOT NULL,
  decision TEXT CHECK (decision IN ('hand-over', 'put-right', 'erase', 'restrict', 'lift-restriction', 'refuse')),
  ground TEXT,
  decision_why TEXT,
  proposed_at BIGINT,
  proposed_by BYTEA,
  agreed_at BIGINT,
  agreed_by BYTEA,
  PRIMARY KEY (organisation_id, id),
  CHECK (agreed_by <> proposed_by),
  CHECK ((extended_on IS NULL) = (extended_why IS NULL)),
  CHECK ((decision = 'refuse') = (ground IS NOT NULL)),
  CHECK ((decision IS NULL) = (proposed_by IS NULL)),
  CHECK ((proposed_at IS NULL) = (proposed_by IS NULL)),
  CHECK ((agreed_at IS NULL) = (agreed_by IS NULL)),
  CHECK (agreed_by IS NULL OR proposed_by IS NOT NULL),
  FOREIGN KEY (organisation_id, recorded_by) REFERENCES person (organisation_id, id),
  FOREIGN KEY (organisation_id, proposed_by) REFERENCES person (organisation_id, id),
  FOREIGN KEY (organisation_id, agreed_by) REFERENCES person (organisation_id, id)
);
CREATE INDEX request_by_day ON request (organisation_id, received_on, id);

-- Days on which the clock of a request stands.
-- kind: organisation
CREATE TABLE request_pause (
  organisation_id BYTEA NOT NULL,
  request_id BYTEA NOT NULL,
  number BIGINT NOT NULL CHECK (number > 0),
  why TEXT NOT NULL CHECK (why IN ('identity', 'scope')),
  from_on TEXT NOT NULL,
  to_on TEXT,
  PRIMARY KEY (organisation_id, request_id, number),
  CHECK (to_on >= from_on),
  FOREIGN KEY (organisation_id, request_id) REFERENCES request (organisation_id, id)
);

-- A learner whose data is kept and shown to nobody, by their reference.
-- kind: organisation
CREATE TABLE learner_restriction (
  organisation_id BYTEA NOT NULL,
  learner TEXT NOT NULL CHECK (learner <> ''),
  since_at BIGINT NOT NULL,
  request_id BYTEA NOT NULL,
  lifted_at BIGINT,
  PRIMARY KEY (organisation_id, learner, since_at),
  FOREIGN KEY (organisation_id, request_id) REFERENCES request (organisation_id, id)
);

-- That somebody saw data about people: which page, whose, and when it was first that day.
-- kind: organisation
CREATE TABLE sight (
  organisation_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  seen_at BIGINT NOT NULL,
  person_id BYTEA NOT NULL,
  page TEXT NOT NULL CHECK (page <> ''),
  -- The last part of the address: which record. Blank for a list.
  subject TEXT NOT NULL,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id)
);
CREATE INDEX sight_by_time ON sight (organisation_id, seen_at, id);
CREATE INDEX sight_by_subject ON sight (organisation_id, subject, seen_at, id);
CREATE INDEX sight_by_person ON sight (organisation_id, person_id, seen_at, id);

-- A second look at everything that is kept.
-- kind: organisation
CREATE TABLE fixity_run (
  organisation_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  began_at BIGINT NOT NULL,
  began_by BYTEA,
  ended_at BIGINT NOT NULL,
  -- How far the log was: what was written after is not yet marked.
  log_number BIGINT NOT NULL CHECK (log_number >= 0),
  files_seen BIGINT NOT NULL CHECK (files_seen >= 0),
  rows_seen BIGINT NOT NULL CHECK (rows_seen >= 0),
  findings BIGINT NOT NULL CHECK (findings >= 0),
  -- Over every mark of this run; the log commits to it.
  marks_sha256 BYTEA NOT NULL,
  PRIMARY KEY (organisation_id, id)
);
CREATE INDEX fixity_run_by_time ON fixity_run (organisation_id, began_at, id);

-- What a run found that is not as it was, and since when that is so.
-- kind: organisation
CREATE TABLE fixity_finding (
  organisation_id BYTEA NOT NULL,
  run_id BYTEA NOT NULL,
  number BIGINT NOT NULL CHECK (number > 0),
  words TEXT NOT NULL CHECK (words <> ''),
  -- The run that was sound last, if there was one.
  sound_until BIGINT,
  first_found_at BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, run_id, number),
  FOREIGN KEY (organisation_id, run_id) REFERENCES fixity_run (organisation_id, id)
);

-- The marks of rows as the last run saw them, some hundred rows at a time: each row's key and the first
-- eight bytes of the SHA-256 over the row.
-- kind: organisation
CREATE TABLE row_mark (
  organisation_id BYTEA NOT NULL,
  table_name TEXT NOT NULL CHECK (table_name <> ''),
  number BIGINT NOT NULL CHECK (number > 0),
  marks BYTEA NOT NULL,
  PRIMARY KEY (organisation_id, table_name, number)
);
