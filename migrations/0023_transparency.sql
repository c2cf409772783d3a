-- The tree over the log: the root of each 256 whole leaves (level 1), of each 256 of those (level 2), …
-- kind: organisation
CREATE TABLE log_node (
  organisation_id BYTEA NOT NULL,
  level BIGINT NOT NULL CHECK (level > 0),
  number BIGINT NOT NULL CHECK (number >= 0),
  sha256 BYTEA NOT NULL,
  PRIMARY KEY (organisation_id, level, number)
);

-- Entries whose salt and content were destroyed; their commitments stay.
-- kind: organisation
CREATE TABLE log_erased (
  organisation_id BYTEA NOT NULL,
  number BIGINT NOT NULL,
  erased_at BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, number),
  FOREIGN KEY (organisation_id, number) REFERENCES log_entry (organisation_id, number)
);

-- The keys that sign for the log, and up to which size a retired one did.
-- kind: organisation
CREATE TABLE log_key (
  organisation_id BYTEA NOT NULL,
  number BIGINT NOT NULL CHECK (number > 0),
  public_key BYTEA NOT NULL,
  announced_at BIGINT NOT NULL,
  retired_at BIGINT,
  retired_size BIGINT,
  PRIMARY KEY (organisation_id, number),
  CHECK ((retired_at IS NULL) = (retired_size IS NULL)),
  FOREIGN KEY (organisation_id) REFERENCES organisation (organisation_id)
);

-- kind: organisation
CREATE TABLE log_checkpoint (
  organisation_id BYTEA NOT NULL,
  size BIGINT NOT NULL,
  root_sha256 BYTEA NOT NULL,
  note TEXT NOT NULL,
  key_number BIGINT NOT NULL,
  signed_at BIGINT NOT NULL,
  record_kind TEXT NOT NULL,
  record_id TEXT NOT NULL,
  PRIMARY KEY (organisation_id, size),
  FOREIGN KEY (organisation_id, key_number) REFERENCES log_key (organisation_id, number)
);

CREATE INDEX log_checkpoint_of_record ON log_checkpoint (organisation_id, record_kind, record_id);

-- Where checkpoints went, and what came back.
-- kind: organisation
CREATE TABLE log_checkpoint_sending (
  organisation_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  size BIGINT NOT NULL,
  sent_to TEXT NOT NULL,
  sent_at BIGINT NOT NULL,
  answer TEXT NOT NULL,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, size) REFERENCES log_checkpoint (organisation_id, size)
);
