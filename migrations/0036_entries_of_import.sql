-- The first and the last of the entries that came of a file. They stand side by side in the ledger, so that
-- these two lead to all, and each entry is spared a place in one more index.
-- kind: organisation
CREATE TABLE import_entries (
  organisation_id BYTEA NOT NULL,
  import_id BYTEA NOT NULL,
  first_entry_id BYTEA NOT NULL,
  last_entry_id BYTEA NOT NULL,
  PRIMARY KEY (organisation_id, import_id),
  CHECK (first_entry_id <= last_entry_id),
  FOREIGN KEY (organisation_id, import_id) REFERENCES import (organisation_id, id),
  FOREIGN KEY (organisation_id, first_entry_id) REFERENCES entry (organisation_id, id),
  FOREIGN KEY (organisation_id, last_entry_id) REFERENCES entry (organisation_id, id)
);
INSERT INTO import_entries (organisation_id, import_id, first_entry_id, last_entry_id)
SELECT i.organisation_id, i.id,
  (SELECT e.id FROM entry e WHERE e.organisation_id = i.organisation_id AND e.import_id = i.id
    ORDER BY e.id LIMIT 1),
  (SELECT e.id FROM entry e WHERE e.organisation_id = i.organisation_id AND e.import_id = i.id
    ORDER BY e.id DESC LIMIT 1)
FROM import i
WHERE EXISTS (SELECT 1 FROM entry e WHERE e.organisation_id = i.organisation_id AND e.import_id = i.id);
DROP INDEX entry_by_import;
