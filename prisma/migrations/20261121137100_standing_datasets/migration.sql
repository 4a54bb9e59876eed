-- A source may compare several datasets, each in a run of its own: where a pattern stands in one of them says nothing of the
-- others, and a complete run of one shows nothing gone from another.

CREATE FUNCTION compared_datasets(legacy jsonb, target jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT md5(COALESCE(legacy->>'dataset', '') || E'\n' || COALESCE(target->>'dataset', ''))
$$;

ALTER TABLE pattern_standing ADD COLUMN datasets TEXT;
DELETE FROM pattern_standing;
ALTER TABLE pattern_standing ALTER COLUMN datasets SET NOT NULL;
ALTER TABLE pattern_standing DROP CONSTRAINT pattern_standing_pkey;
ALTER TABLE pattern_standing ADD CONSTRAINT pattern_standing_pkey
  PRIMARY KEY (pattern_id, baseline, source, layer, workload, datasets);

WITH sighting AS (
  SELECT s.pattern_id, s.run_id, s.window_to, s.count, s.open, s.category, s.severity FROM pattern_run s
  UNION ALL
  SELECT part.id, s.run_id, s.window_to, c.count, c.open, s.category, s.severity
    FROM pattern part JOIN pattern_run s ON s.pattern_id = part.part_of
    JOIN pattern_cohort c ON c.pattern_id = s.pattern_id AND c.run_id = s.run_id AND c.dimension = part.part_dimension
                         AND c.value = part.part_value AND NOT c.rest AND c.count > 0
   WHERE NOT part.folded
  UNION ALL
  SELECT part.id, s.run_id, s.window_to, s.count - taken.count, s.open - taken.open, s.category, s.severity
    FROM pattern part JOIN pattern_run s ON s.pattern_id = part.part_of
    CROSS JOIN LATERAL (
      SELECT COALESCE(sum(c.count), 0)::int AS count, COALESCE(sum(c.open), 0)::int AS open
        FROM pattern_cohort c JOIN pattern sibling ON sibling.part_of = part.part_of AND sibling.part_value = c.value
         AND sibling.part_dimension = c.dimension AND NOT sibling.folded
       WHERE c.pattern_id = s.pattern_id AND c.run_id = s.run_id AND c.dimension = part.part_dimension AND NOT c.rest) AS taken
   WHERE NOT part.folded AND part.part_value IS NULL AND s.count > taken.count),
placed AS (
  SELECT s.*, r.number, r.baseline, r.source, r.layer, COALESCE(r.workload, '') AS workload,
         compared_datasets(r.legacy, r.target) AS datasets
    FROM sighting s JOIN run r ON r.id = s.run_id WHERE r.superseded_by IS NULL)
INSERT INTO pattern_standing (pattern_id, baseline, source, layer, workload, datasets, run_id, run_number, window_to, count,
                              open, category, severity, runs, total, first_seen_at)
SELECT pattern_id, baseline, source, layer, workload, datasets, run_id, number, window_to, count, open, category, severity,
       runs, total, first_seen_at
  FROM (SELECT placed.*, count(*) OVER stream AS runs, sum(count) OVER stream AS total,
               min(window_to) OVER stream AS first_seen_at,
               row_number() OVER (PARTITION BY pattern_id, baseline, source, layer, workload, datasets
                                  ORDER BY window_to DESC, number DESC) AS newest
          FROM placed
        WINDOW stream AS (PARTITION BY pattern_id, baseline, source, layer, workload, datasets)) AS ranked
 WHERE newest = 1;

-- A month is dropped only while nobody can add to it: what came between the look and the drop would go with it.
CREATE OR REPLACE FUNCTION drop_empty_outcome_months(before timestamptz) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET lock_timeout = '2s' AS $$
DECLARE
  name text;
  held boolean;
  dropped integer := 0;
BEGIN
  FOR name IN SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
               WHERE i.inhparent = 'public.outcome'::regclass AND c.relname LIKE 'month\_%'
                 AND c.relname < public.outcome_month(LEAST(before, clock_timestamp() - interval '2 months')) LOOP
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM outcome_parts.%I)', name) INTO held;
    CONTINUE WHEN held;
    EXECUTE format('LOCK TABLE outcome_parts.%I IN ACCESS EXCLUSIVE MODE', name);
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM outcome_parts.%I)', name) INTO held;
    CONTINUE WHEN held;
    EXECUTE format('DROP TABLE outcome_parts.%I', name);
    dropped := dropped + 1;
  END LOOP;
  RETURN dropped;
END $$;
