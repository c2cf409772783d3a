-- kind: organisation
CREATE TABLE stakeholder (
  organisation_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('staff', 'suppliers', 'employers', 'community', 'learners', 'commissioners')),
  contact TEXT NOT NULL,
  partner_id BYTEA,
  listed_at BIGINT NOT NULL,
  listed_by BYTEA,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, name),
  FOREIGN KEY (organisation_id) REFERENCES organisation (organisation_id),
  FOREIGN KEY (organisation_id, partner_id) REFERENCES partner (organisation_id, id)
);

-- kind: organisation
CREATE TABLE consultation (
  organisation_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  question TEXT NOT NULL,
  opens_on TEXT NOT NULL,
  closes_on TEXT NOT NULL,
  opened_at BIGINT NOT NULL,
  opened_by BYTEA,
  PRIMARY KEY (organisation_id, id),
  CHECK (closes_on >= opens_on),
  FOREIGN KEY (organisation_id) REFERENCES organisation (organisation_id)
);

-- kind: organisation
CREATE TABLE consultation_measure (
  organisation_id BYTEA NOT NULL,
  consultation_id BYTEA NOT NULL,
  measure_id BYTEA NOT NULL,
  PRIMARY KEY (organisation_id, consultation_id, measure_id),
  FOREIGN KEY (organisation_id, consultation_id) REFERENCES consultation (organisation_id, id),
  FOREIGN KEY (organisation_id, measure_id) REFERENCES measure (organisation_id, id)
);

-- kind: organisation
CREATE TABLE consultation_activity (
  organisation_id BYTEA NOT NULL,
  consultation_id BYTEA NOT NULL,
  activity_id BYTEA NOT NULL,
  PRIMARY KEY (organisation_id, consultation_id, activity_id),
  FOREIGN KEY (organisation_id, consultation_id) REFERENCES consultation (organisation_id, id),
  FOREIGN KEY (organisation_id, activity_id) REFERENCES activity (organisation_id, id)
);

-- kind: organisation
CREATE TABLE consultation_response (
  organisation_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  consultation_id BYTEA NOT NULL,
  stakeholder_id BYTEA NOT NULL,
  said_on TEXT NOT NULL,
  said TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  recorded_by BYTEA,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, consultation_id) REFERENCES consultation (organisation_id, id),
  FOREIGN KEY (organisation_id, stakeholder_id) REFERENCES stakeholder (organisation_id, id)
);
CREATE INDEX consultation_response_by_consultation ON consultation_response (organisation_id, consultation_id, said_on, id);
CREATE INDEX consultation_response_by_stakeholder ON consultation_response (organisation_id, stakeholder_id, said_on, id);

-- One decision for each consultation; it is never changed.
-- kind: organisation
CREATE TABLE consultation_decision (
  organisation_id BYTEA NOT NULL,
  consultation_id BYTEA NOT NULL,
  heard TEXT NOT NULL,
  decision TEXT NOT NULL,
  decided_on TEXT NOT NULL,
  decided_by TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  recorded_by BYTEA,
  PRIMARY KEY (organisation_id, consultation_id),
  FOREIGN KEY (organisation_id, consultation_id) REFERENCES consultation (organisation_id, id)
);

-- A link for people without an account. Its secret is kept nowhere; the directory has its SHA-256.
-- kind: organisation
CREATE TABLE feedback_link (
  organisation_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  partner_id BYTEA,
  quarter TEXT,
  activity_id BYTEA,
  made_at BIGINT NOT NULL,
  made_by BYTEA,
  expires_at BIGINT NOT NULL,
  withdrawn_at BIGINT,
  withdrawn_by BYTEA,
  PRIMARY KEY (organisation_id, id),
  CHECK ((partner_id IS NULL) <> (activity_id IS NULL)),
  CHECK ((partner_id IS NULL) = (quarter IS NULL)),
  CHECK (expires_at > made_at),
  FOREIGN KEY (organisation_id, partner_id) REFERENCES partner (organisation_id, id),
  FOREIGN KEY (organisation_id, activity_id) REFERENCES activity (organisation_id, id)
);

CREATE INDEX feedback_link_by_partner ON feedback_link (organisation_id, partner_id)
  WHERE partner_id IS NOT NULL;

-- kind: directory
CREATE TABLE directory_feedback_link (
  token_sha256 BYTEA NOT NULL PRIMARY KEY,
  organisation_id BYTEA NOT NULL,
  link_id BYTEA NOT NULL,
  counted_from BIGINT NOT NULL,
  tries BIGINT NOT NULL
);

-- kind: organisation
CREATE TABLE feedback_answer (
  organisation_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  link_id BYTEA NOT NULL,
  given_at BIGINT NOT NULL,
  worked TEXT NOT NULL,
  should_change TEXT NOT NULL,
  impact TEXT NOT NULL,
  useful BIGINT CHECK (useful BETWEEN 1 AND 5),
  welcome BIGINT CHECK (welcome BETWEEN 1 AND 5),
  confident BIGINT CHECK (confident BETWEEN 1 AND 5),
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, link_id) REFERENCES feedback_link (organisation_id, id)
);
CREATE INDEX feedback_answer_by_link ON feedback_answer (organisation_id, link_id, id);
CREATE INDEX feedback_answer_by_time ON feedback_answer (organisation_id, given_at, id);

-- A figure as the partner saw it, and what they say of it.
-- kind: organisation
CREATE TABLE feedback_figure (
  organisation_id BYTEA NOT NULL,
  answer_id BYTEA NOT NULL,
  measure_id BYTEA NOT NULL,
  quantity_thousandths BIGINT NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('confirmed', 'disputed')),
  reason TEXT NOT NULL,
  evidence_id BYTEA,
  PRIMARY KEY (organisation_id, answer_id, measure_id),
  CHECK (verdict = 'disputed' OR reason = ''),
  CHECK (verdict = 'confirmed' OR evidence_id IS NULL),
  FOREIGN KEY (organisation_id, answer_id) REFERENCES feedback_answer (organisation_id, id),
  FOREIGN KEY (organisation_id, measure_id) REFERENCES measure (organisation_id, id),
  FOREIGN KEY (organisation_id, evidence_id) REFERENCES evidence (organisation_id, id)
);

-- kind: organisation
CREATE TABLE feedback_action (
  organisation_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  answer_id BYTEA,
  consultation_id BYTEA,
  said TEXT NOT NULL,
  what TEXT NOT NULL,
  owner_id BYTEA NOT NULL,
  due_on TEXT NOT NULL,
  opened_at BIGINT NOT NULL,
  opened_by BYTEA,
  done_at BIGINT,
  dropped_at BIGINT,
  ended_by BYTEA,
  outcome TEXT,
  PRIMARY KEY (organisation_id, id),
  CHECK (answer_id IS NULL OR consultation_id IS NULL),
  CHECK (done_at IS NULL OR dropped_at IS NULL),
  CHECK ((outcome IS NULL) = (done_at IS NULL AND dropped_at IS NULL)),
  FOREIGN KEY (organisation_id, answer_id) REFERENCES feedback_answer (organisation_id, id),
  FOREIGN KEY (organisation_id, consultation_id) REFERENCES consultation (organisation_id, id),
  FOREIGN KEY (organisation_id, owner_id) REFERENCES person (organisation_id, id)
);
CREATE INDEX feedback_action_by_owner ON feedback_action (organisation_id, owner_id, due_on, id);

-- kind: organisation
CREATE TABLE feedback_decision (
  organisation_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  action_id BYTEA NOT NULL,
  decision TEXT NOT NULL,
  decided_on TEXT NOT NULL,
  decided_by TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  recorded_by BYTEA,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, action_id) REFERENCES feedback_action (organisation_id, id)
);
CREATE INDEX feedback_decision_by_day ON feedback_decision (organisation_id, decided_on, id);

-- What a decision changes: a clause of a version of the policy, an activity or a measure.
-- kind: organisation
CREATE TABLE feedback_change (
  organisation_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  decision_id BYTEA NOT NULL,
  policy_id BYTEA,
  clause_id TEXT,
  activity_id BYTEA,
  measure_id BYTEA,
  what TEXT NOT NULL,
  reason TEXT NOT NULL,
  effective_from TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  recorded_by BYTEA,
  PRIMARY KEY (organisation_id, id),
  CHECK ((policy_id IS NULL) = (clause_id IS NULL)),
  CHECK (CASE WHEN clause_id IS NULL THEN 0 ELSE 1 END + CASE WHEN activity_id IS NULL THEN 0 ELSE 1 END + CASE WHEN measure_id IS NULL THEN 0 ELSE 1 END = 1),
  FOREIGN KEY (organisation_id, decision_id) REFERENCES feedback_decision (organisation_id, id),
  FOREIGN KEY (organisation_id, policy_id, clause_id) REFERENCES clause (organisation_id, policy_id, id),
  FOREIGN KEY (organisation_id, activity_id) REFERENCES activity (organisation_id, id),
  FOREIGN KEY (organisation_id, measure_id) REFERENCES measure (organisation_id, id)
);

-- Who has read which version of the policy (P1.2c).
-- kind: organisation
CREATE TABLE policy_acknowledgement (
  organisation_id BYTEA NOT NULL,
  policy_id BYTEA NOT NULL,
  person_id BYTEA NOT NULL,
  read_at BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, policy_id, person_id),
  FOREIGN KEY (organisation_id, policy_id) REFERENCES policy (organisation_id, id),
  FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id)
);
