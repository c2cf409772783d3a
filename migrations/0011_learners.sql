-- The organisation as a training provider.
-- kind: organisation
CREATE TABLE provider (
  organisation_id BYTEA NOT NULL PRIMARY KEY,
  ukprn TEXT NOT NULL CHECK (length(ukprn) = 8)
);

-- A provider's return for a year. The latest one is the picture of the year; the one before it
-- keeps its learners, so that the latest can be taken back; those before that keep their row alone. The file itself is never kept.
-- kind: organisation
CREATE TABLE learner_return (
  organisation_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  ukprn TEXT NOT NULL CHECK (length(ukprn) = 8),
  -- The calendar year in which the funding year begins.
  year BIGINT NOT NULL,
  file_name TEXT NOT NULL CHECK (file_name <> ''),
  file_sha256 BYTEA NOT NULL,
  learners BIGINT NOT NULL CHECK (learners >= 0),
  aims BIGINT NOT NULL CHECK (aims >= 0),
  problems BIGINT NOT NULL CHECK (problems >= 0),
  -- Learners whose number another reference has as well.
  sharing BIGINT NOT NULL CHECK (sharing >= 0),
  accepted_at BIGINT NOT NULL,
  accepted_by BYTEA,
  replaced_at BIGINT,
  taken_back_at BIGINT,
  import_id BYTEA,
  -- The return whose place it took, as long as that one's learners are kept.
  replaces_id BYTEA,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, import_id) REFERENCES import (organisation_id, id),
  FOREIGN KEY (organisation_id, replaces_id) REFERENCES learner_return (organisation_id, id),
  FOREIGN KEY (organisation_id, accepted_by) REFERENCES person (organisation_id, id)
);
CREATE UNIQUE INDEX learner_return_of_import ON learner_return (organisation_id, import_id)
  WHERE import_id IS NOT NULL;
CREATE UNIQUE INDEX learner_return_of_year ON learner_return (organisation_id, ukprn, year)
  WHERE replaced_at IS NULL;

-- A learner of a return. The key stands for the person across returns, under a secret that is not in
-- the database; the facts that hold of them are a sum of bits.
-- kind: organisation
CREATE TABLE learner (
  organisation_id BYTEA NOT NULL,
  return_id BYTEA NOT NULL,
  learner TEXT NOT NULL CHECK (learner <> ''),
  person_key BYTEA,
  facts BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, return_id, learner),
  FOREIGN KEY (organisation_id, return_id) REFERENCES learner_return (organisation_id, id)
);
CREATE INDEX learner_of_person ON learner (organisation_id, person_key)
  WHERE person_key IS NOT NULL;

-- What a return shows in all.
-- kind: organisation
CREATE TABLE learner_figure (
  organisation_id BYTEA NOT NULL,
  return_id BYTEA NOT NULL,
  fact TEXT NOT NULL,
  thousandths BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, return_id, fact),
  FOREIGN KEY (organisation_id, return_id) REFERENCES learner_return (organisation_id, id)
);

-- How many learners of a return lived where, and how that was found.
-- kind: organisation
CREATE TABLE learner_place (
  organisation_id BYTEA NOT NULL,
  return_id BYTEA NOT NULL,
  number BIGINT NOT NULL,
  area_code TEXT,
  area_method TEXT,
  decile BIGINT CHECK (decile BETWEEN 1 AND 10),
  decile_method TEXT,
  learners BIGINT NOT NULL CHECK (learners > 0),
  PRIMARY KEY (organisation_id, return_id, number),
  FOREIGN KEY (organisation_id, return_id) REFERENCES learner_return (organisation_id, id)
);

-- Sums by a characteristic, made only when somebody with the permission asked.
-- kind: organisation
CREATE TABLE learner_tally (
  organisation_id BYTEA NOT NULL,
  return_id BYTEA NOT NULL,
  characteristic TEXT NOT NULL CHECK (characteristic IN ('ethnicity', 'difficulty', 'custody')),
  code TEXT NOT NULL CHECK (code <> ''),
  learners BIGINT NOT NULL CHECK (learners >= 0),
  PRIMARY KEY (organisation_id, return_id, characteristic, code),
  FOREIGN KEY (organisation_id, return_id) REFERENCES learner_return (organisation_id, id)
);

-- Aims that the provider itself says prepare for work.
-- kind: organisation
CREATE TABLE employability_aim (
  organisation_id BYTEA NOT NULL,
  reference TEXT NOT NULL CHECK (reference <> ''),
  PRIMARY KEY (organisation_id, reference)
);

-- What the rules need of an aim. No name, no number of the person, no birthday, no full postcode.
-- kind: organisation
CREATE TABLE learner_aim (
  organisation_id BYTEA NOT NULL,
  return_id BYTEA NOT NULL,
  learner TEXT NOT NULL CHECK (learner <> ''),
  number BIGINT NOT NULL,
  reference TEXT NOT NULL,
  aim_type TEXT NOT NULL,
  started_on TEXT NOT NULL,
  ended_on TEXT,
  completion TEXT NOT NULL,
  outcome TEXT,
  planned_hours BIGINT,
  -- Codes and pairs, with commas between.
  tailored_outcomes TEXT NOT NULL,
  monitoring TEXT NOT NULL,
  age_band TEXT,
  outward_postcode TEXT,
  -- Where the postcode lay, and how that was found.
  area_code TEXT,
  ward TEXT,
  lsoa TEXT,
  decile BIGINT CHECK (decile BETWEEN 1 AND 10),
  area_method TEXT,
  decile_method TEXT,
  -- Stands for all of the above, so that a later return can be compared quickly.
  mark BYTEA NOT NULL,
  PRIMARY KEY (organisation_id, return_id, learner, number),
  FOREIGN KEY (organisation_id, return_id) REFERENCES learner_return (organisation_id, id)
);

-- kind: organisation
CREATE TABLE learner_status (
  organisation_id BYTEA NOT NULL,
  return_id BYTEA NOT NULL,
  learner TEXT NOT NULL CHECK (learner <> ''),
  number BIGINT NOT NULL,
  status TEXT NOT NULL,
  applies_from TEXT NOT NULL,
  monitoring TEXT NOT NULL,
  PRIMARY KEY (organisation_id, return_id, learner, number),
  FOREIGN KEY (organisation_id, return_id) REFERENCES learner_return (organisation_id, id)
);

-- kind: organisation
CREATE TABLE learner_destination (
  organisation_id BYTEA NOT NULL,
  return_id BYTEA NOT NULL,
  learner TEXT NOT NULL CHECK (learner <> ''),
  number BIGINT NOT NULL,
  kind TEXT NOT NULL,
  code TEXT NOT NULL,
  started_on TEXT NOT NULL,
  PRIMARY KEY (organisation_id, return_id, learner, number),
  FOREIGN KEY (organisation_id, return_id) REFERENCES learner_return (organisation_id, id)
);

-- Which measure a fact feeds, and where it counts when a learner's district is not in our areas.
-- kind: organisation
CREATE TABLE learner_rule (
  organisation_id BYTEA NOT NULL,
  fact TEXT NOT NULL,
  measure_id BYTEA NOT NULL,
  area_code TEXT NOT NULL,
  additional_percent BIGINT NOT NULL CHECK (additional_percent BETWEEN 0 AND 100),
  PRIMARY KEY (organisation_id, fact),
  FOREIGN KEY (organisation_id, measure_id) REFERENCES measure (organisation_id, id),
  FOREIGN KEY (organisation_id, area_code) REFERENCES area (organisation_id, code)
);

-- The entry that stands for a learner and a fact of a year.
-- kind: organisation
CREATE TABLE learner_entry (
  organisation_id BYTEA NOT NULL,
  ukprn TEXT NOT NULL,
  year BIGINT NOT NULL,
  fact TEXT NOT NULL,
  learner TEXT NOT NULL,
  entry_id BYTEA NOT NULL,
  PRIMARY KEY (organisation_id, ukprn, year, learner, fact),
  FOREIGN KEY (organisation_id, entry_id) REFERENCES entry (organisation_id, id)
);
