-- A person, a session or a payment that asks to count for a measure in a year. Who it is cannot be read
-- from it: it is a hash under a secret that is not in the database. One claim of each counts, by its
-- entry; the others wait.
-- kind: organisation
CREATE TABLE claim (
  organisation_id BYTEA NOT NULL,
  measure_id BYTEA NOT NULL,
  year TEXT NOT NULL,
  token BYTEA NOT NULL,
  -- What makes the claim: a fact of a return, a follow-up, an entry.
  claimant TEXT NOT NULL CHECK (claimant <> ''),
  kind TEXT NOT NULL CHECK (kind IN ('person', 'session', 'payment')),
  entry_id BYTEA,
  PRIMARY KEY (organisation_id, measure_id, year, token, claimant),
  FOREIGN KEY (organisation_id, measure_id) REFERENCES measure (organisation_id, id),
  FOREIGN KEY (organisation_id, entry_id) REFERENCES entry (organisation_id, id)
);
CREATE UNIQUE INDEX claim_counts_once ON claim (organisation_id, measure_id, year, token)
  WHERE entry_id IS NOT NULL;
CREATE INDEX claim_of_entry ON claim (organisation_id, entry_id) WHERE entry_id IS NOT NULL;

-- How many claims there are, and how many of them count.
-- kind: organisation
CREATE TABLE claim_total (
  organisation_id BYTEA NOT NULL,
  year TEXT NOT NULL,
  measure_id BYTEA NOT NULL,
  kind TEXT NOT NULL,
  claims BIGINT NOT NULL,
  counted BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, year, measure_id, kind),
  FOREIGN KEY (organisation_id, measure_id) REFERENCES measure (organisation_id, id)
);

-- Two measures of which the framework says that the same may not count for both: why both stand.
-- kind: organisation
CREATE TABLE double_count_answer (
  organisation_id BYTEA NOT NULL,
  year TEXT NOT NULL,
  measure_id BYTEA NOT NULL,
  other_id BYTEA NOT NULL,
  reason TEXT NOT NULL CHECK (reason <> ''),
  -- How many counted for both when it was answered: with more it is asked again.
  shared BIGINT NOT NULL CHECK (shared >= 0),
  answered_at BIGINT NOT NULL,
  answered_by BYTEA NOT NULL,
  PRIMARY KEY (organisation_id, year, measure_id, other_id),
  FOREIGN KEY (organisation_id, measure_id) REFERENCES measure (organisation_id, id),
  FOREIGN KEY (organisation_id, other_id) REFERENCES measure (organisation_id, id),
  FOREIGN KEY (organisation_id, answered_by) REFERENCES person (organisation_id, id)
);
