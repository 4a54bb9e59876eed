-- Guards against what is absent: a comparison with NULL is neither true nor false, and must never pass for agreement.
-- And what rows can show of who may open a way: authority, windows and the ledger's head follow from what was decided.

-- Invariant 3: beyond its first, a lane's interval is one that its decision named, on the side that such a decision gives.
CREATE OR REPLACE FUNCTION guard_interval_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM decision d JOIN lane l ON l.id = NEW.lane_id
                  WHERE d.id = NEW.decision_id AND d.state = 'executed' AND d.context_id = l.context_id
                    AND d.kind IN ('advance', 'rollback')
                    AND (NEW.epoch = 1 OR (NEW.side = CASE d.kind WHEN 'advance' THEN 'target' ELSE 'legacy' END
                      AND EXISTS (SELECT 1 FROM decision_lane n WHERE n.decision_id = d.id AND n.lane_id = NEW.lane_id
                                     AND n.expected_epoch = NEW.epoch - 1)))) THEN
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

-- Invariants 5, 7, 9 and 15.
CREATE OR REPLACE FUNCTION guard_decision_executed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  decided decision%ROWTYPE;
  seen decision_revision%ROWTYPE;
BEGIN
  SELECT * INTO decided FROM decision WHERE id = NEW.id;
  IF decided.state <> 'executed' THEN RETURN NULL; END IF;
  IF decided.kind = 'rollback' AND decided.in_window THEN
    -- It stands on one person, a reason, and the open window of each lane, which it uses up.
    IF decided.executor_person_id IS NULL OR decided.rationale = ''
       OR NOT EXISTS (SELECT 1 FROM decision_lane WHERE decision_id = decided.id)
       OR EXISTS (SELECT 1 FROM decision_lane n WHERE n.decision_id = decided.id AND NOT EXISTS (
            SELECT 1 FROM rollback_window w WHERE w.lane_id = n.lane_id AND w.ended_by = decided.id
               AND w.closes_at > decided.closed_at)) THEN
      RAISE EXCEPTION 'decision %: a rollback inside its window needs a person, a reason and an open window for each lane',
        decided.number USING ERRCODE = 'LG008';
    END IF;
    RETURN NULL;
  END IF;
  SELECT * INTO seen FROM decision_revision WHERE decision_id = decided.id AND revision = decided.revision;
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
     WHERE slot.count IS DISTINCT FROM (
             SELECT count(*) FROM counted_sign_off c JOIN sign_off s ON s.id = c.sign_off_id
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

-- Invariant 8: a window opens where its decision moved the lane, when that took effect, for the days that were signed.
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

-- Invariant 13: an entry says everything of its place, and only an entry moves the head.
CREATE OR REPLACE FUNCTION guard_ledger_chain() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE OR REPLACE FUNCTION guard_ledger_head() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Depth 1 is a statement of its own; the trigger of an entry stands at depth 2.
  IF TG_OP = 'DELETE' OR NEW.id <> OLD.id OR NEW.origin <> OLD.origin OR NEW.program_id IS DISTINCT FROM OLD.program_id
     OR pg_trigger_depth() < 2 OR NEW.size <> OLD.size + 1 OR NEW.last_at < OLD.last_at THEN
    RAISE EXCEPTION 'a ledger only grows, by its entries' USING ERRCODE = 'LG018';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION guard_ledger_begins() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.size <> 0 OR NEW.head <> encode(sha256(convert_to(
       'lockgate-ledger-genesis/v1' || chr(10) || NEW.origin || chr(10), 'UTF8')), 'hex') THEN
    RAISE EXCEPTION 'a ledger begins empty, with the genesis of its origin' USING ERRCODE = 'LG018';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ledger_begins BEFORE INSERT ON ledger FOR EACH ROW EXECUTE FUNCTION guard_ledger_begins();
