-- Tables are of three kinds, said above each: organisation (its key begins with organisation_id),
-- reference (small, written by an operator) and directory (finds an organisation before there is one).
-- Instants are milliseconds since 1970, dates are text yyyy-mm-dd, keys are UUIDs of 16 bytes.

-- kind: organisation
CREATE TABLE organisation (
  organisation_id BYTEA NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  year_starts_month BIGINT NOT NULL CHECK (year_starts_month BETWEEN 1 AND 12),
  first_year_starts_on TEXT NOT NULL,
  good_from_percent BIGINT NOT NULL CHECK (good_from_percent > approaching_from_percent),
  approaching_from_percent BIGINT NOT NULL CHECK (approaching_from_percent > improvement_from_percent),
  improvement_from_percent BIGINT NOT NULL CHECK (improvement_from_percent > 0),
  set_up_at BIGINT NOT NULL
);

-- kind: organisation
CREATE TABLE log_head (
  organisation_id BYTEA NOT NULL PRIMARY KEY,
  size BIGINT NOT NULL
);

-- kind: organisation
CREATE TABLE log_entry (
  organisation_id BYTEA NOT NULL,
  number BIGINT NOT NULL,
  happened_at BIGINT NOT NULL,
  person_id BYTEA,
  action TEXT NOT NULL,
  record_kind TEXT NOT NULL,
  record_id TEXT NOT NULL,
  commitment_sha256 BYTEA NOT NULL,
  leaf_sha256 BYTEA NOT NULL,
  PRIMARY KEY (organisation_id, number)
);

-- kind: organisation
CREATE TABLE log_content (
  organisation_id BYTEA NOT NULL,
  number BIGINT NOT NULL,
  salt BYTEA NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (organisation_id, number),
  FOREIGN KEY (organisation_id, number) REFERENCES log_entry (organisation_id, number)
);

-- kind: organisation
CREATE TABLE person (
  organisation_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  password_hash TEXT,
  invited_at BIGINT NOT NULL,
  ended_at BIGINT,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id) REFERENCES organisation (organisation_id)
);

-- kind: organisation
CREATE TABLE person_role (
  organisation_id BYTEA NOT NULL,
  person_id BYTEA NOT NULL,
  role TEXT NOT NULL,
  given_at BIGINT NOT NULL,
  given_by BYTEA,
  PRIMARY KEY (organisation_id, person_id, role),
  FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id)
);

-- kind: directory
CREATE TABLE directory_person (
  email_folded TEXT NOT NULL PRIMARY KEY,
  organisation_id BYTEA NOT NULL,
  person_id BYTEA NOT NULL
);

-- kind: directory
CREATE TABLE directory_session (
  token_sha256 BYTEA NOT NULL PRIMARY KEY,
  organisation_id BYTEA NOT NULL,
  person_id BYTEA NOT NULL,
  started_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL
);

-- kind: directory
CREATE TABLE directory_link (
  token_sha256 BYTEA NOT NULL PRIMARY KEY,
  purpose TEXT NOT NULL CHECK (purpose IN ('set-up', 'sign-in')),
  organisation_id BYTEA,
  person_id BYTEA,
  expires_at BIGINT NOT NULL,
  used_at BIGINT
);

-- kind: directory
CREATE TABLE directory_attempt (
  email_folded TEXT NOT NULL PRIMARY KEY,
  failures BIGINT NOT NULL,
  last_failed_at BIGINT NOT NULL
);
