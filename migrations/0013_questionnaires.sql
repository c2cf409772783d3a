-- A set of questions that an organisation uses, as its file says it.
-- kind: organisation
CREATE TABLE questionnaire_set (
  organisation_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  name TEXT NOT NULL CHECK (name <> ''),
  version TEXT NOT NULL CHECK (version <> ''),
  licence TEXT NOT NULL CHECK (licence <> ''),
  -- The whole file: questions, scales and where they are from.
  content TEXT NOT NULL CHECK (content <> ''),
  brought_at BIGINT NOT NULL,
  brought_by BYTEA,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, name, version)
);

-- One group asked before and after. How many answered is kept beside it, so that lists cost the same
-- however many there are.
-- kind: organisation
CREATE TABLE questionnaire_round (
  organisation_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  set_id BYTEA NOT NULL,
  name TEXT NOT NULL CHECK (name <> ''),
  of_whom TEXT NOT NULL CHECK (of_whom <> ''),
  -- What those who answer are told of why they are asked.
  why TEXT NOT NULL CHECK (why <> ''),
  expected BIGINT NOT NULL CHECK (expected > 0),
  code_rule TEXT NOT NULL CHECK (code_rule IN ('reference', 'own-code')),
  before_opens_on TEXT NOT NULL,
  before_closes_on TEXT NOT NULL,
  after_opens_on TEXT NOT NULL,
  after_closes_on TEXT NOT NULL,
  -- The measure it feeds when it is closed, where that counts, and how much of it is extra.
  measure_id BYTEA,
  area_code TEXT,
  additional_percent BIGINT CHECK (additional_percent BETWEEN 0 AND 100),
  started_at BIGINT NOT NULL,
  started_by BYTEA,
  before_sheets BIGINT NOT NULL CHECK (before_sheets >= 0),
  after_sheets BIGINT NOT NULL CHECK (after_sheets >= 0),
  both_sheets BIGINT NOT NULL CHECK (both_sheets >= 0),
  closed_at BIGINT,
  closed_by BYTEA,
  -- The entry that closing made.
  entry_id BYTEA,
  PRIMARY KEY (organisation_id, id),
  CHECK (before_closes_on >= before_opens_on),
  CHECK (after_opens_on > before_closes_on),
  CHECK (after_closes_on >= after_opens_on),
  CHECK ((measure_id IS NULL) = (area_code IS NULL)),
  CHECK ((measure_id IS NULL) = (additional_percent IS NULL)),
  CHECK (entry_id IS NULL OR closed_at IS NOT NULL),
  FOREIGN KEY (organisation_id, set_id) REFERENCES questionnaire_set (organisation_id, id),
  FOREIGN KEY (organisation_id, measure_id) REFERENCES measure (organisation_id, id),
  FOREIGN KEY (organisation_id, area_code) REFERENCES area (organisation_id, code),
  FOREIGN KEY (organisation_id, entry_id) REFERENCES entry (organisation_id, id)
);
CREATE INDEX questionnaire_round_by_start ON questionnaire_round (organisation_id, before_opens_on, id);
CREATE INDEX questionnaire_round_of_set ON questionnaire_round (organisation_id, set_id);
CREATE INDEX questionnaire_round_to_close ON questionnaire_round (organisation_id, after_closes_on) WHERE closed_at IS NULL;
CREATE INDEX questionnaire_round_by_measure ON questionnaire_round (organisation_id, measure_id) WHERE entry_id IS NOT NULL;

-- What one person answered at one asking; the person is a reference or a code, never a name.
-- kind: organisation
CREATE TABLE questionnaire_sheet (
  organisation_id BYTEA NOT NULL,
  round_id BYTEA NOT NULL,
  half TEXT NOT NULL CHECK (half IN ('before', 'after')),
  code TEXT NOT NULL CHECK (code <> ''),
  way TEXT NOT NULL CHECK (way IN ('link', 'paper')),
  given_at BIGINT NOT NULL,
  recorded_by BYTEA,
  PRIMARY KEY (organisation_id, round_id, half, code),
  FOREIGN KEY (organisation_id, round_id) REFERENCES questionnaire_round (organisation_id, id)
);

-- One answer, by the place of its question from nought. A skipped question has none.
-- kind: organisation
CREATE TABLE questionnaire_answer (
  organisation_id BYTEA NOT NULL,
  round_id BYTEA NOT NULL,
  half TEXT NOT NULL,
  code TEXT NOT NULL,
  place BIGINT NOT NULL CHECK (place >= 0),
  answer BIGINT NOT NULL CHECK (answer >= 0),
  PRIMARY KEY (organisation_id, round_id, half, code, place),
  FOREIGN KEY (organisation_id, round_id, half, code) REFERENCES questionnaire_sheet (organisation_id, round_id, half, code)
);

-- A link by which a group, or one person with a reference, answers without an account.
-- kind: organisation
CREATE TABLE questionnaire_link (
  organisation_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  round_id BYTEA NOT NULL,
  half TEXT NOT NULL CHECK (half IN ('before', 'after')),
  -- Whose one-time link it is; none for a group's.
  code TEXT CHECK (code <> ''),
  made_at BIGINT NOT NULL,
  made_by BYTEA,
  answers BIGINT NOT NULL CHECK (answers >= 0),
  withdrawn_at BIGINT,
  withdrawn_by BYTEA,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, round_id) REFERENCES questionnaire_round (organisation_id, id)
);
CREATE INDEX questionnaire_link_of ON questionnaire_link (organisation_id, round_id, made_at);

-- kind: directory
CREATE TABLE directory_questionnaire_link (
  token_sha256 BYTEA NOT NULL PRIMARY KEY,
  organisation_id BYTEA NOT NULL,
  link_id BYTEA NOT NULL,
  counted_from BIGINT NOT NULL,
  tries BIGINT NOT NULL
);
