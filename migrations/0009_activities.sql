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
