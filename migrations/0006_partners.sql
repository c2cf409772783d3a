-- Each stage a partnership came to, since when and why.
-- kind: organisation
CREATE TABLE partner_stage (
  organisation_id BYTEA NOT NULL,
  partner_id BYTEA NOT NULL,
  number BIGINT NOT NULL CHECK (number > 0),
  stage TEXT NOT NULL,
  since_on TEXT NOT NULL,
  reason TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  recorded_by BYTEA,
  PRIMARY KEY (organisation_id, partner_id, number),
  FOREIGN KEY (organisation_id, partner_id) REFERENCES partner (organisation_id, id)
);
CREATE INDEX partner_stage_by_time ON partner_stage (organisation_id, stage, recorded_at);

-- A check of Appendix A. Made anew it is a new row; the newest of a round counts.
-- kind: organisation
CREATE TABLE partner_check (
  organisation_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  partner_id BYTEA NOT NULL,
  round BIGINT NOT NULL CHECK (round > 0),
  number BIGINT NOT NULL CHECK (number > 0),
  check_kind TEXT NOT NULL CHECK (check_kind IN ('safeguarding', 'quality', 'conflict', 'benefit')),
  note TEXT NOT NULL,
  evidence_id BYTEA,
  -- A conflict that was declared: what it is, whose, and how and by whom it is managed.
  interest TEXT,
  interested_id BYTEA,
  managed_how TEXT,
  managed_by BYTEA,
  made_on TEXT NOT NULL,
  expires_on TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  recorded_by BYTEA,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, partner_id, round, number),
  CHECK (evidence_id IS NOT NULL OR note <> ''),
  CHECK (expires_on >= made_on),
  CHECK (interest IS NULL OR (managed_how IS NOT NULL AND managed_by IS NOT NULL)),
  CHECK (interested_id IS NULL OR managed_by <> interested_id),
  FOREIGN KEY (organisation_id, partner_id) REFERENCES partner (organisation_id, id),
  FOREIGN KEY (organisation_id, evidence_id) REFERENCES evidence (organisation_id, id),
  FOREIGN KEY (organisation_id, interested_id) REFERENCES person (organisation_id, id),
  FOREIGN KEY (organisation_id, managed_by) REFERENCES person (organisation_id, id)
);
CREATE INDEX partner_check_by_end ON partner_check (organisation_id, expires_on);

-- The sign-off of a round. Whoever proposed the partner does not approve it alone, and nobody with an
-- interest in it signs (A.3, A.5).
-- kind: organisation
CREATE TABLE partner_approval (
  organisation_id BYTEA NOT NULL,
  partner_id BYTEA NOT NULL,
  round BIGINT NOT NULL CHECK (round > 0),
  proposed_by BYTEA,
  interested_id BYTEA,
  signed_by BYTEA NOT NULL,
  signed_as TEXT NOT NULL CHECK (signed_as IN ('lead', 'governance')),
  signed_at BIGINT NOT NULL,
  second_by BYTEA,
  second_at BIGINT,
  approved_on TEXT,
  PRIMARY KEY (organisation_id, partner_id, round),
  CHECK (second_by IS NULL OR second_by <> signed_by),
  CHECK (approved_on IS NULL OR proposed_by IS NULL OR proposed_by <> signed_by
    OR second_by IS NOT NULL),
  CHECK (interested_id IS NULL OR (interested_id <> signed_by
    AND (second_by IS NULL OR interested_id <> second_by))),
  FOREIGN KEY (organisation_id, partner_id) REFERENCES partner (organisation_id, id)
);

-- kind: organisation
CREATE TABLE partner_review (
  organisation_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  partner_id BYTEA NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('continue', 'clear-up', 'end')),
  note TEXT NOT NULL,
  reviewed_on TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  recorded_by BYTEA,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, partner_id) REFERENCES partner (organisation_id, id)
);
CREATE INDEX partner_review_by_partner ON partner_review (organisation_id, partner_id, recorded_at);

-- kind: organisation
CREATE TABLE partner_area (
  organisation_id BYTEA NOT NULL,
  partner_id BYTEA NOT NULL,
  area_code TEXT NOT NULL,
  PRIMARY KEY (organisation_id, partner_id, area_code),
  FOREIGN KEY (organisation_id, partner_id) REFERENCES partner (organisation_id, id),
  FOREIGN KEY (organisation_id, area_code) REFERENCES area (organisation_id, code)
);

-- kind: organisation
CREATE TABLE partner_contact (
  organisation_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  partner_id BYTEA NOT NULL,
  name TEXT NOT NULL,
  task TEXT NOT NULL,
  email TEXT NOT NULL,
  telephone TEXT NOT NULL,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, partner_id) REFERENCES partner (organisation_id, id)
);
CREATE INDEX partner_contact_by_partner ON partner_contact (organisation_id, partner_id, name);

-- kind: organisation
CREATE TABLE partner_agreement (
  organisation_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  partner_id BYTEA NOT NULL,
  title TEXT NOT NULL,
  starts_on TEXT NOT NULL,
  ends_on TEXT,
  evidence_id BYTEA,
  recorded_at BIGINT NOT NULL,
  recorded_by BYTEA,
  PRIMARY KEY (organisation_id, id),
  CHECK (ends_on IS NULL OR ends_on >= starts_on),
  FOREIGN KEY (organisation_id, partner_id) REFERENCES partner (organisation_id, id),
  FOREIGN KEY (organisation_id, evidence_id) REFERENCES evidence (organisation_id, id)
);
CREATE INDEX partner_agreement_by_partner ON partner_agreement (organisation_id, partner_id, starts_on);
