-- Of which days evidence speaks and until when it may be relied on, where somebody said so.
-- kind: organisation
CREATE TABLE evidence_days (
  organisation_id BYTEA NOT NULL,
  evidence_id BYTEA NOT NULL,
  speaks_from TEXT,
  speaks_to TEXT,
  expires_on TEXT,
  PRIMARY KEY (organisation_id, evidence_id),
  CHECK (speaks_from IS NOT NULL OR speaks_to IS NOT NULL OR expires_on IS NOT NULL),
  CHECK (speaks_to >= speaks_from),
  CHECK (expires_on >= speaks_from),
  FOREIGN KEY (organisation_id, evidence_id) REFERENCES evidence (organisation_id, id)
);
CREATE INDEX evidence_days_by_expiry ON evidence_days (organisation_id, expires_on, evidence_id)
  WHERE expires_on IS NOT NULL;

-- Evidence that stays with an entry and gives it no grade, with the reason. What gives a grade is a
-- row of evidence_link, and nothing else is.
-- kind: organisation
CREATE TABLE evidence_aside (
  organisation_id BYTEA NOT NULL,
  entry_id BYTEA NOT NULL,
  evidence_id BYTEA NOT NULL,
  reason TEXT NOT NULL CHECK (reason IN ('later', 'earlier', 'run-out')),
  linked_at BIGINT NOT NULL,
  linked_by BYTEA,
  PRIMARY KEY (organisation_id, entry_id, evidence_id),
  FOREIGN KEY (organisation_id, entry_id) REFERENCES entry (organisation_id, id),
  FOREIGN KEY (organisation_id, evidence_id) REFERENCES evidence (organisation_id, id)
);
CREATE INDEX evidence_aside_by_evidence ON evidence_aside (organisation_id, evidence_id, entry_id);
