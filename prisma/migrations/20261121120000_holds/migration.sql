-- Holds on everything, freezes with a calendar, holds that end by themselves and holds that a broken guard placed.

ALTER TABLE hold
  ADD COLUMN scope TEXT,
  ADD COLUMN guard_decision_id UUID,
  ADD COLUMN until TIMESTAMPTZ(3),
  ADD COLUMN calendar JSONB,
  ALTER COLUMN program_id DROP NOT NULL,
  ALTER COLUMN placed_by DROP NOT NULL;

-- Not an update: of that the guard of the record would ask a ledger entry, and nothing happened.
ALTER TABLE hold
  ALTER COLUMN scope TYPE TEXT USING (CASE WHEN context_id IS NULL THEN 'program' ELSE 'context' END),
  ALTER COLUMN scope SET NOT NULL;

CREATE INDEX "hold_guard_decision_id_idx" ON hold (guard_decision_id);
ALTER TABLE hold ADD CONSTRAINT "hold_guard_decision_id_fkey"
  FOREIGN KEY (guard_decision_id) REFERENCES decision (id) ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE hold ADD CONSTRAINT hold_scope_fits CHECK (
  CASE scope
    WHEN 'installation' THEN program_id IS NULL AND context_id IS NULL
    WHEN 'program' THEN program_id IS NOT NULL AND context_id IS NULL
    WHEN 'context' THEN program_id IS NOT NULL AND context_id IS NOT NULL
    ELSE false
  END);
ALTER TABLE hold ADD CONSTRAINT hold_has_one_owner CHECK ((placed_by IS NULL) <> (guard_decision_id IS NULL));
ALTER TABLE hold ADD CONSTRAINT hold_of_a_guard_stops_its_context CHECK (guard_decision_id IS NULL OR scope = 'context');
ALTER TABLE hold ADD CONSTRAINT hold_ends_after_it_begins CHECK (until IS NULL OR until > placed_at);
ALTER TABLE hold ADD CONSTRAINT hold_lifted_by_somebody_for_a_reason CHECK (
  (lifted_at IS NULL AND lifted_by IS NULL AND lift_reason IS NULL)
  OR (lifted_at IS NOT NULL AND lifted_by IS NOT NULL AND lift_reason <> ''));

-- A hold is placed once, lifted once, and never changed otherwise.
CREATE FUNCTION guard_hold_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.lifted_at IS NOT NULL
     OR (to_jsonb(NEW) - ARRAY['lifted_by', 'lifted_at', 'lift_reason'])
        IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['lifted_by', 'lifted_at', 'lift_reason']) THEN
    RAISE EXCEPTION 'a hold is lifted once and never changed otherwise' USING ERRCODE = 'LG003';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER hold_history BEFORE UPDATE ON hold FOR EACH ROW EXECUTE FUNCTION guard_hold_history();

CREATE FUNCTION guard_hold_of_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.guard_decision_id IS NOT NULL AND NOT EXISTS (
       SELECT 1 FROM decision d WHERE d.id = NEW.guard_decision_id AND d.context_id = NEW.context_id
          AND d.state = 'executed') THEN
    RAISE EXCEPTION 'a guard holds the context that its executed decision moved' USING ERRCODE = 'LG001';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER hold_of_guard BEFORE INSERT ON hold FOR EACH ROW EXECUTE FUNCTION guard_hold_of_guard();

-- Ordering across ledgers. Writes of one program are serialised by its ledger; a hold on everything stands in another one.
-- So a transaction notes how many holds on everything there were when it looked. When it is to commit a move towards target
-- it shares the installation's row, which a hold on everything takes for itself, and counts again: such a hold is either
-- seen, or committed after the move. A way back neither counts nor waits.
CREATE FUNCTION look_at_holds() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('lockgate.holds_seen', (SELECT count(*) FROM hold WHERE program_id IS NULL)::text, true);
END $$;
GRANT EXECUTE ON FUNCTION look_at_holds() TO lockgate_app;

CREATE FUNCTION guard_hold_on_everything() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM installation WHERE id = 1 FOR UPDATE;
  RETURN NEW;
END $$;
CREATE TRIGGER hold_on_everything BEFORE INSERT ON hold
  FOR EACH ROW WHEN (NEW.program_id IS NULL) EXECUTE FUNCTION guard_hold_on_everything();

CREATE FUNCTION guard_holds_seen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  seen integer := NULLIF(current_setting('lockgate.holds_seen', true), '')::integer;
BEGIN
  IF TG_TABLE_NAME = 'stage_interval' THEN
    IF stage_rank(NEW.stage) <= COALESCE((SELECT stage_rank(stage) FROM stage_interval
         WHERE context_id = NEW.context_id AND number = NEW.number - 1), stage_rank(NEW.stage)) THEN
      RETURN NULL;
    END IF;
  ELSIF NEW.side <> 'target' THEN
    RETURN NULL;
  END IF;
  PERFORM 1 FROM installation WHERE id = 1 FOR SHARE;
  IF seen <> (SELECT count(*) FROM hold WHERE program_id IS NULL) THEN
    RAISE EXCEPTION 'a hold was placed on everything meanwhile' USING ERRCODE = '40001';
  END IF;
  IF seen IS NULL AND EXISTS (SELECT 1 FROM hold WHERE program_id IS NULL AND lifted_at IS NULL AND calendar IS NULL
                                AND (until IS NULL OR until > clock_timestamp())) THEN
    RAISE EXCEPTION 'a move towards target did not look at the hold on everything' USING ERRCODE = 'LG022';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER interval_saw_holds AFTER INSERT ON authority_interval
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION guard_holds_seen();
CREATE CONSTRAINT TRIGGER stage_saw_holds AFTER INSERT ON stage_interval
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION guard_holds_seen();
