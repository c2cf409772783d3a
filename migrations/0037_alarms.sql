-- What somebody is told of at once: what it is about, how much, and whose account or deed it is.
-- kind: organisation
CREATE TABLE alarm (
  organisation_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  alarm TEXT NOT NULL CHECK (alarm IN ('guessing', 'roles', 'taking', 'damage', 'clock', 'disk',
    'backup')),
  about TEXT NOT NULL CHECK (about <> ''),
  figure BIGINT NOT NULL,
  person_id BYTEA,
  raised_at BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, person_id) REFERENCES person (organisation_id, id)
);
CREATE INDEX alarm_by_about ON alarm (organisation_id, alarm, about, raised_at);
CREATE INDEX alarm_by_time ON alarm (organisation_id, raised_at, id);

-- Who looked into an alarm: nobody into their own.
-- kind: organisation
CREATE TABLE alarm_answer (
  organisation_id BYTEA NOT NULL,
  alarm_id BYTEA NOT NULL,
  words TEXT NOT NULL CHECK (words <> ''),
  person_id BYTEA,
  answered_at BIGINT NOT NULL,
  answered_by BYTEA NOT NULL,
  PRIMARY KEY (organisation_id, alarm_id),
  CHECK (person_id IS NULL OR answered_by <> person_id),
  FOREIGN KEY (organisation_id, alarm_id) REFERENCES alarm (organisation_id, id),
  FOREIGN KEY (organisation_id, answered_by) REFERENCES person (organisation_id, id)
);
