-- How an organisation wants its returns: how many agree, and by when. Without a row one voice is enough
-- and nothing is ever late.
-- kind: organisation
CREATE TABLE return_setting (
  organisation_id BYTEA NOT NULL,
  quorum BIGINT NOT NULL CHECK (quorum BETWEEN 1 AND 9),
  prepare_days BIGINT CHECK (prepare_days BETWEEN 0 AND 366),
  sign_days BIGINT CHECK (sign_days BETWEEN 0 AND 366),
  set_at BIGINT NOT NULL,
  set_by BYTEA,
  PRIMARY KEY (organisation_id),
  FOREIGN KEY (organisation_id) REFERENCES organisation (organisation_id)
);

-- A later edition of a signed return. It is a return of its own, under its own name, and goes the same
-- way; what it replaces is replaced once.
-- kind: organisation
CREATE TABLE restatement (
  organisation_id BYTEA NOT NULL,
  name TEXT NOT NULL,
  quarter TEXT NOT NULL,
  edition BIGINT NOT NULL CHECK (edition > 1),
  replaces TEXT NOT NULL CHECK (replaces <> name),
  replaces_seal_id BYTEA NOT NULL,
  reason TEXT NOT NULL CHECK (reason <> ''),
  begun_at BIGINT NOT NULL,
  begun_by BYTEA NOT NULL,
  PRIMARY KEY (organisation_id, name),
  UNIQUE (organisation_id, quarter, edition),
  UNIQUE (organisation_id, replaces_seal_id),
  FOREIGN KEY (organisation_id, name) REFERENCES quarterly_return (organisation_id, quarter),
  FOREIGN KEY (organisation_id, replaces_seal_id) REFERENCES seal (organisation_id, id)
);

-- Review and sign-off in the hands of a named person, for one return or for some days.
-- kind: organisation
CREATE TABLE delegation (
  organisation_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  from_id BYTEA NOT NULL,
  to_id BYTEA NOT NULL,
  return_name TEXT,
  from_on TEXT,
  to_on TEXT,
  reason TEXT NOT NULL CHECK (reason <> ''),
  given_at BIGINT NOT NULL,
  withdrawn_at BIGINT,
  withdrawn_by BYTEA,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, id, from_id, to_id),
  CHECK (from_id <> to_id),
  CHECK ((return_name IS NULL) = (from_on IS NOT NULL)),
  CHECK ((from_on IS NULL) = (to_on IS NULL)),
  CHECK (to_on >= from_on),
  FOREIGN KEY (organisation_id, from_id) REFERENCES person (organisation_id, id),
  FOREIGN KEY (organisation_id, to_id) REFERENCES person (organisation_id, id)
);

CREATE UNIQUE INDEX return_by_preparer ON quarterly_return (organisation_id, quarter, prepared_by);

-- Who agreed to what somebody prepared: each person once, each voice once, the preparer's never. When it is
-- prepared anew or sent back, the agreements go first.
-- kind: organisation
CREATE TABLE return_agreement (
  organisation_id BYTEA NOT NULL,
  quarter TEXT NOT NULL,
  person_id BYTEA NOT NULL,
  whose_id BYTEA NOT NULL,
  delegation_id BYTEA,
  prepared_by BYTEA NOT NULL,
  agreed_at BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, quarter, person_id),
  UNIQUE (organisation_id, quarter, whose_id),
  CHECK (person_id <> prepared_by AND whose_id <> prepared_by),
  CHECK ((delegation_id IS NULL) = (whose_id = person_id)),
  FOREIGN KEY (organisation_id, quarter, prepared_by)
    REFERENCES quarterly_return (organisation_id, quarter, prepared_by),
  FOREIGN KEY (organisation_id, delegation_id, whose_id, person_id)
    REFERENCES delegation (organisation_id, id, from_id, to_id),
  FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id)
);

-- For whom a return was signed, when it was by delegation.
-- kind: organisation
CREATE TABLE return_signed_for (
  organisation_id BYTEA NOT NULL,
  quarter TEXT NOT NULL,
  signed_by BYTEA NOT NULL,
  whose_id BYTEA NOT NULL,
  delegation_id BYTEA NOT NULL,
  prepared_by BYTEA NOT NULL,
  PRIMARY KEY (organisation_id, quarter),
  CHECK (signed_by <> prepared_by AND whose_id <> prepared_by),
  FOREIGN KEY (organisation_id, quarter, prepared_by)
    REFERENCES quarterly_return (organisation_id, quarter, prepared_by),
  FOREIGN KEY (organisation_id, delegation_id, whose_id, signed_by)
    REFERENCES delegation (organisation_id, id, from_id, to_id)
);

-- Why a step came after its deadline.
-- kind: organisation
CREATE TABLE return_lateness (
  organisation_id BYTEA NOT NULL,
  quarter TEXT NOT NULL,
  step TEXT NOT NULL CHECK (step IN ('prepared', 'signed-off')),
  due_on TEXT NOT NULL,
  late_on TEXT NOT NULL,
  reason TEXT NOT NULL CHECK (reason <> ''),
  said_by BYTEA NOT NULL,
  PRIMARY KEY (organisation_id, quarter, step),
  CHECK (late_on > due_on),
  FOREIGN KEY (organisation_id, quarter) REFERENCES quarterly_return (organisation_id, quarter)
);

-- What happened with a measure that is below its target.
-- kind: organisation
CREATE TABLE return_variance (
  organisation_id BYTEA NOT NULL,
  quarter TEXT NOT NULL,
  measure_id BYTEA NOT NULL,
  happened TEXT NOT NULL,
  written_at BIGINT NOT NULL,
  written_by BYTEA,
  PRIMARY KEY (organisation_id, quarter, measure_id),
  FOREIGN KEY (organisation_id, quarter) REFERENCES quarterly_return (organisation_id, quarter),
  FOREIGN KEY (organisation_id, measure_id) REFERENCES measure (organisation_id, id)
);

-- What is done about it. It stands in every return from the quarter it was said in until it is done.
-- kind: organisation
CREATE TABLE recovery_action (
  organisation_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  quarter TEXT NOT NULL,
  measure_id BYTEA NOT NULL,
  what TEXT NOT NULL CHECK (what <> ''),
  owner_id BYTEA NOT NULL,
  due_on TEXT NOT NULL,
  opened_at BIGINT NOT NULL,
  opened_by BYTEA,
  done_on TEXT,
  done_note TEXT CHECK (done_note <> ''),
  done_at BIGINT,
  done_by BYTEA,
  PRIMARY KEY (organisation_id, id),
  CHECK ((done_at IS NULL) = (done_on IS NULL)),
  CHECK ((done_at IS NULL) = (done_note IS NULL)),
  FOREIGN KEY (organisation_id, measure_id) REFERENCES measure (organisation_id, id),
  FOREIGN KEY (organisation_id, owner_id) REFERENCES person (organisation_id, id)
);
CREATE INDEX recovery_action_by_owner ON recovery_action (organisation_id, owner_id, due_on)
  WHERE done_at IS NULL;

-- A short story beside the numbers of a quarter. Taken back, it stands in nothing that is not signed off.
-- kind: organisation
CREATE TABLE case_study (
  organisation_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  quarter TEXT NOT NULL,
  theme_id BYTEA,
  title TEXT NOT NULL CHECK (title <> ''),
  story TEXT NOT NULL CHECK (story <> ''),
  consent_kept_where TEXT CHECK (consent_kept_where <> ''),
  consent_given_on TEXT,
  written_at BIGINT NOT NULL,
  written_by BYTEA,
  withdrawn_on TEXT,
  withdrawn_why TEXT CHECK (withdrawn_why IN ('consent', 'taken-out')),
  withdrawn_by BYTEA,
  PRIMARY KEY (organisation_id, id),
  CHECK ((consent_kept_where IS NULL) = (consent_given_on IS NULL)),
  CHECK ((withdrawn_on IS NULL) = (withdrawn_why IS NULL)),
  FOREIGN KEY (organisation_id, theme_id) REFERENCES theme (organisation_id, id)
);
CREATE INDEX case_study_by_quarter ON case_study (organisation_id, quarter, id);

-- kind: organisation
CREATE TABLE case_study_measure (
  organisation_id BYTEA NOT NULL,
  case_study_id BYTEA NOT NULL,
  measure_id BYTEA NOT NULL,
  PRIMARY KEY (organisation_id, case_study_id, measure_id),
  FOREIGN KEY (organisation_id, case_study_id) REFERENCES case_study (organisation_id, id),
  FOREIGN KEY (organisation_id, measure_id) REFERENCES measure (organisation_id, id)
);

-- A question that follows another one whose answer left something open.
-- kind: organisation
CREATE TABLE return_question_follows (
  organisation_id BYTEA NOT NULL,
  question_id BYTEA NOT NULL,
  follows_id BYTEA NOT NULL,
  PRIMARY KEY (organisation_id, question_id),
  CHECK (question_id <> follows_id),
  FOREIGN KEY (organisation_id, question_id) REFERENCES return_question (organisation_id, id),
  FOREIGN KEY (organisation_id, follows_id) REFERENCES return_question (organisation_id, id)
);

-- Somebody asked somebody to see to what stands in the way of a return: once for each thing.
-- kind: organisation
CREATE TABLE return_nudge (
  organisation_id BYTEA NOT NULL,
  asked_id BYTEA NOT NULL,
  quarter TEXT NOT NULL,
  about TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  asked_by BYTEA NOT NULL,
  PRIMARY KEY (organisation_id, asked_id, quarter, about),
  CHECK (asked_by <> asked_id),
  FOREIGN KEY (organisation_id, asked_id) REFERENCES person (organisation_id, id),
  FOREIGN KEY (organisation_id, asked_by) REFERENCES person (organisation_id, id)
);
