-- What decisions change that move no authority. Numbers in comments are those of the domain page.

CREATE TABLE "window_extension" (
    "lane_id" UUID NOT NULL,
    "opener_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "closes_at" TIMESTAMPTZ(3) NOT NULL,
    "extended_to" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "decision_id" UUID NOT NULL,
    "extended_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "window_extension_pkey" PRIMARY KEY ("lane_id","opener_id","number")
);
CREATE INDEX "window_extension_decision_id_idx" ON "window_extension"("decision_id");
ALTER TABLE "window_extension" ADD CONSTRAINT "window_extension_lane_id_opener_id_fkey" FOREIGN KEY ("lane_id", "opener_id")
  REFERENCES "rollback_window"("lane_id", "decision_id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "window_extension" ADD CONSTRAINT "window_extension_decision_id_fkey" FOREIGN KEY ("decision_id")
  REFERENCES "decision"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "accepted_risk" (
    "decision_id" UUID NOT NULL,
    "program_id" UUID NOT NULL,
    "context_id" UUID NOT NULL,
    "criterion" TEXT NOT NULL,
    "transition" TEXT,
    "owner_id" UUID NOT NULL,
    "owner_name" TEXT NOT NULL,
    "gap" TEXT NOT NULL,
    "mitigation" TEXT NOT NULL,
    "accepted_at" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "accepted_risk_pkey" PRIMARY KEY ("decision_id")
);
CREATE INDEX "accepted_risk_context_id_idx" ON "accepted_risk"("context_id");
ALTER TABLE "accepted_risk" ADD CONSTRAINT "accepted_risk_decision_id_fkey" FOREIGN KEY ("decision_id")
  REFERENCES "decision"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "accepted_risk" ADD CONSTRAINT "accepted_risk_context_id_fkey" FOREIGN KEY ("context_id")
  REFERENCES "context"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "replay_authorisation" (
    "decision_id" UUID NOT NULL,
    "program_id" UUID NOT NULL,
    "context_id" UUID NOT NULL,
    "side" TEXT NOT NULL,
    "range_from" TIMESTAMPTZ(3) NOT NULL,
    "range_to" TIMESTAMPTZ(3) NOT NULL,
    "what" TEXT NOT NULL,
    "containment" TEXT NOT NULL,
    "authorised_at" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "replay_authorisation_pkey" PRIMARY KEY ("decision_id")
);
CREATE INDEX "replay_authorisation_context_id_idx" ON "replay_authorisation"("context_id");
ALTER TABLE "replay_authorisation" ADD CONSTRAINT "replay_authorisation_decision_id_fkey" FOREIGN KEY ("decision_id")
  REFERENCES "decision"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "replay_authorisation" ADD CONSTRAINT "replay_authorisation_context_id_fkey" FOREIGN KEY ("context_id")
  REFERENCES "context"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "deadline_move" (
    "program_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "before" TIMESTAMPTZ(3),
    "after" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "decision_id" UUID NOT NULL,
    "moved_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "deadline_move_pkey" PRIMARY KEY ("program_id","number")
);
CREATE UNIQUE INDEX "deadline_move_decision_id_key" ON "deadline_move"("decision_id");
ALTER TABLE "deadline_move" ADD CONSTRAINT "deadline_move_program_id_fkey" FOREIGN KEY ("program_id")
  REFERENCES "program"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "deadline_move" ADD CONSTRAINT "deadline_move_decision_id_fkey" FOREIGN KEY ("decision_id")
  REFERENCES "decision"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Words and shapes
ALTER TABLE window_extension ADD CONSTRAINT window_extension_is_longer CHECK (extended_at < closes_at AND closes_at < extended_to);
ALTER TABLE window_extension ADD CONSTRAINT window_extension_has_reason CHECK (reason <> '');
ALTER TABLE accepted_risk ADD CONSTRAINT accepted_risk_ends CHECK (accepted_at < until);
ALTER TABLE accepted_risk ADD CONSTRAINT accepted_risk_is_told CHECK (gap <> '' AND mitigation <> '');
ALTER TABLE replay_authorisation ADD CONSTRAINT replay_side_word CHECK (side IN ('legacy', 'target'));
ALTER TABLE replay_authorisation ADD CONSTRAINT replay_range_forward CHECK (range_from < range_to AND authorised_at < until);
ALTER TABLE deadline_move ADD CONSTRAINT deadline_move_has_reason CHECK (reason <> '');
CREATE TRIGGER accepted_risk_same_program BEFORE INSERT ON accepted_risk
  FOR EACH ROW EXECUTE FUNCTION guard_same_program();
CREATE TRIGGER replay_authorisation_same_program BEFORE INSERT ON replay_authorisation
  FOR EACH ROW EXECUTE FUNCTION guard_same_program();

-- Governed things change only by an executed decision of their kind, and name it.
CREATE FUNCTION guard_governed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE about uuid;
BEGIN
  about := COALESCE(to_jsonb(NEW)->>'context_id', to_jsonb(NEW)->>'program_id')::uuid;
  IF NOT EXISTS (SELECT 1 FROM decision d WHERE d.id = NEW.decision_id AND d.kind = TG_ARGV[0] AND d.state = 'executed'
                    AND COALESCE(d.context_id, d.program_id) = about) THEN
    RAISE EXCEPTION '% changes only by an executed % decision', TG_TABLE_NAME, TG_ARGV[0] USING ERRCODE = 'LG050';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER accepted_risk_was_decided AFTER INSERT ON accepted_risk
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION guard_governed('accept_risk');
CREATE CONSTRAINT TRIGGER replay_authorisation_was_decided AFTER INSERT ON replay_authorisation
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION guard_governed('authorise_replay');
CREATE CONSTRAINT TRIGGER deadline_move_was_decided AFTER INSERT ON deadline_move
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION guard_governed('extend_deadline');
-- The first version comes with the program or context; every other one by decision.
CREATE CONSTRAINT TRIGGER policy_version_was_decided AFTER INSERT ON policy_version
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.version > 1) EXECUTE FUNCTION guard_governed('change_policy');
CREATE CONSTRAINT TRIGGER criteria_set_version_was_decided AFTER INSERT ON criteria_set_version
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.version > 1) EXECUTE FUNCTION guard_governed('activate_criteria');

-- A hard date that is set moves only with the decision that is the last of its moves.
CREATE FUNCTION guard_hard_date() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.hard_date IS NOT NULL AND NEW.hard_date IS DISTINCT FROM OLD.hard_date AND NOT EXISTS (
       SELECT 1 FROM deadline_move m WHERE m.program_id = NEW.id AND m.before = OLD.hard_date AND m.after = NEW.hard_date
          AND m.number = (SELECT max(number) FROM deadline_move WHERE program_id = NEW.id)) THEN
    RAISE EXCEPTION 'a hard date moves only by decision' USING ERRCODE = 'LG051';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER program_hard_date AFTER UPDATE OF hard_date ON program
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION guard_hard_date();

-- Invariant 8: a window has the end that its decision fixed, and moves later only by a decision of its own, executed while
-- it was open. Otherwise it can only be used up by a rollback.
CREATE OR REPLACE FUNCTION guard_window_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.ended_at IS NOT NULL
     OR (NEW.lane_id, NEW.decision_id, NEW.opens_at) IS DISTINCT FROM (OLD.lane_id, OLD.decision_id, OLD.opens_at) THEN
    RAISE EXCEPTION 'a rollback window keeps its end' USING ERRCODE = 'LG014';
  END IF;
  IF NEW.closes_at IS DISTINCT FROM OLD.closes_at AND (NEW.ended_at IS NOT NULL OR NOT EXISTS (
       SELECT 1 FROM window_extension e JOIN decision d ON d.id = e.decision_id
        WHERE e.lane_id = OLD.lane_id AND e.opener_id = OLD.decision_id
          AND e.closes_at = OLD.closes_at AND e.extended_to = NEW.closes_at
          AND d.kind = 'extend_rollback_window' AND d.state = 'executed' AND d.closed_at < OLD.closes_at)) THEN
    RAISE EXCEPTION 'a rollback window moves only later, while it is open, by a decision of its own' USING ERRCODE = 'LG014';
  END IF;
  RETURN NEW;
END $$;

-- An extension is of a lane that its decision names, the next of its window, and in the window's end.
CREATE FUNCTION guard_window_extension() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM decision d JOIN decision_lane n ON n.decision_id = d.id AND n.lane_id = NEW.lane_id
                  WHERE d.id = NEW.decision_id AND d.kind = 'extend_rollback_window' AND d.state = 'executed'
                    AND d.closed_at = NEW.extended_at)
     OR NEW.number <> (SELECT count(*) FROM window_extension e WHERE e.lane_id = NEW.lane_id AND e.opener_id = NEW.opener_id)
     OR NEW.extended_to > (SELECT w.closes_at FROM rollback_window w
                            WHERE w.lane_id = NEW.lane_id AND w.decision_id = NEW.opener_id) THEN
    RAISE EXCEPTION 'an extension of a rollback window is what its decision says' USING ERRCODE = 'LG052';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER window_extension_was_decided AFTER INSERT ON window_extension
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION guard_window_extension();

-- Invariant 10, as far as rows show it: what traffic a router saw is looked at by the decision itself.
CREATE FUNCTION guard_retirement() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE decided_at timestamptz;
BEGIN
  SELECT closed_at INTO decided_at FROM decision
   WHERE id = NEW.decision_id AND kind = 'retire_legacy' AND state = 'executed' AND context_id = NEW.context_id;
  IF decided_at IS NULL
     OR (SELECT s.stage FROM stage_interval s WHERE s.context_id = NEW.context_id AND s.number = NEW.number - 1) IS DISTINCT FROM 'full'
     OR EXISTS (SELECT 1 FROM lane l JOIN rollback_window w ON w.lane_id = l.id
                 WHERE l.context_id = NEW.context_id AND w.ended_at IS NULL AND w.closes_at > decided_at)
     OR EXISTS (SELECT 1 FROM retirement_item r JOIN context c ON c.id = NEW.context_id
                 WHERE r.program_id = c.program_id AND (r.context_id IS NULL OR r.context_id = c.id) AND r.state = 'open')
     OR EXISTS (SELECT 1 FROM decision d WHERE d.context_id = NEW.context_id AND d.review_of IS NOT NULL
                   AND d.state <> 'executed') THEN
    RAISE EXCEPTION 'context %: legacy is retired while something keeps it', NEW.context_id USING ERRCODE = 'LG053';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER stage_interval_retirement AFTER INSERT ON stage_interval
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.stage = 'retired') EXECUTE FUNCTION guard_retirement();

-- What is decided stays as it was decided.
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['window_extension', 'accepted_risk', 'replay_authorisation', 'deadline_move'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION guard_append_only()',
      name || '_append_only', name);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only()',
      name || '_no_truncate', name);
    EXECUTE format('CREATE CONSTRAINT TRIGGER %I AFTER INSERT ON %I DEFERRABLE INITIALLY DEFERRED '
      'FOR EACH ROW EXECUTE FUNCTION guard_has_entry()', name || '_has_entry', name);
  END LOOP;
END $$;
GRANT SELECT, INSERT ON window_extension, accepted_risk, replay_authorisation, deadline_move TO lockgate_app;
REVOKE UPDATE, DELETE ON window_extension, accepted_risk, replay_authorisation, deadline_move FROM lockgate_app;
