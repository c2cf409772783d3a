-- kind: organisation
CREATE TABLE policy (
  organisation_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  title TEXT NOT NULL,
  reference TEXT NOT NULL,
  version TEXT NOT NULL,
  issued_on TEXT,
  review_on TEXT,
  file_name TEXT NOT NULL,
  file_sha256 BYTEA NOT NULL,
  imported_at BIGINT NOT NULL,
  imported_by BYTEA,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, reference, version),
  FOREIGN KEY (organisation_id) REFERENCES organisation (organisation_id)
);

-- A review of a version: it stands as it is, or a new one is to be written (P6a).
-- kind: organisation
CREATE TABLE policy_review (
  organisation_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  policy_id BYTEA NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('confirmed', 'new-version')),
  note TEXT NOT NULL CHECK (note <> ''),
  reviewed_on TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  recorded_by BYTEA NOT NULL,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, policy_id) REFERENCES policy (organisation_id, id),
  FOREIGN KEY (organisation_id, recorded_by) REFERENCES person (organisation_id, id)
);
CREATE INDEX policy_review_by_policy ON policy_review (organisation_id, policy_id, recorded_at);

-- kind: organisation
CREATE TABLE clause (
  organisation_id BYTEA NOT NULL,
  policy_id BYTEA NOT NULL,
  id TEXT NOT NULL,
  parent_id TEXT,
  kind TEXT NOT NULL,
  heading TEXT,
  text TEXT NOT NULL,
  position BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, policy_id, id),
  FOREIGN KEY (organisation_id, policy_id) REFERENCES policy (organisation_id, id)
);

-- kind: organisation
CREATE TABLE clause_link (
  organisation_id BYTEA NOT NULL,
  policy_id BYTEA NOT NULL,
  clause_id TEXT NOT NULL,
  record_kind TEXT NOT NULL CHECK (record_kind IN ('measure', 'partner', 'activity')),
  record_id BYTEA NOT NULL,
  linked_at BIGINT NOT NULL,
  linked_by BYTEA,
  PRIMARY KEY (organisation_id, policy_id, clause_id, record_kind, record_id),
  FOREIGN KEY (organisation_id, policy_id, clause_id) REFERENCES clause (organisation_id, policy_id, id)
);

-- kind: organisation
CREATE TABLE policy_finding (
  organisation_id BYTEA NOT NULL,
  policy_id BYTEA NOT NULL,
  position BIGINT NOT NULL,
  kind TEXT NOT NULL,
  sentence TEXT NOT NULL,
  suggestion TEXT NOT NULL,
  clause_ids TEXT NOT NULL,
  PRIMARY KEY (organisation_id, policy_id, position),
  FOREIGN KEY (organisation_id, policy_id) REFERENCES policy (organisation_id, id)
);
