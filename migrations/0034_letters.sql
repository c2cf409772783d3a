-- Who gets each signed checkpoint of the log by mail, and keeps it outside.
-- kind: organisation
CREATE TABLE checkpoint_keeper (
  organisation_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  email TEXT NOT NULL,
  named_at BIGINT NOT NULL,
  named_by BYTEA NOT NULL,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, email),
  FOREIGN KEY (organisation_id, named_by) REFERENCES person (organisation_id, id)
);

-- A checkpoint to one keeper: written with the signature, sent after it. Without a next try it rests, until
-- the system starts anew or somebody asks.
-- kind: organisation
CREATE TABLE checkpoint_letter (
  organisation_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  size BIGINT NOT NULL,
  email TEXT NOT NULL,
  message_id TEXT NOT NULL,
  written_at BIGINT NOT NULL,
  tries BIGINT NOT NULL CHECK (tries >= 0),
  next_try_at BIGINT,
  tried_at BIGINT,
  answer TEXT,
  taken_at BIGINT,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, size, email),
  CHECK (taken_at IS NULL OR next_try_at IS NULL),
  CHECK ((tried_at IS NULL) = (tries = 0)),
  FOREIGN KEY (organisation_id, size) REFERENCES log_checkpoint (organisation_id, size)
);

CREATE INDEX checkpoint_letter_unsent ON checkpoint_letter (organisation_id, next_try_at)
  WHERE taken_at IS NULL;
