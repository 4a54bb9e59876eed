-- A consumer's query that runs on two engines is asked twice: what one engine answers says nothing of the other, and a complete
-- run of one shows nothing gone from the other (invariant 11). An engine is told by its whole name, as in the grid of queries.

CREATE FUNCTION compared_stream(layer text, engine text, legacy jsonb, target jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN layer = 'query' AND engine <> '' THEN md5(compared_datasets(legacy, target) || E'\n' || engine)
              ELSE compared_datasets(legacy, target) END
$$;

DELETE FROM pattern_standing WHERE layer = 'query';

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
         compared_stream(r.layer, r.engine, r.legacy, r.target) AS datasets
    FROM sighting s JOIN run r ON r.id = s.run_id WHERE r.superseded_by IS NULL AND r.layer = 'query')
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
