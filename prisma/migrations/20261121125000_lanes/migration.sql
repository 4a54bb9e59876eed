-- Lanes can be drawn anew: who is served is split, merged and renamed by a decision, and every key keeps its side.
-- Numbers in comments are those of the domain page.

-- Null: drawn with the context, and still in the drawing. A place between two others is a fraction.
ALTER TABLE audience ADD COLUMN drawn_from TIMESTAMPTZ(3), ADD COLUMN drawn_until TIMESTAMPTZ(3),
  ADD COLUMN drawn_entry INTEGER, ADD COLUMN undrawn_entry INTEGER;
ALTER TABLE audience ALTER COLUMN position SET DATA TYPE DOUBLE PRECISION;
DROP INDEX "audience_context_id_kind_slug_key";
CREATE UNIQUE INDEX audience_name_in_the_drawing ON audience (context_id, kind, slug) WHERE drawn_until IS NULL;
CREATE INDEX "audience_context_id_idx" ON "audience"("context_id");
ALTER TABLE audience ADD CONSTRAINT audience_drawn_forward CHECK (drawn_from < drawn_until);
ALTER TABLE audience ADD CONSTRAINT audience_drawn_with_entry CHECK
  ((drawn_from IS NULL) = (drawn_entry IS NULL) AND (drawn_until IS NULL) = (undrawn_entry IS NULL));

-- What legacy does behind target; null where the stage says it.
ALTER TABLE authority_interval ADD COLUMN legacy_after TEXT;
ALTER TABLE authority_interval ADD CONSTRAINT interval_legacy_after_word CHECK
  (legacy_after IS NULL OR (side = 'target' AND legacy_after IN ('standby', 'shadow')));

-- From which lanes a redrawn one takes its keys.
CREATE TABLE "lane_parent" (
    "lane_id" UUID NOT NULL,
    "parent_id" UUID NOT NULL,

    CONSTRAINT "lane_parent_pkey" PRIMARY KEY ("lane_id","parent_id")
);
CREATE INDEX "lane_parent_parent_id_idx" ON "lane_parent"("parent_id");
ALTER TABLE "lane_parent" ADD CONSTRAINT "lane_parent_lane_id_fkey" FOREIGN KEY ("lane_id") REFERENCES "lane"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "lane_parent" ADD CONSTRAINT "lane_parent_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "lane"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE FUNCTION guard_lane_parent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.lane_id = NEW.parent_id OR NOT EXISTS (
       SELECT 1 FROM lane l JOIN lane p ON p.id = NEW.parent_id AND p.context_id = l.context_id AND p.workload = l.workload
        WHERE l.id = NEW.lane_id) THEN
    RAISE EXCEPTION 'a lane takes its keys from lanes of its own context and workload' USING ERRCODE = 'LG061';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER lane_parent_of_its_context BEFORE INSERT ON lane_parent FOR EACH ROW EXECUTE FUNCTION guard_lane_parent();
CREATE TRIGGER lane_parent_append_only BEFORE UPDATE OR DELETE ON lane_parent
  FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER lane_parent_no_truncate BEFORE TRUNCATE ON lane_parent
  FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();
CREATE CONSTRAINT TRIGGER lane_parent_has_entry AFTER INSERT ON lane_parent
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION guard_has_entry();
GRANT SELECT, INSERT ON lane_parent TO lockgate_app;
REVOKE UPDATE, DELETE ON lane_parent FROM lockgate_app;

-- Invariant 3: once there is authority, what decides the lane of a request is drawn by redraw_lanes and never altered.
CREATE FUNCTION guard_audience_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM authority_interval i JOIN lane l ON l.id = i.lane_id WHERE l.context_id = OLD.context_id) AND (
       TG_OP = 'DELETE' OR OLD.drawn_until IS NOT NULL
       OR (NEW.id, NEW.context_id, NEW.kind, NEW.slug, NEW.position, NEW.condition, NEW.workloads, NEW.drawn_from, NEW.drawn_entry)
          IS DISTINCT FROM
          (OLD.id, OLD.context_id, OLD.kind, OLD.slug, OLD.position, OLD.condition, OLD.workloads, OLD.drawn_from, OLD.drawn_entry))
  THEN
    RAISE EXCEPTION 'who is served is drawn anew, never altered' USING ERRCODE = 'LG062';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER audience_history BEFORE UPDATE OR DELETE ON audience
  FOR EACH ROW EXECUTE FUNCTION guard_audience_history();

CREATE FUNCTION is_redrawn_at(of_context uuid, instant timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM decision WHERE context_id = of_context AND kind = 'redraw_lanes' AND state = 'executed'
                    AND effective_from = instant)
$$;

CREATE FUNCTION guard_audience_drawn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM audience WHERE id = NEW.id) THEN RETURN NULL; END IF;
  IF (NEW.drawn_from IS NOT NULL AND NOT is_redrawn_at(NEW.context_id, NEW.drawn_from))
     OR (NEW.drawn_until IS NOT NULL AND (NOT is_redrawn_at(NEW.context_id, NEW.drawn_until) OR EXISTS (
           SELECT 1 FROM lane l WHERE l.audience_id = NEW.id AND NOT EXISTS (
             SELECT 1 FROM authority_interval i WHERE i.lane_id = l.id AND i.ends_at <= NEW.drawn_until
                AND NOT EXISTS (SELECT 1 FROM authority_interval n WHERE n.lane_id = l.id AND n.epoch > i.epoch)))))
     OR (NEW.drawn_from IS NULL AND NEW.drawn_until IS NULL AND EXISTS (
           SELECT 1 FROM lane l WHERE l.audience_id = NEW.id AND NOT EXISTS (SELECT 1 FROM authority_interval i WHERE i.lane_id = l.id))
         AND EXISTS (SELECT 1 FROM authority_interval i JOIN lane l ON l.id = i.lane_id WHERE l.context_id = NEW.context_id)
         AND EXISTS (SELECT 1 FROM context c WHERE c.id = NEW.context_id AND c.stage = 'planned')) THEN
    RAISE EXCEPTION 'audience %: drawn without its decision', NEW.slug USING ERRCODE = 'LG062';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER audience_drawn AFTER INSERT OR UPDATE ON audience
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION guard_audience_drawn();

-- Invariant 1: a lane's intervals tile from its first one on; they end open, or where a redrawing ends the lane.
CREATE OR REPLACE FUNCTION guard_lane_tiles() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  of_lane uuid := COALESCE(NEW.lane_id, OLD.lane_id);
  gaps integer;
  open_ends integer;
  ended timestamptz;
  last_epoch integer;
BEGIN
  SELECT count(*) FILTER (WHERE (place > 1 AND previous IS DISTINCT FROM starts_at) OR epoch <> first_epoch + place - 1),
         count(*) FILTER (WHERE ends_at IS NULL), max(ends_at), max(epoch)
    INTO gaps, open_ends, ended, last_epoch
    FROM (SELECT epoch, starts_at, ends_at, lag(ends_at) OVER w AS previous, row_number() OVER w AS place,
                 first_value(epoch) OVER w AS first_epoch
            FROM authority_interval WHERE lane_id = of_lane WINDOW w AS (ORDER BY starts_at)) AS tiles;
  IF gaps > 0 OR open_ends > 1 OR (open_ends = 0 AND NOT EXISTS (
       SELECT 1 FROM lane l JOIN decision_lane n ON n.lane_id = l.id AND n.expected_epoch = last_epoch
         JOIN decision d ON d.id = n.decision_id AND d.context_id = l.context_id
        WHERE l.id = of_lane AND d.kind = 'redraw_lanes' AND d.state = 'executed' AND d.effective_from = ended)) THEN
    RAISE EXCEPTION 'lane %: intervals leave a gap, skip an epoch or do not end open', of_lane USING ERRCODE = 'LG002';
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION guard_interval_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.ends_at IS NOT NULL
     OR (to_jsonb(NEW) - ARRAY['ends_at', 'closed_entry']) <> (to_jsonb(OLD) - ARRAY['ends_at', 'closed_entry']) THEN
    RAISE EXCEPTION 'an authority interval is closed once and never changed otherwise' USING ERRCODE = 'LG003';
  END IF;
  RETURN NEW;
END $$;

-- The epoch of a redrawn lane is above those of its parents and of every earlier lane of its name.
CREATE FUNCTION first_epoch_of(of_lane uuid) RETURNS integer LANGUAGE sql STABLE AS $$
  SELECT 1 + COALESCE((
    SELECT max(i.epoch) FROM authority_interval i WHERE i.lane_id IN (
      SELECT parent_id FROM lane_parent WHERE lane_id = of_lane
      UNION SELECT earlier.id FROM lane l JOIN audience a ON a.id = l.audience_id
        JOIN audience b ON b.context_id = a.context_id AND b.kind = a.kind AND b.slug = a.slug
        JOIN lane earlier ON earlier.audience_id = b.id AND earlier.workload = l.workload AND earlier.id <> l.id
       WHERE l.id = of_lane)), 0)
$$;

-- A redrawn lane begins where its parents end, with the side of every one of them. What has no parent is a subscriber,
-- on legacy (in full on target), or a workload that is new here, on legacy.
CREATE FUNCTION begins_with_its_parents(of_lane uuid, begun timestamptz, of_side text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT NOT EXISTS (SELECT 1 FROM lane_parent p WHERE p.lane_id = of_lane AND NOT EXISTS (
           SELECT 1 FROM authority_interval i WHERE i.lane_id = p.parent_id AND i.ends_at = begun AND i.side = of_side
              AND NOT EXISTS (SELECT 1 FROM authority_interval n WHERE n.lane_id = p.parent_id AND n.epoch > i.epoch)))
     AND (EXISTS (SELECT 1 FROM lane_parent p WHERE p.lane_id = of_lane) OR EXISTS (
           SELECT 1 FROM lane l JOIN audience a ON a.id = l.audience_id JOIN context c ON c.id = l.context_id
            WHERE l.id = of_lane
              AND ((a.kind = 'subscriber' AND of_side = CASE c.stage WHEN 'full' THEN 'target' ELSE 'legacy' END)
                OR (of_side = 'legacy' AND NOT EXISTS (
                      SELECT 1 FROM lane o JOIN authority_interval i ON i.lane_id = o.id
                       WHERE o.context_id = l.context_id AND (i.starts_at < begun AND o.workload = l.workload
                          OR (i.side = 'target' AND i.ends_at IS NULL)))))))
$$;

CREATE OR REPLACE FUNCTION guard_interval_decision() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  decided decision%ROWTYPE;
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
  IF ((begins AND decided.kind = 'redraw_lanes')
      OR EXISTS (SELECT 1 FROM authority_interval p WHERE p.lane_id = NEW.lane_id AND p.epoch = NEW.epoch - 1
                    AND p.side <> NEW.side))
     AND clock_timestamp() > decided.closed_at + interval '1 second'
     AND NOT EXISTS (SELECT 1 FROM installation WHERE loading_demo) THEN
    RAISE EXCEPTION 'the shift was recorded too late to take effect at %', NEW.starts_at USING ERRCODE = '40001';
  END IF;
  RETURN NULL;
END $$;

-- Invariants 2 and 4: of the lanes in the drawing. A stage is entered by the kinds that may.
CREATE OR REPLACE FUNCTION guard_stage(of_context uuid) RETURNS void LANGUAGE plpgsql AS $$
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
                         AND (SELECT count(*) FROM lane l WHERE l.context_id = of_context AND EXISTS (
                                SELECT 1 FROM authority_interval i WHERE i.lane_id = l.id AND i.starts_at <= s.starts_at
                                   AND (i.ends_at IS NULL OR i.ends_at > s.starts_at))) = 1))))) THEN
    RAISE EXCEPTION 'context %: stages leave a gap, skip one or lack their decision', of_context USING ERRCODE = 'LG006';
  END IF;
  SELECT count(*), count(i.lane_id), count(*) FILTER (WHERE i.side = 'target') INTO lanes, held, on_target
    FROM lane l LEFT JOIN authority_interval i ON i.lane_id = l.id AND i.ends_at IS NULL
   WHERE l.context_id = of_context
     AND (i.lane_id IS NOT NULL OR NOT EXISTS (SELECT 1 FROM authority_interval e WHERE e.lane_id = l.id));
  IF (now_stage = 'planned' AND on_target > 0)
     OR (now_stage <> 'planned' AND (lanes = 0 OR held <> lanes))
     OR (now_stage IN ('shadow', 'validated') AND on_target > 0)
     OR (now_stage = 'selective' AND (on_target = 0 OR on_target = lanes))
     OR (now_stage IN ('full', 'retired') AND on_target <> lanes) THEN
    RAISE EXCEPTION 'context %: stage % does not agree with % of % lanes on target', of_context, now_stage, on_target, lanes
      USING ERRCODE = 'LG007';
  END IF;
  IF EXISTS (
    SELECT 1 FROM (SELECT stage, decision_id, lag(stage) OVER (ORDER BY starts_at) AS before
                     FROM stage_interval WHERE context_id = of_context) AS s
      JOIN decision d ON d.id = s.decision_id
     WHERE d.kind NOT IN ('break_glass', CASE WHEN s.stage = 'retired' THEN 'retire_legacy'
                                              WHEN stage_rank(s.stage) > stage_rank(s.before) THEN 'advance'
                                              ELSE 'rollback' END)
        OR (s.stage = 'retired' AND d.kind = 'break_glass')) THEN
    RAISE EXCEPTION 'context %: a stage is entered by a decision of another kind', of_context USING ERRCODE = 'LG063';
  END IF;
END $$;

-- Invariant 8: a window is what its decision fixed; a redrawn lane has what is left to the first of its parents, and
-- none where one of them has none.
CREATE OR REPLACE FUNCTION guard_window_decided() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM decision d JOIN authority_interval i ON i.decision_id = d.id AND i.lane_id = NEW.lane_id
                  WHERE d.id = NEW.decision_id AND d.state = 'executed' AND i.side = 'target' AND i.starts_at = NEW.opens_at
                    AND ((d.kind IN ('advance', 'break_glass')
                          AND NEW.closes_at = NEW.opens_at + d.rollback_days * interval '24 hours')
                      OR (d.kind = 'redraw_lanes' AND NEW.closes_at = (
                            SELECT CASE WHEN bool_and(left_over.closes_at IS NOT NULL) THEN min(left_over.closes_at) END
                              FROM lane_parent p LEFT JOIN LATERAL (
                                SELECT min(w.closes_at) AS closes_at FROM rollback_window w
                                  JOIN authority_interval e ON e.lane_id = w.lane_id AND e.decision_id = w.decision_id
                                 WHERE w.lane_id = p.parent_id AND w.ended_at IS NULL AND w.closes_at > NEW.opens_at
                                   AND e.ends_at = NEW.opens_at) AS left_over ON true
                             WHERE p.lane_id = NEW.lane_id)))) THEN
    RAISE EXCEPTION 'a rollback window is what its decision fixed' USING ERRCODE = 'LG014';
  END IF;
  RETURN NULL;
END $$;
