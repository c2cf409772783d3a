-- The sections of an annual report in their order; none as long as nobody has put them into one. A
-- section of one's own has a title and a text.
-- kind: organisation
CREATE TABLE report_section (
  organisation_id BYTEA NOT NULL,
  year TEXT NOT NULL,
  position BIGINT NOT NULL CHECK (position > 0),
  kind TEXT NOT NULL CHECK (kind <> ''),
  title TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (organisation_id, year, position),
  FOREIGN KEY (organisation_id, year) REFERENCES annual_report (organisation_id, year)
);

-- Why something that a careful reader finds in a report's words is left as it is. The finding is known by
-- its sentence, so that the reason falls away when the sentence changes.
-- kind: organisation
CREATE TABLE report_finding_left (
  organisation_id BYTEA NOT NULL,
  year TEXT NOT NULL,
  finding TEXT NOT NULL CHECK (finding <> ''),
  reason TEXT NOT NULL CHECK (reason <> ''),
  left_at BIGINT NOT NULL,
  left_by BYTEA,
  PRIMARY KEY (organisation_id, year, finding),
  FOREIGN KEY (organisation_id, year) REFERENCES annual_report (organisation_id, year)
);

-- What a proposed change does when it is carried out, as JSON; none for one in words alone.
-- kind: organisation
CREATE TABLE proposed_effect (
  organisation_id BYTEA NOT NULL,
  proposal_id BYTEA NOT NULL,
  effect TEXT NOT NULL CHECK (effect <> ''),
  PRIMARY KEY (organisation_id, proposal_id),
  FOREIGN KEY (organisation_id, proposal_id) REFERENCES proposed_change (organisation_id, id)
);

-- The action that a proposal becomes: it is decided and changed like any other.
-- kind: organisation
CREATE TABLE feedback_action_proposal (
  organisation_id BYTEA NOT NULL,
  action_id BYTEA NOT NULL,
  proposal_id BYTEA NOT NULL,
  PRIMARY KEY (organisation_id, action_id),
  UNIQUE (organisation_id, proposal_id),
  FOREIGN KEY (organisation_id, action_id) REFERENCES feedback_action (organisation_id, id),
  FOREIGN KEY (organisation_id, proposal_id) REFERENCES proposed_change (organisation_id, id)
);

-- What was decided about a proposal of a signed report; never by whoever proposed it.
-- kind: organisation
CREATE TABLE proposal_decision (
  organisation_id BYTEA NOT NULL,
  proposal_id BYTEA NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('accepted', 'refused')),
  reason TEXT NOT NULL CHECK (reason <> ''),
  effective_from TEXT,
  decision_id BYTEA NOT NULL,
  proposed_by BYTEA,
  decided_at BIGINT NOT NULL,
  decided_by BYTEA NOT NULL,
  PRIMARY KEY (organisation_id, proposal_id),
  CHECK (decided_by <> proposed_by),
  CHECK ((verdict = 'accepted') = (effective_from IS NOT NULL)),
  FOREIGN KEY (organisation_id, proposal_id) REFERENCES proposed_change (organisation_id, id),
  FOREIGN KEY (organisation_id, decision_id) REFERENCES feedback_decision (organisation_id, id)
);

-- That an accepted proposal was carried out, and the change by which it was.
-- kind: organisation
CREATE TABLE proposal_carried_out (
  organisation_id BYTEA NOT NULL,
  proposal_id BYTEA NOT NULL,
  change_id BYTEA NOT NULL,
  carried_out_at BIGINT NOT NULL,
  carried_out_by BYTEA,
  PRIMARY KEY (organisation_id, proposal_id),
  FOREIGN KEY (organisation_id, proposal_id) REFERENCES proposal_decision (organisation_id, proposal_id),
  FOREIGN KEY (organisation_id, change_id) REFERENCES feedback_change (organisation_id, id)
);

-- From which day on a measure takes entries, and from which day on it takes none.
-- kind: organisation
CREATE TABLE measure_term (
  organisation_id BYTEA NOT NULL,
  measure_id BYTEA NOT NULL,
  begins_on TEXT,
  retired_from TEXT,
  PRIMARY KEY (organisation_id, measure_id),
  CHECK (begins_on IS NOT NULL OR retired_from IS NOT NULL),
  FOREIGN KEY (organisation_id, measure_id) REFERENCES measure (organisation_id, id)
);

-- Running sums of what was done under contracts, by area; kept with the entries as the other totals are.
-- kind: organisation
CREATE TABLE contract_totals (
  organisation_id BYTEA NOT NULL,
  quarter TEXT NOT NULL,
  contract_id BYTEA NOT NULL,
  measure_id BYTEA NOT NULL,
  area_code TEXT NOT NULL,
  grade BIGINT NOT NULL,
  quantity_thousandths BIGINT NOT NULL,
  additional_thousandths BIGINT NOT NULL,
  entries BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, quarter, contract_id, measure_id, area_code, grade)
);

INSERT INTO contract_totals (organisation_id, quarter, contract_id, measure_id, area_code, grade,
  quantity_thousandths, additional_thousandths, entries)
SELECT e.organisation_id, e.quarter, e.contract_id, e.measure_id, e.area_code, COALESCE(g.grade, 0),
  CAST(SUM(e.quantity_thousandths) AS BIGINT), CAST(SUM(e.additional_thousandths) AS BIGINT), COUNT(*)
FROM entry e LEFT JOIN (
  SELECT organisation_id, entry_id, max(grade) AS grade FROM evidence_link
  GROUP BY organisation_id, entry_id) g
  ON g.organisation_id = e.organisation_id AND g.entry_id = e.id
WHERE e.contract_id IS NOT NULL
GROUP BY e.organisation_id, e.quarter, e.contract_id, e.measure_id, e.area_code, COALESCE(g.grade, 0);
