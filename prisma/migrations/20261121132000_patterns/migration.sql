-- Patterns: where each stands without a walk through history, what it taught, who fixes it, what belongs together.

-- Columns ------------------------------------------------------------------------------------------------------------

ALTER TABLE pattern
  -- A comparing run has shown it, so that it is not legacy's noise alone.
  ADD COLUMN compared BOOLEAN NOT NULL DEFAULT false,
  -- When a comparing run last said that it is open.
  ADD COLUMN shown_at TIMESTAMPTZ(3),
  ADD COLUMN reopened INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN reopened_at TIMESTAMPTZ(3),
  ADD COLUMN resolution TEXT,
  ADD COLUMN resolved_at TIMESTAMPTZ(3),
  ADD COLUMN taught TEXT,
  ADD COLUMN hidden_rule TEXT,
  ADD COLUMN fixer_id UUID,
  ADD COLUMN fixer TEXT,
  ADD COLUMN due DATE,
  ADD COLUMN links TEXT[] DEFAULT '{}',
  ADD COLUMN merged_into UUID,
  ADD COLUMN split_by TEXT,
  ADD COLUMN part_of UUID,
  ADD COLUMN part_dimension TEXT,
  -- NULL beside a dimension: every other value, and none.
  ADD COLUMN part_value TEXT,
  -- A part of a split that was taken back.
  ADD COLUMN folded BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE pattern ALTER COLUMN links SET NOT NULL;

ALTER TABLE "pattern" ADD CONSTRAINT "pattern_merged_into_fkey" FOREIGN KEY ("merged_into") REFERENCES "pattern"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "pattern" ADD CONSTRAINT "pattern_part_of_fkey" FOREIGN KEY ("part_of") REFERENCES "pattern"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX "pattern_merged_into_idx" ON "pattern"("merged_into");
CREATE INDEX "pattern_part_of_idx" ON "pattern"("part_of");
CREATE INDEX "pattern_run_pattern_id_window_to_idx" ON "pattern_run"("pattern_id", "window_to" DESC);
-- The newest complete run of a stream, in one step.
CREATE INDEX run_complete_in_stream ON run (context_id, source, layer, (COALESCE(workload, '')), window_to DESC)
  WHERE complete AND NOT baseline AND superseded_by IS NULL;

ALTER TABLE pattern DROP CONSTRAINT pattern_state_word;
ALTER TABLE pattern ADD CONSTRAINT pattern_state_word CHECK (state IN ('open', 'explained', 'gone', 'split'));
ALTER TABLE pattern ADD CONSTRAINT pattern_split_is_its_state CHECK ((state = 'split') = (split_by IS NOT NULL));
ALTER TABLE pattern ADD CONSTRAINT pattern_resolution_word CHECK (resolution IN
  ('target_defect_fixed', 'hidden_legacy_rule', 'event_semantics_refined', 'variance_accepted', 'boundary_redrawn', 'upstream_fixed'));
ALTER TABLE pattern ADD CONSTRAINT pattern_resolved_when CHECK ((resolution IS NULL) = (resolved_at IS NULL));
ALTER TABLE pattern ADD CONSTRAINT pattern_one_fixer CHECK (fixer_id IS NULL OR fixer IS NULL);
ALTER TABLE pattern ADD CONSTRAINT pattern_few_links CHECK (cardinality(links) <= 20);
ALTER TABLE pattern ADD CONSTRAINT pattern_part_of_something CHECK
  ((part_of IS NULL) = (part_dimension IS NULL) AND (part_value IS NULL OR part_of IS NOT NULL) AND (part_of IS NOT NULL OR NOT folded));
ALTER TABLE pattern ADD CONSTRAINT pattern_reopened_when CHECK (reopened >= 0 AND (reopened = 0) = (reopened_at IS NULL));

-- The latest sighting of each stream ---------------------------------------------------------------------------------

-- What a stream (a source at a layer, for a workload or '' for none said) last showed of a pattern, over its runs that
-- were not superseded. `runs` and `total` count them all.
CREATE TABLE "pattern_standing" (
    "pattern_id" UUID NOT NULL,
    "baseline" BOOLEAN NOT NULL,
    "source" TEXT NOT NULL,
    "layer" TEXT NOT NULL,
    "workload" TEXT NOT NULL,
    "run_id" UUID NOT NULL,
    "run_number" INTEGER NOT NULL,
    "window_to" TIMESTAMPTZ(3) NOT NULL,
    "count" INTEGER NOT NULL,
    "open" INTEGER NOT NULL,
    "category" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "runs" INTEGER NOT NULL,
    "total" BIGINT NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "pattern_standing_pkey" PRIMARY KEY ("pattern_id", "baseline", "source", "layer", "workload")
);
ALTER TABLE "pattern_standing" ADD CONSTRAINT "pattern_standing_pattern_id_fkey" FOREIGN KEY ("pattern_id") REFERENCES "pattern"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "pattern_standing" ADD CONSTRAINT "pattern_standing_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE pattern_standing ADD CONSTRAINT pattern_standing_counts CHECK (runs >= 1 AND count >= open AND open >= 0 AND total >= count);

INSERT INTO pattern_standing
SELECT pattern_id, baseline, source, layer, workload, run_id, number, window_to, count, open, category, severity, runs, total, first_seen_at
  FROM (SELECT s.pattern_id, r.baseline, r.source, r.layer, COALESCE(r.workload, '') AS workload, s.run_id, r.number, s.window_to,
               s.count, s.open, s.category, s.severity, count(*) OVER stream AS runs, sum(s.count) OVER stream AS total,
               min(s.window_to) OVER stream AS first_seen_at,
               row_number() OVER (PARTITION BY s.pattern_id, r.baseline, r.source, r.layer, r.workload
                                  ORDER BY s.window_to DESC, r.number DESC) AS newest
          FROM pattern_run s JOIN run r ON r.id = s.run_id WHERE r.superseded_by IS NULL
        WINDOW stream AS (PARTITION BY s.pattern_id, r.baseline, r.source, r.layer, r.workload)) AS sighting
 WHERE newest = 1;

UPDATE pattern p SET compared = EXISTS (SELECT 1 FROM pattern_run s JOIN run r ON r.id = s.run_id
                                         WHERE s.pattern_id = p.id AND NOT r.baseline);
-- What a superseded run counted, the run that took its place counted again.
UPDATE pattern p SET total = COALESCE((SELECT sum(s.total) FROM pattern_standing s WHERE s.pattern_id = p.id), 0);

-- What patterns taught -----------------------------------------------------------------------------------------------

-- What a pattern taught as long as it stood: a pattern that comes back begins another, and the first stays.
CREATE TABLE "pattern_lesson" (
    "pattern_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "resolution" TEXT,
    "taught" TEXT,
    "hidden_rule" TEXT,
    "fixer" TEXT,
    "links" TEXT[] NOT NULL DEFAULT '{}',
    "learnt_at" TIMESTAMPTZ(3) NOT NULL,
    "learnt_by" TEXT NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "ended_because" TEXT,

    CONSTRAINT "pattern_lesson_pkey" PRIMARY KEY ("pattern_id", "number")
);
ALTER TABLE "pattern_lesson" ADD CONSTRAINT "pattern_lesson_pattern_id_fkey" FOREIGN KEY ("pattern_id") REFERENCES "pattern"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE UNIQUE INDEX pattern_lesson_one_stands ON pattern_lesson (pattern_id) WHERE ended_at IS NULL;
ALTER TABLE pattern_lesson ADD CONSTRAINT pattern_lesson_ended CHECK
  ((ended_at IS NULL) = (ended_because IS NULL) AND ended_because IN ('reopened', 'withdrawn'));
ALTER TABLE pattern_lesson ADD CONSTRAINT pattern_lesson_says_something CHECK
  (resolution IS NOT NULL OR taught IS NOT NULL OR hidden_rule IS NOT NULL);

-- Guards -------------------------------------------------------------------------------------------------------------

-- Invariant 11: what a pattern was at its worst, it stays, from the first judgement on; and no judgement is unmade.
CREATE FUNCTION guard_pattern_severity() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.triaged AND (NOT NEW.triaged OR array_position(ARRAY['critical', 'major', 'minor', 'info'], NEW.highest_severity)
                                       > array_position(ARRAY['critical', 'major', 'minor', 'info'], OLD.highest_severity)) THEN
    RAISE EXCEPTION 'the highest severity of a pattern never falls' USING ERRCODE = 'LG070';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER pattern_severity BEFORE UPDATE OF highest_severity, triaged ON pattern
  FOR EACH ROW EXECUTE FUNCTION guard_pattern_severity();

-- What belongs together is of one context, one level deep: a head is merged into nothing, a part is never split.
CREATE FUNCTION guard_pattern_kinship() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  now pattern%ROWTYPE;
BEGIN
  SELECT * INTO now FROM pattern WHERE id = NEW.id;
  IF EXISTS (SELECT 1 FROM pattern other WHERE other.id IN (now.merged_into, now.part_of)
              AND other.context_id <> now.context_id) THEN
    RAISE EXCEPTION 'patterns of two contexts are never one' USING ERRCODE = 'LG071';
  END IF;
  IF now.merged_into = now.id OR now.part_of = now.id
     OR (now.merged_into IS NOT NULL AND (now.split_by IS NOT NULL OR now.folded
       OR EXISTS (SELECT 1 FROM pattern head WHERE head.id = now.merged_into
                   AND (head.merged_into IS NOT NULL OR head.split_by IS NOT NULL OR head.folded))
       OR EXISTS (SELECT 1 FROM pattern member WHERE member.merged_into = now.id)))
     OR (now.split_by IS NOT NULL AND (now.part_of IS NOT NULL
       OR EXISTS (SELECT 1 FROM pattern member WHERE member.merged_into = now.id)))
     OR (now.part_of IS NOT NULL AND NOT now.folded AND NOT EXISTS (SELECT 1 FROM pattern whole
       WHERE whole.id = now.part_of AND whole.split_by = now.part_dimension)) THEN
    RAISE EXCEPTION 'patterns are merged and split one level deep' USING ERRCODE = 'LG072';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER pattern_kinship AFTER INSERT OR UPDATE OF merged_into, split_by, part_of, folded, context_id ON pattern
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION guard_pattern_kinship();

DROP TRIGGER pattern_has_entry ON pattern;
CREATE CONSTRAINT TRIGGER pattern_has_entry
  AFTER INSERT OR UPDATE OF state, category, severity, highest_severity, owner_id, note, triaged, reopened, resolution, taught,
    hidden_rule, fixer_id, fixer, due, links, merged_into, split_by, folded ON pattern
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION guard_has_entry();
CREATE CONSTRAINT TRIGGER pattern_lesson_has_entry AFTER INSERT OR UPDATE OR DELETE ON pattern_lesson
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION guard_has_entry();

GRANT SELECT, INSERT, UPDATE, DELETE ON pattern_standing TO lockgate_app;
GRANT SELECT, INSERT, UPDATE ON pattern_lesson TO lockgate_app;
