-- What the database itself enforces of the domain's invariants. Numbers in comments are those of the domain page.
-- Deferred triggers look at the state a transaction would commit, so that use cases may write in any order.

CREATE EXTENSION IF NOT EXISTS btree_gist;

-- Words -------------------------------------------------------------------------------------------------------------

ALTER TABLE installation ADD CONSTRAINT installation_is_one CHECK (id = 1);
ALTER TABLE person ADD CONSTRAINT person_email_lower CHECK (email = lower(email) AND email <> '');
ALTER TABLE member ADD CONSTRAINT member_role_word CHECK (role IN
  ('viewer', 'auditor', 'engineer', 'lead', 'owner', 'business', 'operations', 'risk', 'finance', 'admin'));
ALTER TABLE invitation ADD CONSTRAINT invitation_purpose_word CHECK (purpose IN ('first_admin', 'invite'));
ALTER TABLE program ADD CONSTRAINT program_slug_form CHECK (slug ~ '^[a-z0-9][a-z0-9-]*$');
ALTER TABLE context ADD CONSTRAINT context_slug_form CHECK (slug ~ '^[a-z0-9][a-z0-9-]*$');
ALTER TABLE context ADD CONSTRAINT context_stage_word CHECK (stage IN
  ('planned', 'shadow', 'validated', 'selective', 'full', 'retired'));
ALTER TABLE stage_interval ADD CONSTRAINT stage_interval_word CHECK (stage IN
  ('planned', 'shadow', 'validated', 'selective', 'full', 'retired'));
ALTER TABLE context_workload ADD CONSTRAINT context_workload_word CHECK (workload IN
  ('reads', 'writes', 'batch', 'streaming'));
ALTER TABLE lane ADD CONSTRAINT lane_workload_declared
  FOREIGN KEY (context_id, workload) REFERENCES context_workload (context_id, workload);
ALTER TABLE audience ADD CONSTRAINT audience_kind_word CHECK (kind IN ('cohort', 'subscriber'));
ALTER TABLE authority_interval ADD CONSTRAINT interval_side_word CHECK (side IN ('legacy', 'target'));
ALTER TABLE system ADD CONSTRAINT system_side_word CHECK (side IN ('legacy', 'target'));
ALTER TABLE rule_set_version ADD CONSTRAINT rule_set_state_word CHECK (state IN ('draft', 'in_force', 'superseded'));
ALTER TABLE rule_set_version ADD CONSTRAINT rule_set_in_force_was_decided
  CHECK (state = 'draft' OR (decision_id IS NOT NULL AND in_force_from IS NOT NULL));
CREATE UNIQUE INDEX rule_set_one_in_force ON rule_set_version (context_id) WHERE state = 'in_force';
ALTER TABLE decision ADD CONSTRAINT decision_kind_word CHECK (kind IN
  ('advance', 'rollback', 'review_rollback', 'activate_rules'));
ALTER TABLE decision ADD CONSTRAINT decision_state_word CHECK (state IN
  ('open', 'executed', 'rejected', 'withdrawn', 'expired', 'superseded'));
ALTER TABLE decision ADD CONSTRAINT decision_executed_has_effect CHECK
  (state <> 'executed' OR (executed_by IS NOT NULL AND closed_at IS NOT NULL));
ALTER TABLE sign_off ADD CONSTRAINT sign_off_verdict_word CHECK (verdict IN ('approve', 'refuse'));
ALTER TABLE sign_off ADD CONSTRAINT sign_off_refusal_has_reason CHECK (verdict = 'approve' OR comment <> '');
ALTER TABLE evaluation ADD CONSTRAINT evaluation_outcome_word CHECK (outcome IN
  ('met', 'not_met', 'insufficient', 'stale', 'errored', 'waived'));
ALTER TABLE run ADD CONSTRAINT run_window_forward CHECK (window_from < window_to AND window_to <= received_at);
ALTER TABLE hold ADD CONSTRAINT hold_has_reason CHECK (reason <> '');
ALTER TABLE retirement_item ADD CONSTRAINT retirement_state_word CHECK (state IN ('open', 'done'));
ALTER TABLE retirement_item ADD CONSTRAINT retirement_done_has_evidence CHECK
  (state = 'open' OR (evidence <> '' AND done_at IS NOT NULL AND done_by IS NOT NULL));
ALTER TABLE pattern ADD CONSTRAINT pattern_state_word CHECK (state IN ('open', 'explained', 'gone'));

-- Everything belongs to one program ---------------------------------------------------------------------------------

CREATE FUNCTION guard_same_program() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.context_id IS NOT NULL AND NEW.program_id <> (SELECT program_id FROM context WHERE id = NEW.context_id) THEN
    RAISE EXCEPTION '% of one program names a context of another', TG_TABLE_NAME USING ERRCODE = 'LG001';
  END IF;
  RETURN NEW;
END $$;
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['lane', 'run', 'pattern', 'attestation', 'decision', 'hold', 'retirement_item'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE INSERT OR UPDATE ON %I FOR EACH ROW EXECUTE FUNCTION guard_same_program()',
      name || '_same_program', name);
  END LOOP;
END $$;

-- Invariant 1: exactly one side at every instant --------------------------------------------------------------------

ALTER TABLE authority_interval ADD CONSTRAINT interval_forward CHECK (ends_at IS NULL OR starts_at < ends_at);
ALTER TABLE authority_interval ADD CONSTRAINT interval_closed_with_entry CHECK ((ends_at IS NULL) = (closed_entry IS NULL));
ALTER TABLE authority_interval ADD CONSTRAINT interval_no_overlap
  EXCLUDE USING gist (lane_id WITH =, tstzrange(starts_at, ends_at) WITH &&);

CREATE FUNCTION guard_lane_tiles() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  of_lane uuid := COALESCE(NEW.lane_id, OLD.lane_id);
  gaps integer;
  open_ends integer;
BEGIN
  SELECT count(*) FILTER (WHERE previous IS DISTINCT FROM starts_at AND epoch > 1 OR epoch <> expected),
         count(*) FILTER (WHERE ends_at IS NULL)
    INTO gaps, open_ends
    FROM (SELECT epoch, starts_at, ends_at, lag(ends_at) OVER w AS previous, row_number() OVER w AS expected
            FROM authority_interval WHERE lane_id = of_lane WINDOW w AS (ORDER BY starts_at)) AS tiles;
  IF gaps > 0 OR open_ends <> 1 THEN
    RAISE EXCEPTION 'lane %: intervals leave a gap, skip an epoch or do not end open', of_lane USING ERRCODE = 'LG002';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER interval_tiles AFTER INSERT OR UPDATE OR DELETE ON authority_interval
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION guard_lane_tiles();

-- The past never changes: an interval is only ever closed, once, and not before now.
CREATE FUNCTION guard_interval_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.ends_at IS NOT NULL
     OR (NEW.lane_id, NEW.epoch, NEW.side, NEW.starts_at, NEW.decision_id, NEW.opened_entry)
        IS DISTINCT FROM (OLD.lane_id, OLD.epoch, OLD.side, OLD.starts_at, OLD.decision_id, OLD.opened_entry) THEN
    RAISE EXCEPTION 'an authority interval is closed once and never changed otherwise' USING ERRCODE = 'LG003';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER interval_history BEFORE UPDATE OR DELETE ON authority_interval
  FOR EACH ROW EXECUTE FUNCTION guard_interval_history();

-- Invariant 3: an interval names an executed decision of its own context; a shift never commits so late that an answer
-- given before it could outlive `starts_at`. The demo loader's simulated past is the one exception, said in its ledger.
CREATE FUNCTION guard_interval_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM decision d JOIN lane l ON l.id = NEW.lane_id
                  WHERE d.id = NEW.decision_id AND d.state = 'executed' AND d.context_id = l.context_id
                    AND d.kind = CASE WHEN NEW.side = 'target' OR NEW.epoch = 1 THEN 'advance' ELSE 'rollback' END
                    AND (NEW.epoch = 1 OR EXISTS (
                      SELECT 1 FROM decision_lane n WHERE n.decision_id = d.id AND n.lane_id = NEW.lane_id
                         AND n.expected_epoch = NEW.epoch - 1))) THEN
    RAISE EXCEPTION 'authority changes only by an executed decision that names the lane' USING ERRCODE = 'LG004';
  END IF;
  IF EXISTS (SELECT 1 FROM authority_interval p WHERE p.lane_id = NEW.lane_id AND p.epoch = NEW.epoch - 1
              AND p.side <> NEW.side)
     AND clock_timestamp() > (SELECT closed_at FROM decision WHERE id = NEW.decision_id) + interval '1 second'
     AND NOT EXISTS (SELECT 1 FROM installation WHERE loading_demo) THEN
    RAISE EXCEPTION 'the shift was recorded too late to take effect at %', NEW.starts_at USING ERRCODE = '40001';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER interval_decided AFTER INSERT ON authority_interval
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION guard_interval_decision();

-- Invariants 1, 2 and 4: the stage agrees with the lanes, has no gap and is never skipped ----------------------------

ALTER TABLE stage_interval ADD CONSTRAINT stage_forward CHECK (ends_at IS NULL OR starts_at < ends_at);
ALTER TABLE stage_interval ADD CONSTRAINT stage_no_overlap
  EXCLUDE USING gist (context_id WITH =, tstzrange(starts_at, ends_at) WITH &&);

CREATE FUNCTION stage_rank(stage text) RETURNS integer LANGUAGE sql IMMUTABLE AS $$
  SELECT array_position(ARRAY['planned', 'shadow', 'validated', 'selective', 'full', 'retired'], stage)
$$;

CREATE FUNCTION guard_stage(of_context uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  now_stage text;
  lanes integer; held integer; on_target integer;
BEGIN
  SELECT stage INTO now_stage FROM context WHERE id = of_context;
  IF now_stage IS DISTINCT FROM (SELECT stage FROM stage_interval WHERE context_id = of_context AND ends_at IS NULL) THEN
    RAISE EXCEPTION 'context %: its stage is not its last stage interval', of_context USING ERRCODE = 'LG005';
  END IF;
  IF EXISTS (
    SELECT 1 FROM (SELECT number, stage, starts_at, decision_id, lag(stage) OVER w AS before, lag(ends_at) OVER w AS ended,
                          row_number() OVER w AS expected
                     FROM stage_interval WHERE context_id = of_context WINDOW w AS (ORDER BY starts_at)) AS s
     WHERE s.number <> s.expected
        OR (s.number = 1 AND (s.stage <> 'planned' OR s.decision_id IS NOT NULL))
        OR (s.number > 1 AND (s.ended IS DISTINCT FROM s.starts_at OR s.decision_id IS NULL OR s.before = 'retired'
            OR (stage_rank(s.stage) > stage_rank(s.before) + 1
                AND NOT (s.before = 'validated' AND s.stage = 'full'
                         AND (SELECT count(*) FROM lane WHERE context_id = of_context) = 1))))) THEN
    RAISE EXCEPTION 'context %: stages leave a gap, skip one or lack their decision', of_context USING ERRCODE = 'LG006';
  END IF;
  SELECT count(*), count(i.lane_id), count(*) FILTER (WHERE i.side = 'target') INTO lanes, held, on_target
    FROM lane l LEFT JOIN authority_interval i ON i.lane_id = l.id AND i.ends_at IS NULL WHERE l.context_id = of_context;
  IF (now_stage = 'planned' AND on_target > 0)
     OR (now_stage <> 'planned' AND (lanes = 0 OR held <> lanes))
     OR (now_stage IN ('shadow', 'validated') AND on_target > 0)
     OR (now_stage = 'selective' AND (on_target = 0 OR on_target = lanes))
     OR (now_stage IN ('full', 'retired') AND on_target <> lanes) THEN
    RAISE EXCEPTION 'context %: stage % does not agree with % of % lanes on target', of_context, now_stage, on_target, lanes
      USING ERRCODE = 'LG007';
  END IF;
END $$;

CREATE FUNCTION guard_stage_of_context() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM guard_stage(NEW.id); RETURN NULL; END $$;
CREATE FUNCTION guard_stage_of_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM guard_stage(COALESCE(NEW.context_id, OLD.context_id)); RETURN NULL; END $$;
CREATE FUNCTION guard_stage_of_interval() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM guard_stage((SELECT context_id FROM lane WHERE id = NEW.lane_id)); RETURN NULL; END $$;
CREATE CONSTRAINT TRIGGER context_stage AFTER INSERT OR UPDATE OF stage ON context
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION guard_stage_of_context();
CREATE CONSTRAINT TRIGGER stage_interval_stage AFTER INSERT OR UPDATE OR DELETE ON stage_interval
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION guard_stage_of_row();
CREATE CONSTRAINT TRIGGER lane_stage AFTER INSERT OR UPDATE OR DELETE ON lane
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION guard_stage_of_row();
CREATE CONSTRAINT TRIGGER interval_stage AFTER INSERT OR UPDATE ON authority_interval
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION guard_stage_of_interval();

CREATE FUNCTION guard_stage_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.ends_at IS NOT NULL
     OR (NEW.context_id, NEW.number, NEW.stage, NEW.starts_at, NEW.decision_id, NEW.opened_entry)
        IS DISTINCT FROM (OLD.context_id, OLD.number, OLD.stage, OLD.starts_at, OLD.decision_id, OLD.opened_entry) THEN
    RAISE EXCEPTION 'a stage interval is closed once and never changed otherwise' USING ERRCODE = 'LG003';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER stage_history BEFORE UPDATE OR DELETE ON stage_interval
  FOR EACH ROW EXECUTE FUNCTION guard_stage_history();

-- Invariant 5, and of 7 and 9 what rows can show ---------------------------------------------------------------------

CREATE UNIQUE INDEX decision_lane_one_live ON decision_lane (lane_id) WHERE live;
CREATE UNIQUE INDEX sign_off_once ON sign_off (decision_id, revision, person_id) WHERE revoked_at IS NULL;

CREATE FUNCTION guard_decision_executed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  decided decision%ROWTYPE;
  seen decision_revision%ROWTYPE;
BEGIN
  SELECT * INTO decided FROM decision WHERE id = NEW.id;
  IF decided.state <> 'executed' THEN RETURN NULL; END IF;
  IF decided.kind = 'rollback' AND decided.in_window THEN
    IF decided.executor_person_id IS NULL OR decided.rationale = ''
       OR NOT EXISTS (SELECT 1 FROM decision_lane WHERE decision_id = decided.id) THEN
      RAISE EXCEPTION 'decision %: a rollback inside its window needs a person, a reason and its lanes', decided.number
        USING ERRCODE = 'LG008';
    END IF;
    IF EXISTS (SELECT 1 FROM decision_lane n WHERE n.decision_id = decided.id AND NOT EXISTS (
                 SELECT 1 FROM rollback_window w WHERE w.lane_id = n.lane_id AND w.ended_by = decided.id
                    AND w.closes_at > decided.closed_at)) THEN
      RAISE EXCEPTION 'decision %: a lane goes back outside its window', decided.number USING ERRCODE = 'LG020';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM decision WHERE review_of = decided.id AND kind = 'review_rollback') THEN
      RAISE EXCEPTION 'decision %: a rollback inside its window opens its review', decided.number USING ERRCODE = 'LG021';
    END IF;
    RETURN NULL;
  END IF;
  SELECT * INTO seen FROM decision_revision WHERE decision_id = decided.id AND revision = decided.revision;
  -- Comparing with what is absent is neither true nor false, and must not pass for agreement.
  IF seen.decision_id IS NULL OR NOT EXISTS (SELECT 1 FROM preflight p WHERE p.id = decided.preflight_id
       AND p.decision_id = decided.id AND p.revision = decided.revision) THEN
    RAISE EXCEPTION 'decision %: executed without a preflight of its revision', decided.number USING ERRCODE = 'LG009';
  END IF;
  IF EXISTS (SELECT 1 FROM evaluation WHERE preflight_id = decided.preflight_id AND blocking
              AND outcome NOT IN ('met', 'waived'))
     OR (decided.kind = 'advance'
         AND NOT EXISTS (SELECT 1 FROM evaluation WHERE preflight_id = decided.preflight_id AND blocking)) THEN
    RAISE EXCEPTION 'decision %: a blocking criterion is neither met nor waived, or there is none', decided.number
      USING ERRCODE = 'LG010';
  END IF;
  IF jsonb_array_length(seen.slots) = 0 OR seen.slots IS DISTINCT FROM seen.document->'slots' OR EXISTS (
    SELECT 1 FROM jsonb_to_recordset(seen.slots) AS slot (role text, count integer)
     WHERE slot.count IS DISTINCT FROM (SELECT count(*) FROM counted_sign_off c JOIN sign_off s ON s.id = c.sign_off_id
                           WHERE c.decision_id = decided.id AND c.revision = decided.revision AND c.role = slot.role
                             AND c.person_id = s.person_id AND s.decision_id = decided.id AND s.revision = decided.revision
                             AND s.verdict = 'approve' AND s.revoked_at IS NULL AND s.evidence_hash = seen.evidence_hash
                             AND s.person_id IS DISTINCT FROM decided.proposer_person_id
                             AND s.person_id IS DISTINCT FROM decided.executor_person_id
                             AND s.person_id::text <> ALL (decided.author_ids))) THEN
    RAISE EXCEPTION 'decision %: its sign-offs do not fill its slots', decided.number USING ERRCODE = 'LG011';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER decision_executed AFTER INSERT OR UPDATE OF state ON decision
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION guard_decision_executed();

-- A decision that has ended stays as it ended; what was seen and signed is never rewritten.
CREATE FUNCTION guard_decision_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.state <> 'open'
     OR (NEW.id, NEW.program_id, NEW.context_id, NEW.number, NEW.kind, NEW.proposed_at, NEW.proposer_person_id)
        IS DISTINCT FROM (OLD.id, OLD.program_id, OLD.context_id, OLD.number, OLD.kind, OLD.proposed_at, OLD.proposer_person_id)
  THEN
    RAISE EXCEPTION 'a decision that has ended does not change' USING ERRCODE = 'LG012';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER decision_history BEFORE UPDATE OR DELETE ON decision
  FOR EACH ROW EXECUTE FUNCTION guard_decision_history();

CREATE FUNCTION guard_sign_off_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.revoked_at IS NOT NULL OR NEW.revoked_at IS NULL
     OR (to_jsonb(NEW) - 'revoked_at') <> (to_jsonb(OLD) - 'revoked_at') THEN
    RAISE EXCEPTION 'a sign-off can only be revoked, once' USING ERRCODE = 'LG013';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER sign_off_history BEFORE UPDATE OR DELETE ON sign_off
  FOR EACH ROW EXECUTE FUNCTION guard_sign_off_history();

-- Invariant 8: a window has the end that its decision fixed; it can only be used up by a rollback.
ALTER TABLE rollback_window ADD CONSTRAINT window_forward CHECK (opens_at < closes_at);
ALTER TABLE rollback_window ADD CONSTRAINT window_ended_by_decision CHECK ((ended_at IS NULL) = (ended_by IS NULL));
CREATE FUNCTION guard_window_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.ended_at IS NOT NULL
     OR (NEW.lane_id, NEW.decision_id, NEW.opens_at, NEW.closes_at)
        IS DISTINCT FROM (OLD.lane_id, OLD.decision_id, OLD.opens_at, OLD.closes_at) THEN
    RAISE EXCEPTION 'a rollback window keeps its end' USING ERRCODE = 'LG014';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER window_history BEFORE UPDATE OR DELETE ON rollback_window
  FOR EACH ROW EXECUTE FUNCTION guard_window_history();
CREATE FUNCTION guard_window_decided() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM decision d JOIN authority_interval i ON i.decision_id = d.id AND i.lane_id = NEW.lane_id
                  WHERE d.id = NEW.decision_id AND d.kind = 'advance' AND d.state = 'executed' AND i.side = 'target'
                    AND i.starts_at = NEW.opens_at
                    AND NEW.closes_at = NEW.opens_at + d.rollback_days * interval '24 hours') THEN
    RAISE EXCEPTION 'a rollback window is what its decision fixed' USING ERRCODE = 'LG014';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER window_decided AFTER INSERT ON rollback_window
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION guard_window_decided();

-- Invariants 12 and 13: what is kept for ever -------------------------------------------------------------------------

CREATE FUNCTION guard_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'LG015';
END $$;
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['ledger_entry', 'run_body', 'decision_revision', 'preflight', 'evaluation', 'counted_sign_off',
                              'policy_version', 'criteria_set_version', 'equivalence_statement', 'attestation'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION guard_append_only()',
      name || '_append_only', name);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only()',
      name || '_no_truncate', name);
  END LOOP;
END $$;

-- A run keeps what it said; only being superseded is added to it.
CREATE FUNCTION guard_run_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.superseded_by IS NOT NULL
     OR (to_jsonb(NEW) - 'superseded_by') <> (to_jsonb(OLD) - 'superseded_by') THEN
    RAISE EXCEPTION 'a run is kept as it was sent' USING ERRCODE = 'LG016';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER run_history BEFORE UPDATE OR DELETE ON run FOR EACH ROW EXECUTE FUNCTION guard_run_history();

-- The chain: an entry stands at the ledger's size, hashes its own bytes and moves the head; nothing else moves it.
ALTER TABLE ledger_entry ADD CONSTRAINT ledger_entry_small CHECK (octet_length(bytes) <= 65535);
ALTER TABLE ledger_entry ADD CONSTRAINT ledger_entry_leaf CHECK (leaf = encode(sha256('\x00'::bytea || bytes), 'hex'));
ALTER TABLE ledger_entry ADD COLUMN xact xid8 NOT NULL DEFAULT pg_current_xact_id();
CREATE INDEX ledger_entry_xact ON ledger_entry (xact);
CREATE FUNCTION guard_ledger_chain() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  book ledger%ROWTYPE;
  said jsonb := convert_from(NEW.bytes, 'UTF8')::jsonb;
BEGIN
  SELECT * INTO book FROM ledger WHERE id = NEW.ledger_id FOR UPDATE;
  IF NEW.index IS DISTINCT FROM book.size OR said->>'prev' IS DISTINCT FROM book.head
     OR said->>'ledger' IS DISTINCT FROM book.origin OR (said->>'index')::integer IS DISTINCT FROM NEW.index
     OR NEW.at < book.last_at OR (said->>'at')::timestamptz IS DISTINCT FROM NEW.at
     OR said->>'type' IS DISTINCT FROM NEW.type THEN
    RAISE EXCEPTION 'ledger %: entry % does not follow its head', book.origin, NEW.index USING ERRCODE = 'LG017';
  END IF;
  UPDATE ledger SET size = size + 1, head = NEW.leaf, last_at = NEW.at WHERE id = NEW.ledger_id;
  NEW.xact := pg_current_xact_id();
  RETURN NEW;
END $$;
CREATE TRIGGER ledger_entry_chain BEFORE INSERT ON ledger_entry FOR EACH ROW EXECUTE FUNCTION guard_ledger_chain();
CREATE FUNCTION guard_ledger_head() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Depth 1 is a statement of its own; the trigger of an entry stands at depth 2.
  IF TG_OP = 'DELETE' OR NEW.id <> OLD.id OR NEW.origin <> OLD.origin OR NEW.program_id IS DISTINCT FROM OLD.program_id
     OR pg_trigger_depth() < 2 OR NEW.size <> OLD.size + 1 OR NEW.last_at < OLD.last_at THEN
    RAISE EXCEPTION 'a ledger only grows, by its entries' USING ERRCODE = 'LG018';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ledger_head BEFORE UPDATE OR DELETE ON ledger FOR EACH ROW EXECUTE FUNCTION guard_ledger_head();
CREATE FUNCTION guard_ledger_begins() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.size <> 0 OR NEW.head <> encode(sha256(convert_to(
       'lockgate-ledger-genesis/v1' || chr(10) || NEW.origin || chr(10), 'UTF8')), 'hex') THEN
    RAISE EXCEPTION 'a ledger begins empty, with the genesis of its origin' USING ERRCODE = 'LG018';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ledger_begins BEFORE INSERT ON ledger FOR EACH ROW EXECUTE FUNCTION guard_ledger_begins();

-- Invariant 13, second half: what changed has an entry written by the same transaction.
CREATE FUNCTION guard_has_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM ledger_entry WHERE xact = pg_current_xact_id()) THEN
    RAISE EXCEPTION '% changed without a ledger entry', TG_TABLE_NAME USING ERRCODE = 'LG019';
  END IF;
  RETURN NULL;
END $$;
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['person', 'member', 'invitation', 'program', 'policy_version', 'system', 'context',
      'equivalence_statement', 'audience', 'lane', 'authority_interval', 'stage_interval', 'rollback_window',
      'rule_set_version', 'criteria_set_version', 'run', 'attestation', 'decision_revision', 'sign_off',
      'hold', 'retirement_item'] LOOP
    EXECUTE format('CREATE CONSTRAINT TRIGGER %I AFTER INSERT OR UPDATE OR DELETE ON %I DEFERRABLE INITIALLY DEFERRED '
      'FOR EACH ROW EXECUTE FUNCTION guard_has_entry()', name || '_has_entry', name);
  END LOOP;
END $$;
-- How long a decision's evaluations hold is a note to ourselves.
CREATE CONSTRAINT TRIGGER decision_has_entry
  AFTER INSERT OR DELETE OR UPDATE OF state, revision, payload, title, rationale, executed_by, expires_at, due_at ON decision
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION guard_has_entry();
-- A key's last use is no change of state; its creation and revocation are. Triage is: what people said of a pattern.
CREATE CONSTRAINT TRIGGER api_key_has_entry AFTER INSERT OR UPDATE OF revoked_at ON api_key
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION guard_has_entry();
CREATE CONSTRAINT TRIGGER pattern_has_entry AFTER INSERT OR UPDATE OF state, category, severity, owner_id, note, triaged ON pattern
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION guard_has_entry();

-- Grants: the application's role cannot rewrite the record even where a trigger were missing ---------------------------

GRANT USAGE ON SCHEMA public TO lockgate_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO lockgate_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO lockgate_app;
REVOKE UPDATE, DELETE ON ledger_entry, run_body, decision_revision, preflight, evaluation, counted_sign_off,
  policy_version, criteria_set_version, equivalence_statement, attestation FROM lockgate_app;
REVOKE DELETE ON ledger, run, authority_interval, stage_interval, decision, sign_off, rollback_window, program, context,
  person, api_key, hold FROM lockgate_app;
DO $$
BEGIN
  -- Absent where Prisma replays migrations into a database of its own.
  IF to_regclass('public._prisma_migrations') IS NOT NULL THEN
    REVOKE INSERT, UPDATE, DELETE ON _prisma_migrations FROM lockgate_app;
  END IF;
END $$;
