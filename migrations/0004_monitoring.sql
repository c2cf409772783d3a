-- kind: organisation
CREATE TABLE seal (
  organisation_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  record_kind TEXT NOT NULL CHECK (record_kind IN ('return', 'annual-report')),
  record_id TEXT NOT NULL,
  content TEXT NOT NULL,
  content_sha256 BYTEA NOT NULL,
  sealed_at BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, record_kind, record_id),
  FOREIGN KEY (organisation_id) REFERENCES organisation (organisation_id)
);

-- kind: organisation
CREATE TABLE quarterly_return (
  organisation_id BYTEA NOT NULL,
  quarter TEXT NOT NULL,
  opened_at BIGINT NOT NULL,
  prepared_at BIGINT,
  prepared_by BYTEA,
  reviewed_at BIGINT,
  reviewed_by BYTEA,
  signed_off_at BIGINT,
  signed_off_by BYTEA,
  seal_id BYTEA,
  PRIMARY KEY (organisation_id, quarter),
  CHECK (reviewed_by IS NULL OR reviewed_by <> prepared_by),
  CHECK (signed_off_by IS NULL OR signed_off_by <> prepared_by),
  CHECK (reviewed_at IS NULL OR prepared_at IS NOT NULL),
  CHECK (signed_off_at IS NULL OR (reviewed_at IS NOT NULL AND seal_id IS NOT NULL)),
  FOREIGN KEY (organisation_id, seal_id) REFERENCES seal (organisation_id, id)
);

-- kind: organisation
CREATE TABLE return_remark (
  organisation_id BYTEA NOT NULL,
  quarter TEXT NOT NULL,
  theme_id BYTEA NOT NULL,
  remark TEXT NOT NULL,
  written_at BIGINT NOT NULL,
  written_by BYTEA,
  PRIMARY KEY (organisation_id, quarter, theme_id),
  FOREIGN KEY (organisation_id, quarter) REFERENCES quarterly_return (organisation_id, quarter)
);

-- kind: organisation
CREATE TABLE return_question (
  organisation_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  quarter TEXT NOT NULL,
  question TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  asked_by BYTEA NOT NULL,
  answer TEXT,
  answered_at BIGINT,
  answered_by BYTEA,
  PRIMARY KEY (organisation_id, id),
  CHECK (answered_by IS NULL OR answered_by <> asked_by),
  FOREIGN KEY (organisation_id, quarter) REFERENCES quarterly_return (organisation_id, quarter)
);
CREATE INDEX return_question_by_quarter ON return_question (organisation_id, quarter, id);

-- kind: organisation
CREATE TABLE annual_report (
  organisation_id BYTEA NOT NULL,
  year TEXT NOT NULL,
  summary TEXT NOT NULL,
  lessons TEXT NOT NULL,
  recommendations TEXT NOT NULL,
  drafted_at BIGINT NOT NULL,
  prepared_at BIGINT,
  prepared_by BYTEA,
  signed_off_at BIGINT,
  signed_off_by BYTEA,
  seal_id BYTEA,
  PRIMARY KEY (organisation_id, year),
  CHECK (signed_off_by IS NULL OR signed_off_by <> prepared_by),
  CHECK (signed_off_at IS NULL OR (prepared_at IS NOT NULL AND seal_id IS NOT NULL)),
  FOREIGN KEY (organisation_id, seal_id) REFERENCES seal (organisation_id, id)
);

-- kind: organisation
CREATE TABLE proposed_change (
  organisation_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  year TEXT NOT NULL,
  measure_id BYTEA,
  proposal TEXT NOT NULL,
  reason TEXT NOT NULL,
  proposed_at BIGINT NOT NULL,
  proposed_by BYTEA,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, year) REFERENCES annual_report (organisation_id, year)
);
CREATE INDEX proposed_change_by_year ON proposed_change (organisation_id, year, id);
