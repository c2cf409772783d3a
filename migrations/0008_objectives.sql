-- kind: organisation
CREATE TABLE objective (
  organisation_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  title TEXT NOT NULL,
  source TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  valid_to TEXT,
  successor_id BYTEA,
  listed_at BIGINT NOT NULL,
  listed_by BYTEA,
  PRIMARY KEY (organisation_id, id),
  CHECK (valid_to IS NULL OR valid_to >= valid_from),
  CHECK (successor_id IS NULL OR valid_to IS NOT NULL),
  CHECK (successor_id IS NULL OR successor_id <> id),
  FOREIGN KEY (organisation_id) REFERENCES organisation (organisation_id),
  FOREIGN KEY (organisation_id, successor_id) REFERENCES objective (organisation_id, id)
);

-- kind: organisation
CREATE TABLE objective_link (
  organisation_id BYTEA NOT NULL,
  objective_id BYTEA NOT NULL,
  record_kind TEXT NOT NULL CHECK (record_kind IN ('activity', 'partner')),
  record_id BYTEA NOT NULL,
  linked_at BIGINT NOT NULL,
  linked_by BYTEA,
  PRIMARY KEY (organisation_id, objective_id, record_kind, record_id),
  FOREIGN KEY (organisation_id, objective_id) REFERENCES objective (organisation_id, id)
);
CREATE INDEX objective_link_by_record ON objective_link (organisation_id, record_kind, record_id);

-- kind: organisation
CREATE TABLE requirement (
  organisation_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  title TEXT NOT NULL,
  source_kind TEXT NOT NULL CHECK (source_kind IN ('law', 'contract', 'regulator')),
  source TEXT NOT NULL,
  owner_id BYTEA NOT NULL,
  next_check_on TEXT NOT NULL,
  listed_at BIGINT NOT NULL,
  listed_by BYTEA,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, owner_id) REFERENCES person (organisation_id, id)
);
CREATE INDEX requirement_by_owner ON requirement (organisation_id, owner_id, next_check_on);

-- A clause is named by its number, so that the link outlives the version of the policy.
-- kind: organisation
CREATE TABLE requirement_clause (
  organisation_id BYTEA NOT NULL,
  requirement_id BYTEA NOT NULL,
  clause_id TEXT NOT NULL,
  PRIMARY KEY (organisation_id, requirement_id, clause_id),
  FOREIGN KEY (organisation_id, requirement_id) REFERENCES requirement (organisation_id, id)
);

-- kind: organisation
CREATE TABLE requirement_activity (
  organisation_id BYTEA NOT NULL,
  requirement_id BYTEA NOT NULL,
  activity_id BYTEA NOT NULL,
  PRIMARY KEY (organisation_id, requirement_id, activity_id),
  FOREIGN KEY (organisation_id, requirement_id) REFERENCES requirement (organisation_id, id),
  FOREIGN KEY (organisation_id, activity_id) REFERENCES activity (organisation_id, id)
);

-- kind: organisation
CREATE TABLE requirement_check (
  organisation_id BYTEA NOT NULL,
  requirement_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  checked_on TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('met', 'partly-met', 'not-met')),
  next_check_on TEXT NOT NULL,
  note TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  recorded_by BYTEA,
  PRIMARY KEY (organisation_id, requirement_id, id),
  CHECK (next_check_on > checked_on),
  FOREIGN KEY (organisation_id, requirement_id) REFERENCES requirement (organisation_id, id)
);
