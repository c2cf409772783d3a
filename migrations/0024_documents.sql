-- A document under control (P0, P6b): a policy, or one that a policy refers to. Its text, if it is kept
-- here, is that of a version.
-- kind: organisation
CREATE TABLE controlled_document (
  organisation_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('policy', 'linked')),
  title TEXT NOT NULL CHECK (title <> ''),
  reference TEXT NOT NULL CHECK (reference <> ''),
  owner_id BYTEA,
  kept_where TEXT NOT NULL,
  listed_at BIGINT NOT NULL,
  listed_by BYTEA,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, reference),
  FOREIGN KEY (organisation_id) REFERENCES organisation (organisation_id),
  FOREIGN KEY (organisation_id, owner_id) REFERENCES person (organisation_id, id)
);

-- A version of a document. It is drafted, sent for review, approved by somebody who neither drafted nor
-- wrote it, and superseded by the next one that is approved. A version of a policy has the policy's key.
-- kind: organisation
CREATE TABLE document_version (
  organisation_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  document_id BYTEA NOT NULL,
  version TEXT NOT NULL CHECK (version <> ''),
  issued_on TEXT,
  review_on TEXT,
  drafted_at BIGINT NOT NULL,
  drafted_by BYTEA,
  written_by BYTEA,
  sent_at BIGINT,
  sent_by BYTEA,
  approved_at BIGINT,
  approved_by BYTEA,
  superseded_at BIGINT,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, document_id, version),
  CHECK (approved_by IS NULL OR approved_by <> drafted_by),
  CHECK (approved_by IS NULL OR approved_by <> written_by),
  CHECK ((approved_at IS NULL) = (approved_by IS NULL)),
  CHECK (approved_at IS NULL OR sent_at IS NOT NULL),
  CHECK (superseded_at IS NULL OR approved_at IS NOT NULL),
  FOREIGN KEY (organisation_id, document_id) REFERENCES controlled_document (organisation_id, id),
  FOREIGN KEY (organisation_id, approved_by) REFERENCES person (organisation_id, id)
);
CREATE UNIQUE INDEX document_version_approved_once ON document_version (organisation_id, document_id)
  WHERE approved_at IS NOT NULL AND superseded_at IS NULL;

INSERT INTO controlled_document (organisation_id, id, kind, title, reference, kept_where, listed_at,
  listed_by)
SELECT p.organisation_id, p.id, 'policy', p.title, p.reference, '', p.imported_at, p.imported_by
FROM policy p
WHERE NOT EXISTS (
  SELECT 1 FROM policy q
  WHERE q.organisation_id = p.organisation_id AND q.reference = p.reference
    AND (q.imported_at < p.imported_at OR (q.imported_at = p.imported_at AND q.id < p.id)));

INSERT INTO document_version (organisation_id, id, document_id, version, issued_on, review_on,
  drafted_at, drafted_by)
SELECT p.organisation_id, p.id, d.id, p.version, p.issued_on, p.review_on, p.imported_at, p.imported_by
FROM policy p
JOIN controlled_document d ON d.organisation_id = p.organisation_id AND d.reference = p.reference;

-- What a clause asks for, or the document as a whole: a check over what is recorded, or something that a
-- person attests. What was taken off stays, with its day.
-- kind: organisation
CREATE TABLE obligation (
  organisation_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  policy_id BYTEA NOT NULL,
  clause_id TEXT,
  check_key TEXT CHECK (check_key <> ''),
  asks TEXT NOT NULL CHECK (asks <> ''),
  owner_id BYTEA,
  due_on TEXT,
  added_at BIGINT NOT NULL,
  added_by BYTEA,
  taken_off_at BIGINT,
  taken_off_by BYTEA,
  PRIMARY KEY (organisation_id, id),
  CHECK ((check_key IS NULL) = (owner_id IS NOT NULL)),
  CHECK ((check_key IS NULL) = (due_on IS NOT NULL)),
  FOREIGN KEY (organisation_id, policy_id) REFERENCES policy (organisation_id, id),
  FOREIGN KEY (organisation_id, policy_id, clause_id) REFERENCES clause (organisation_id, policy_id, id),
  FOREIGN KEY (organisation_id, owner_id) REFERENCES person (organisation_id, id)
);
CREATE INDEX obligation_by_policy ON obligation (organisation_id, policy_id, id);
CREATE INDEX obligation_by_owner ON obligation (organisation_id, owner_id, due_on)
  WHERE owner_id IS NOT NULL AND taken_off_at IS NULL;

-- What somebody said of an obligation, and what shows it. It is never changed.
-- kind: organisation
CREATE TABLE attested_obligation (
  organisation_id BYTEA NOT NULL,
  obligation_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('kept', 'not-kept')),
  shown_by TEXT NOT NULL CHECK (shown_by <> ''),
  attested_on TEXT NOT NULL,
  next_due_on TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  recorded_by BYTEA NOT NULL,
  PRIMARY KEY (organisation_id, obligation_id, id),
  CHECK (next_due_on > attested_on),
  FOREIGN KEY (organisation_id, obligation_id) REFERENCES obligation (organisation_id, id),
  FOREIGN KEY (organisation_id, recorded_by) REFERENCES person (organisation_id, id)
);

-- How an obligation stood, one row for each change.
-- kind: organisation
CREATE TABLE obligation_state (
  organisation_id BYTEA NOT NULL,
  obligation_id BYTEA NOT NULL,
  number BIGINT NOT NULL CHECK (number > 0),
  state TEXT NOT NULL CHECK (state IN ('met', 'at-risk', 'broken', 'not-yet-known', 'addressed-elsewhere')),
  reason TEXT NOT NULL CHECK (reason <> ''),
  since_on TEXT NOT NULL,
  seen_at BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, obligation_id, number),
  FOREIGN KEY (organisation_id, obligation_id) REFERENCES obligation (organisation_id, id)
);
