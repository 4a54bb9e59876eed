-- Invariant 8: drawing lanes anew leaves every open way back its end. A redrawn lane has the window of each of its parents,
-- so that lanes become one only where their ways back end alike.
CREATE FUNCTION way_back_left(of_lane uuid, instant timestamptz) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT min(w.closes_at) FROM rollback_window w
    JOIN authority_interval e ON e.lane_id = w.lane_id AND e.decision_id = w.decision_id
   WHERE w.lane_id = of_lane AND w.ended_at IS NULL AND w.closes_at > instant AND e.ends_at = instant
$$;

CREATE OR REPLACE FUNCTION guard_window_decided() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM decision d JOIN authority_interval i ON i.decision_id = d.id AND i.lane_id = NEW.lane_id
                  WHERE d.id = NEW.decision_id AND d.state = 'executed' AND i.side = 'target' AND i.starts_at = NEW.opens_at
                    AND ((d.kind IN ('advance', 'break_glass')
                          AND NEW.closes_at = NEW.opens_at + d.rollback_days * interval '24 hours')
                      OR (d.kind = 'redraw_lanes'
                          AND (SELECT bool_and(way_back_left(p.parent_id, NEW.opens_at) IS NOT DISTINCT FROM NEW.closes_at)
                                 FROM lane_parent p WHERE p.lane_id = NEW.lane_id)))) THEN
    RAISE EXCEPTION 'a rollback window is what its decision fixed' USING ERRCODE = 'LG014';
  END IF;
  RETURN NULL;
END $$;

-- The same where a redrawn lane has no window at all.
CREATE FUNCTION guard_way_back_goes_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM authority_interval i WHERE i.lane_id = NEW.lane_id AND i.side = 'target'
                AND NOT EXISTS (SELECT 1 FROM authority_interval e WHERE e.lane_id = i.lane_id AND e.epoch < i.epoch)
                AND way_back_left(NEW.parent_id, i.starts_at) IS DISTINCT FROM (
                      SELECT w.closes_at FROM rollback_window w
                       WHERE w.lane_id = i.lane_id AND w.decision_id = i.decision_id)) THEN
    RAISE EXCEPTION 'a way back goes on as it was where lanes are drawn anew' USING ERRCODE = 'LG014';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER way_back_goes_on AFTER INSERT ON lane_parent
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION guard_way_back_goes_on();
