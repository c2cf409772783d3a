-- Sums by ethnic group, difficulty and custody, hidden: nobody reads them off the disk. Those that stood in
-- clear are gone, and are made again from the return by whoever may ask for them.
DROP TABLE learner_tally;
-- kind: organisation
CREATE TABLE learner_tally (
  organisation_id BYTEA NOT NULL,
  return_id BYTEA NOT NULL,
  -- A nonce, then XChaCha20-Poly1305 of the sums as JSON, about the organisation and the return.
  hidden BYTEA NOT NULL,
  PRIMARY KEY (organisation_id, return_id),
  FOREIGN KEY (organisation_id, return_id) REFERENCES learner_return (organisation_id, id)
);
