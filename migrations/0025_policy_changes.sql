-- A text that somebody writes on in the browser, until it becomes a version.
-- kind: organisation
CREATE TABLE policy_draft (
  organisation_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  title TEXT NOT NULL CHECK (title <> ''),
  reference TEXT NOT NULL CHECK (reference <> ''),
  version TEXT NOT NULL CHECK (version <> ''),
  issued_on TEXT NOT NULL,
  review_on TEXT NOT NULL,
  text TEXT NOT NULL,
  begun_at BIGINT NOT NULL,
  written_at BIGINT NOT NULL,
  written_by BYTEA NOT NULL,
  -- The version that it became, or the day on which it was dropped.
  policy_id BYTEA,
  dropped_at BIGINT,
  PRIMARY KEY (organisation_id, id),
  CHECK (policy_id IS NULL OR dropped_at IS NULL),
  CHECK (review_on > issued_on),
  FOREIGN KEY (organisation_id, policy_id) REFERENCES policy (organisation_id, id),
  FOREIGN KEY (organisation_id, written_by) REFERENCES person (organisation_id, id)
);

-- A clause of an old version with links or obligations that found no clause of the new one: which one
-- stands for it, or that nothing does.
-- kind: organisation
CREATE TABLE clause_unmatched (
  organisation_id BYTEA NOT NULL,
  policy_id BYTEA NOT NULL,
  old_policy_id BYTEA NOT NULL,
  old_clause_id TEXT NOT NULL,
  clause_id TEXT,
  answered_at BIGINT,
  answered_by BYTEA,
  PRIMARY KEY (organisation_id, policy_id, old_policy_id, old_clause_id),
  CHECK (clause_id IS NULL OR answered_at IS NOT NULL),
  FOREIGN KEY (organisation_id, policy_id, clause_id) REFERENCES clause (organisation_id, policy_id, id),
  FOREIGN KEY (organisation_id, old_policy_id, old_clause_id) REFERENCES clause (organisation_id, policy_id, id)
);

-- The mending of a finding that somebody asked for: an action like any other, for a clause and from a day.
-- kind: organisation
CREATE TABLE change_request (
  organisation_id BYTEA NOT NULL,
  action_id BYTEA NOT NULL,
  policy_id BYTEA NOT NULL,
  clause_id TEXT NOT NULL,
  -- The sentence of the finding, by which it is known again.
  finding TEXT NOT NULL CHECK (finding <> ''),
  mending TEXT NOT NULL CHECK (mending <> ''),
  effective_from TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  asked_by BYTEA,
  PRIMARY KEY (organisation_id, action_id),
  UNIQUE (organisation_id, policy_id, finding),
  FOREIGN KEY (organisation_id, action_id) REFERENCES feedback_action (organisation_id, id),
  FOREIGN KEY (organisation_id, policy_id, clause_id) REFERENCES clause (organisation_id, policy_id, id)
);

-- A law that changed (P6a).
-- kind: organisation
CREATE TABLE changed_law (
  organisation_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  title TEXT NOT NULL CHECK (title <> ''),
  what TEXT NOT NULL CHECK (what <> ''),
  changed_on TEXT NOT NULL,
  logged_at BIGINT NOT NULL,
  logged_by BYTEA NOT NULL,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, logged_by) REFERENCES person (organisation_id, id)
);

-- That an objective was listed or changed, and when (P6a).
-- kind: organisation
CREATE TABLE changed_objective (
  organisation_id BYTEA NOT NULL,
  objective_id BYTEA NOT NULL,
  changed_at BIGINT NOT NULL,
  title TEXT NOT NULL,
  PRIMARY KEY (organisation_id, objective_id, changed_at),
  FOREIGN KEY (organisation_id, objective_id) REFERENCES objective (organisation_id, id)
);

-- Names of laws, strategies and funds that the organisation watches besides those that come with the
-- program: until when each holds and what comes after it.
-- kind: organisation
CREATE TABLE watched_reference (
  organisation_id BYTEA NOT NULL,
  id BYTEA NOT NULL,
  name TEXT NOT NULL CHECK (name <> ''),
  valid_to TEXT NOT NULL,
  successor TEXT NOT NULL,
  added_at BIGINT NOT NULL,
  added_by BYTEA,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, name),
  FOREIGN KEY (organisation_id) REFERENCES organisation (organisation_id)
);

-- Since when a missed target asks for a review of the policy; without a row it does not.
-- kind: organisation
CREATE TABLE policy_setting (
  organisation_id BYTEA NOT NULL,
  missed_targets_since BIGINT,
  set_at BIGINT NOT NULL,
  set_by BYTEA,
  PRIMARY KEY (organisation_id),
  FOREIGN KEY (organisation_id) REFERENCES organisation (organisation_id)
);
