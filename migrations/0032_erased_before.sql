-- What was erased before is kept with the rest; the two tables that said the one and the other half are gone.
INSERT INTO erased_content (organisation_id, number, by_kind, by_id, erased_at)
  SELECT organisation_id, number, by_kind, by_id, forgotten_at FROM forgotten_content;
DROP TABLE forgotten_content;
DROP TABLE log_erased;
