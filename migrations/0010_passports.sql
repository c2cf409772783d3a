-- A key that another organisation signs with, since it was first met here.
-- kind: organisation
CREATE TABLE known_key (
  organisation_id BYTEA NOT NULL,
  -- 64 hexadecimal digits.
  public_key TEXT NOT NULL CHECK (length(public_key) = 64),
  issuer TEXT NOT NULL CHECK (issuer <> ''),
  first_met_at BIGINT NOT NULL,
  first_met_by BYTEA,
  PRIMARY KEY (organisation_id, public_key)
);

-- A passport of a partner that another organisation signed; its file is kept as evidence.
-- kind: organisation
CREATE TABLE partner_passport (
  organisation_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  partner_id BYTEA NOT NULL,
  evidence_id BYTEA NOT NULL,
  public_key TEXT NOT NULL,
  issuer TEXT NOT NULL CHECK (issuer <> ''),
  issued_on TEXT NOT NULL,
  kept_at BIGINT NOT NULL,
  kept_by BYTEA,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, partner_id) REFERENCES partner (organisation_id, id),
  FOREIGN KEY (organisation_id, evidence_id) REFERENCES evidence (organisation_id, id),
  FOREIGN KEY (organisation_id, public_key) REFERENCES known_key (organisation_id, public_key)
);
CREATE INDEX partner_passport_by_partner ON partner_passport (organisation_id, partner_id, kept_at);
