-- The evidence that shows what was attested of an obligation.
-- kind: organisation
CREATE TABLE attestation_evidence (
  organisation_id BYTEA NOT NULL,
  obligation_id BYTEA NOT NULL,
  attestation_id BYTEA NOT NULL,
  evidence_id BYTEA NOT NULL,
  PRIMARY KEY (organisation_id, obligation_id, attestation_id),
  FOREIGN KEY (organisation_id, obligation_id, attestation_id)
    REFERENCES attested_obligation (organisation_id, obligation_id, id),
  FOREIGN KEY (organisation_id, evidence_id) REFERENCES evidence (organisation_id, id)
);
