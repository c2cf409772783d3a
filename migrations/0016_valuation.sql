-- By which rates later years are discounted, and which year the first one is.
-- kind: organisation
CREATE TABLE valuation_setting (
  organisation_id BYTEA NOT NULL,
  rates TEXT NOT NULL CHECK (rates <> ''),
  first_year BIGINT NOT NULL CHECK (first_year IN (0, 1)),
  said_at BIGINT NOT NULL,
  said_by BYTEA,
  PRIMARY KEY (organisation_id),
  FOREIGN KEY (organisation_id) REFERENCES organisation (organisation_id)
);

-- How long what a measure counts lasts, and what of it is left, from a date on.
-- kind: organisation
CREATE TABLE whole_life (
  organisation_id BYTEA NOT NULL,
  measure_id BYTEA NOT NULL,
  valid_from TEXT NOT NULL,
  years BIGINT NOT NULL CHECK (years BETWEEN 1 AND 60),
  deadweight_thousandths BIGINT NOT NULL CHECK (deadweight_thousandths BETWEEN 0 AND 100000),
  displacement_thousandths BIGINT NOT NULL CHECK (displacement_thousandths BETWEEN 0 AND 100000),
  attribution_thousandths BIGINT NOT NULL CHECK (attribution_thousandths BETWEEN 0 AND 100000),
  drop_off_thousandths BIGINT NOT NULL CHECK (drop_off_thousandths BETWEEN 0 AND 100000),
  reason TEXT NOT NULL CHECK (reason <> ''),
  said_at BIGINT NOT NULL,
  said_by BYTEA,
  PRIMARY KEY (organisation_id, measure_id, valid_from),
  FOREIGN KEY (organisation_id, measure_id) REFERENCES measure (organisation_id, id)
);

-- What was invested to bring a year's value about.
-- kind: organisation
CREATE TABLE investment (
  organisation_id BYTEA NOT NULL,
  year TEXT NOT NULL,
  id BYTEA NOT NULL,
  purpose TEXT NOT NULL CHECK (purpose <> ''),
  pence BIGINT NOT NULL CHECK (pence > 0),
  said_at BIGINT NOT NULL,
  said_by BYTEA,
  PRIMARY KEY (organisation_id, year, id),
  FOREIGN KEY (organisation_id) REFERENCES organisation (organisation_id)
);

-- How a year's account in pounds answers each principle of social value.
-- kind: organisation
CREATE TABLE principle_answer (
  organisation_id BYTEA NOT NULL,
  year TEXT NOT NULL,
  principle TEXT NOT NULL,
  answer TEXT NOT NULL CHECK (answer <> ''),
  said_at BIGINT NOT NULL,
  said_by BYTEA,
  PRIMARY KEY (organisation_id, year, principle),
  FOREIGN KEY (organisation_id) REFERENCES organisation (organisation_id)
);
