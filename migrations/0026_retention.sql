-- How long records are kept, from which event and who says so (P5e). Six years are the floor.
-- kind: organisation
CREATE TABLE retention_class (
  organisation_id BYTEA NOT NULL,
  class_key TEXT NOT NULL CHECK (class_key <> ''),
  name TEXT NOT NULL CHECK (name <> ''),
  counts_from TEXT NOT NULL CHECK (counts_from IN ('last-payment', 'academic-year', 'financial-year',
    'contract-end', 'partnership-end', 'that-day')),
  minimum_years BIGINT NOT NULL CHECK (minimum_years >= 6),
  maximum_years BIGINT NOT NULL CHECK (maximum_years >= minimum_years),
  authority TEXT NOT NULL CHECK (authority <> ''),
  set_at BIGINT NOT NULL,
  set_by BYTEA,
  PRIMARY KEY (organisation_id, class_key),
  UNIQUE (organisation_id, name),
  FOREIGN KEY (organisation_id) REFERENCES organisation (organisation_id)
);

-- Which class a kind of record has. Without a row it has the one it is shipped with.
-- kind: organisation
CREATE TABLE retention_rule (
  organisation_id BYTEA NOT NULL,
  record_kind TEXT NOT NULL CHECK (record_kind <> ''),
  class_key TEXT NOT NULL,
  set_at BIGINT NOT NULL,
  set_by BYTEA,
  PRIMARY KEY (organisation_id, record_kind),
  FOREIGN KEY (organisation_id, class_key) REFERENCES retention_class (organisation_id, class_key)
);

-- What a contract asks of its records: from when their years count, and a day before which nothing goes.
-- kind: organisation
CREATE TABLE contract_retention (
  organisation_id BYTEA NOT NULL,
  contract_id BYTEA NOT NULL,
  class_key TEXT NOT NULL,
  last_payment_on TEXT,
  not_before TEXT,
  set_at BIGINT NOT NULL,
  set_by BYTEA,
  PRIMARY KEY (organisation_id, contract_id),
  FOREIGN KEY (organisation_id, contract_id) REFERENCES contract (organisation_id, id),
  FOREIGN KEY (organisation_id, class_key) REFERENCES retention_class (organisation_id, class_key)
);

-- What keeps records longer than their class; several may keep the same record.
-- kind: organisation
CREATE TABLE hold (
  organisation_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  name TEXT NOT NULL CHECK (name <> ''),
  covers TEXT NOT NULL CHECK (covers IN ('everything', 'kind', 'contract', 'partner', 'record', 'learner')),
  covers_name TEXT NOT NULL,
  reason TEXT NOT NULL CHECK (reason <> ''),
  placed_at BIGINT NOT NULL,
  placed_by BYTEA NOT NULL,
  lifted_at BIGINT,
  lifted_by BYTEA,
  lifted_why TEXT CHECK (lifted_why <> ''),
  PRIMARY KEY (organisation_id, id),
  CHECK ((covers = 'everything') = (covers_name = '')),
  CHECK ((lifted_at IS NULL) = (lifted_by IS NULL)),
  CHECK ((lifted_at IS NULL) = (lifted_why IS NULL)),
  FOREIGN KEY (organisation_id, placed_by) REFERENCES person (organisation_id, id),
  FOREIGN KEY (organisation_id, lifted_by) REFERENCES person (organisation_id, id)
);

-- A list of records that are to go: one person asks, another agrees, then they go and it is proved.
-- kind: organisation
CREATE TABLE disposal (
  organisation_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  record_kind TEXT NOT NULL CHECK (record_kind <> ''),
  reason TEXT NOT NULL CHECK (reason <> ''),
  records BIGINT NOT NULL CHECK (records > 0),
  -- Over the list as it was previewed.
  list_sha256 BYTEA NOT NULL,
  asked_at BIGINT NOT NULL,
  asked_by BYTEA NOT NULL,
  agreed_at BIGINT,
  agreed_by BYTEA,
  withdrawn_at BIGINT,
  withdrawn_by BYTEA,
  gone_at BIGINT,
  -- The bag that proves it, as a file.
  bag_sha256 BYTEA,
  bag_at BIGINT,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, id, agreed_by),
  CHECK (agreed_by <> asked_by),
  CHECK ((agreed_at IS NULL) = (agreed_by IS NULL)),
  CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL)),
  CHECK (agreed_at IS NULL OR withdrawn_at IS NULL),
  CHECK (gone_at IS NULL OR agreed_at IS NOT NULL),
  CHECK ((bag_sha256 IS NULL) = (bag_at IS NULL)),
  CHECK (bag_at IS NULL OR gone_at IS NOT NULL),
  FOREIGN KEY (organisation_id, asked_by) REFERENCES person (organisation_id, id),
  FOREIGN KEY (organisation_id, agreed_by) REFERENCES person (organisation_id, id)
);
CREATE INDEX disposal_by_time ON disposal (organisation_id, asked_at, id);

-- The list, as it was previewed.
-- kind: organisation
CREATE TABLE disposal_line (
  organisation_id BYTEA NOT NULL,
  disposal_id BYTEA NOT NULL,
  record_id BYTEA NOT NULL,
  dispose_from TEXT NOT NULL,
  PRIMARY KEY (organisation_id, disposal_id, record_id),
  FOREIGN KEY (organisation_id, disposal_id) REFERENCES disposal (organisation_id, id)
);

-- The stub that stays of a record that went: that it was, its hash, its days, by whose authority and by
-- whom. It cannot be there without a disposal that a second person agreed to.
-- kind: organisation
CREATE TABLE stub (
  organisation_id BYTEA NOT NULL,
  record_kind TEXT NOT NULL CHECK (record_kind <> ''),
  record_id BYTEA NOT NULL,
  disposal_id BYTEA NOT NULL,
  agreed_by BYTEA NOT NULL,
  record_sha256 BYTEA NOT NULL,
  -- The rows it had.
  record_rows BIGINT NOT NULL CHECK (record_rows > 0),
  file_sha256 BYTEA,
  counted_from TEXT NOT NULL,
  dispose_from TEXT NOT NULL,
  class_name TEXT NOT NULL,
  authority TEXT NOT NULL CHECK (authority <> ''),
  gone_at BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, record_kind, record_id),
  FOREIGN KEY (organisation_id, disposal_id, agreed_by) REFERENCES disposal (organisation_id, id, agreed_by)
);
CREATE INDEX stub_by_disposal ON stub (organisation_id, disposal_id, record_id);
CREATE INDEX stub_by_file ON stub (organisation_id, file_sha256) WHERE file_sha256 IS NOT NULL;

-- The lines of the log whose salt and content are gone, and by which disposal or request.
-- kind: organisation
CREATE TABLE forgotten_content (
  organisation_id BYTEA NOT NULL,
  number BIGINT NOT NULL,
  by_kind TEXT NOT NULL CHECK (by_kind IN ('disposal', 'request')),
  by_id BYTEA NOT NULL,
  forgotten_at BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, number),
  FOREIGN KEY (organisation_id, number) REFERENCES log_entry (organisation_id, number)
);
CREATE INDEX log_entry_by_record ON log_entry (organisation_id, record_kind, record_id, number);
CREATE INDEX evidence_by_file ON evidence (organisation_id, file_sha256) WHERE file_sha256 IS NOT NULL;
