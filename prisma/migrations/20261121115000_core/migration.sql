-- Decisions of every kind go through one machine: about a context or about the program, drafted, scheduled, signed on
-- somebody's behalf. Numbers in comments are those of the domain page.

ALTER TABLE context ADD COLUMN risk TEXT NOT NULL DEFAULT 'standard';
ALTER TABLE context ADD CONSTRAINT context_risk_word CHECK (risk IN ('low', 'standard', 'high'));
ALTER TABLE audience ADD COLUMN traffic_thousandths INTEGER;
ALTER TABLE audience ADD CONSTRAINT audience_traffic_is_a_share CHECK (traffic_thousandths BETWEEN 0 AND 100000);

ALTER TABLE member ADD COLUMN granted_by UUID, ADD COLUMN in_set_up BOOLEAN NOT NULL DEFAULT false;

ALTER TABLE decision ALTER COLUMN context_id DROP NOT NULL;
ALTER TABLE decision ADD COLUMN scheduled_for TIMESTAMPTZ(3), ADD COLUMN opened_policy INTEGER;
ALTER TABLE sign_off ADD COLUMN on_behalf_of UUID;

ALTER TABLE decision DROP CONSTRAINT decision_kind_word;
ALTER TABLE decision ADD CONSTRAINT decision_kind_word CHECK (kind IN
  ('advance', 'rollback', 'redraw_lanes', 'extend_rollback_window', 'activate_rules', 'activate_criteria', 'accept_risk',
   'authorise_replay', 'extend_deadline', 'retire_legacy', 'review_rollback', 'change_policy', 'break_glass',
   'review_break_glass'));
ALTER TABLE decision ADD CONSTRAINT decision_about_its_context CHECK
  ((context_id IS NULL) = (kind IN ('extend_deadline', 'change_policy')));
ALTER TABLE decision DROP CONSTRAINT decision_state_word;
ALTER TABLE decision ADD CONSTRAINT decision_state_word CHECK (state IN
  ('draft', 'open', 'executed', 'rejected', 'withdrawn', 'expired', 'superseded'));

-- A draft is nobody's view yet: it is never executed, and what has ended stays as it ended.
CREATE OR REPLACE FUNCTION guard_decision_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.state NOT IN ('draft', 'open')
     OR (OLD.state = 'draft' AND NEW.state NOT IN ('draft', 'open', 'withdrawn'))
     OR (OLD.state = 'open' AND NEW.state = 'draft')
     OR (NEW.id, NEW.program_id, NEW.context_id, NEW.number, NEW.kind, NEW.proposer_person_id)
        IS DISTINCT FROM (OLD.id, OLD.program_id, OLD.context_id, OLD.number, OLD.kind, OLD.proposer_person_id)
     OR (OLD.state = 'open' AND (NEW.proposed_at, NEW.opened_policy) IS DISTINCT FROM (OLD.proposed_at, OLD.opened_policy))
  THEN
    RAISE EXCEPTION 'a decision that has ended does not change' USING ERRCODE = 'LG012';
  END IF;
  RETURN NEW;
END $$;

-- Who filled a place: no author, not the executor, nobody twice, neither signing nor being signed for.
CREATE FUNCTION counts_for(decided decision, seen decision_revision, counted counted_sign_off) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM sign_off s WHERE s.id = counted.sign_off_id AND s.decision_id = decided.id
     AND s.revision = decided.revision AND s.verdict = 'approve' AND s.revoked_at IS NULL
     AND s.evidence_hash = seen.evidence_hash AND s.person_id = counted.person_id
     AND s.person_id IS DISTINCT FROM decided.proposer_person_id AND s.person_id IS DISTINCT FROM decided.executor_person_id
     AND s.person_id::text <> ALL (decided.author_ids)
     AND (s.on_behalf_of IS NULL OR (s.on_behalf_of IS DISTINCT FROM decided.proposer_person_id
       AND s.on_behalf_of IS DISTINCT FROM decided.executor_person_id AND s.on_behalf_of::text <> ALL (decided.author_ids))))
$$;

CREATE OR REPLACE FUNCTION guard_decision_executed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  decided decision%ROWTYPE;
  seen decision_revision%ROWTYPE;
  alone boolean;
BEGIN
  SELECT * INTO decided FROM decision WHERE id = NEW.id;
  IF decided.state <> 'executed' THEN RETURN NULL; END IF;
  -- Going back in an emergency needs nobody else; nothing else done alone moves anything.
  alone := (decided.kind = 'rollback' AND decided.in_window)
        OR (decided.kind = 'break_glass' AND decided.payload->>'side' = 'legacy');
  IF decided.kind = 'break_glass' OR alone THEN
    IF decided.executor_person_id IS NULL OR decided.rationale = ''
       OR NOT EXISTS (SELECT 1 FROM decision_lane WHERE decision_id = decided.id) THEN
      RAISE EXCEPTION 'decision %: a move outside the gates needs a person, a reason and its lanes', decided.number
        USING ERRCODE = 'LG008';
    END IF;
    IF decided.kind = 'rollback' AND EXISTS (
         SELECT 1 FROM decision_lane n WHERE n.decision_id = decided.id AND NOT EXISTS (
                 SELECT 1 FROM rollback_window w WHERE w.lane_id = n.lane_id AND w.ended_by = decided.id
                    AND w.closes_at > decided.closed_at)) THEN
      RAISE EXCEPTION 'decision %: a lane goes back outside its window', decided.number USING ERRCODE = 'LG020';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM decision WHERE review_of = decided.id AND kind = 'review_' || decided.kind) THEN
      RAISE EXCEPTION 'decision %: what was done outside the gates opens its review', decided.number USING ERRCODE = 'LG021';
    END IF;
  END IF;
  IF alone THEN RETURN NULL; END IF;
  SELECT * INTO seen FROM decision_revision WHERE decision_id = decided.id AND revision = decided.revision;
  -- Comparing with what is absent is neither true nor false, and must not pass for agreement.
  IF seen.decision_id IS NULL OR NOT EXISTS (SELECT 1 FROM preflight p WHERE p.id = decided.preflight_id
       AND p.decision_id = decided.id AND p.revision = decided.revision) THEN
    RAISE EXCEPTION 'decision %: executed without a preflight of its revision', decided.number USING ERRCODE = 'LG009';
  END IF;
  IF decided.kind <> 'break_glass' AND (
       EXISTS (SELECT 1 FROM evaluation WHERE preflight_id = decided.preflight_id AND blocking
                AND outcome NOT IN ('met', 'waived'))
       OR (decided.kind = 'advance'
           AND NOT EXISTS (SELECT 1 FROM evaluation WHERE preflight_id = decided.preflight_id AND blocking))) THEN
    RAISE EXCEPTION 'decision %: a blocking criterion is neither met nor waived', decided.number USING ERRCODE = 'LG010';
  END IF;
  IF jsonb_array_length(seen.slots) = 0 OR seen.slots IS DISTINCT FROM seen.document->'slots'
     OR EXISTS (SELECT 1 FROM counted_sign_off c WHERE c.decision_id = decided.id AND c.revision = decided.revision
                 AND NOT counts_for(decided, seen, c))
     OR EXISTS (SELECT 1 FROM (SELECT person_id FROM counted_sign_off WHERE decision_id = decided.id
                               UNION ALL SELECT s.on_behalf_of FROM counted_sign_off c JOIN sign_off s ON s.id = c.sign_off_id
                                WHERE c.decision_id = decided.id AND s.on_behalf_of IS NOT NULL) AS people
                 GROUP BY person_id HAVING count(*) > 1)
     OR EXISTS (SELECT 1 FROM (SELECT role, sum(count) AS places
                                 FROM jsonb_to_recordset(seen.slots) AS slot (role text, count integer) GROUP BY role) AS asked
                 WHERE asked.places IS DISTINCT FROM (SELECT count(*) FROM counted_sign_off c
                        WHERE c.decision_id = decided.id AND c.revision = decided.revision AND c.role = asked.role)) THEN
    RAISE EXCEPTION 'decision %: its sign-offs do not fill its slots', decided.number USING ERRCODE = 'LG011';
  END IF;
  RETURN NULL;
END $$;
