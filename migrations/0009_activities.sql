-- A new way of working that is tried (P2.2c): what is hoped for, before and after, and what was decided.
-- kind: organisation
CREATE TABLE pilot (
  organisation_id BYTEA NOT NULL,
  activity_id BYTEA NOT NULL,
  hypothesis TEXT NOT NULL CHECK (hypothesis <> ''),
  measured TEXT NOT NULL CHECK (measured <> ''),
  before_thousandths BIGINT NOT NULL,
  started_on TEXT NOT NULL,
  started_by BYTEA,
  after_thousandths BIGINT,
  after_note TEXT,
  after_on TEXT,
  after_by BYTEA,
  decision TEXT CHECK (decision IN ('adopt', 'adapt', 'stop')),
  decision_reason TEXT,
  decided_on TEXT,
  decided_by BYTEA,
  PRIMARY KEY (organisation_id, activity_id),
  CHECK (after_on IS NULL OR (after_thousandths IS NOT NULL AND after_on >= started_on)),
  CHECK (decision IS NULL OR (decision_reason IS NOT NULL AND decided_on IS NOT NULL
    AND decided_by IS NOT NULL AND decided_on >= started_on)),
  CHECK (decision IS NULL OR decision = 'stop' OR after_on IS NOT NULL),
  FOREIGN KEY (organisation_id, activity_id) REFERENCES activity (organisation_id, id),
  FOREIGN KEY (organisation_id, decided_by) REFERENCES person (organisation_id, id)
);
CREATE INDEX pilot_by_start ON pilot (organisation_id, started_on);

-- A session that is to take place. It is recorded once, or called off with the reason.
-- kind: organisation
CREATE TABLE planned_session (
  organisation_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  activity_id BYTEA NOT NULL,
  planned_on TEXT NOT NULL,
  session_id BYTEA,
  called_off_why TEXT CHECK (called_off_why <> ''),
  planned_at BIGINT NOT NULL,
  planned_by BYTEA,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, activity_id, planned_on),
  CHECK (session_id IS NULL OR called_off_why IS NULL),
  FOREIGN KEY (organisation_id, activity_id) REFERENCES activity (organisation_id, id),
  FOREIGN KEY (organisation_id, session_id) REFERENCES session (organisation_id, id)
);
CREATE INDEX planned_session_open ON planned_session (organisation_id, planned_on)
  WHERE session_id IS NULL AND called_off_why IS NULL;

-- Who usually comes, by the reference of the learner: no names.
-- kind: organisation
CREATE TABLE enrolment (
  organisation_id BYTEA NOT NULL,
  activity_id BYTEA NOT NULL,
  learner_reference TEXT NOT NULL CHECK (learner_reference <> ''),
  enrolled_at BIGINT NOT NULL,
  enrolled_by BYTEA,
  PRIMARY KEY (organisation_id, activity_id, learner_reference),
  FOREIGN KEY (organisation_id, activity_id) REFERENCES activity (organisation_id, id)
);

-- Who of them came. Walk-ins are a number alone: that of the session less these.
-- kind: organisation
CREATE TABLE attendance (
  organisation_id BYTEA NOT NULL,
  session_id BYTEA NOT NULL,
  learner_reference TEXT NOT NULL,
  PRIMARY KEY (organisation_id, session_id, learner_reference),
  FOREIGN KEY (organisation_id, session_id) REFERENCES session (organisation_id, id)
);
