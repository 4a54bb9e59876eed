-- How long the transaction of a shift may take from reading the clock to its commit. It takes effect as much later, so that
-- where one was too slow, the next attempt may take longer: on a slow day a shift comes later and not never.
ALTER TABLE decision ADD COLUMN commit_allowance_ms integer;
ALTER TABLE decision ADD CONSTRAINT decision_commit_allowance CHECK
  (commit_allowance_ms BETWEEN 1000 AND 60000);

CREATE OR REPLACE FUNCTION guard_interval_decision() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  decided decision%ROWTYPE;
  latest timestamptz;
  begins boolean := NOT EXISTS (SELECT 1 FROM authority_interval WHERE lane_id = NEW.lane_id AND epoch < NEW.epoch);
BEGIN
  SELECT d.* INTO decided FROM decision d JOIN lane l ON l.id = NEW.lane_id AND l.context_id = d.context_id
   WHERE d.id = NEW.decision_id AND d.state = 'executed';
  IF decided.id IS NULL
     OR (begins AND decided.kind = 'redraw_lanes' AND (NEW.starts_at <> decided.effective_from
         OR NEW.epoch <> first_epoch_of(NEW.lane_id)
         OR NOT begins_with_its_parents(NEW.lane_id, NEW.starts_at, NEW.side)))
     OR (begins AND decided.kind <> 'redraw_lanes' AND (NEW.epoch <> 1 OR decided.kind NOT IN ('advance', 'break_glass')))
     OR (NOT begins AND (
           decided.kind NOT IN ('break_glass', CASE NEW.side WHEN 'target' THEN 'advance' ELSE 'rollback' END)
           OR (decided.kind = 'break_glass' AND decided.payload->>'side' IS DISTINCT FROM NEW.side)
           OR NOT EXISTS (SELECT 1 FROM decision_lane n WHERE n.decision_id = decided.id AND n.lane_id = NEW.lane_id
                             AND n.expected_epoch = NEW.epoch - 1))) THEN
    RAISE EXCEPTION 'authority changes only by an executed decision that names the lane' USING ERRCODE = 'LG004';
  END IF;
  latest := decided.closed_at + make_interval(secs => COALESCE(decided.commit_allowance_ms, 1000) / 1000.0);
  IF ((begins AND decided.kind = 'redraw_lanes')
      OR EXISTS (SELECT 1 FROM authority_interval p WHERE p.lane_id = NEW.lane_id AND p.epoch = NEW.epoch - 1
                    AND p.side <> NEW.side))
     AND (clock_timestamp() > latest OR NEW.starts_at < latest)
     AND NOT EXISTS (SELECT 1 FROM installation WHERE loading_demo) THEN
    RAISE EXCEPTION 'the shift was recorded too late to take effect at %', NEW.starts_at USING ERRCODE = '40001';
  END IF;
  RETURN NULL;
END $$;
