-- Discrepancies stand in partitions by month of receipt, in batches: what came with a run, and what followed it. Numbers in
-- comments are those of the domain page.

ALTER TABLE discrepancy RENAME TO discrepancy_before;
ALTER INDEX discrepancy_pkey RENAME TO discrepancy_before_pkey;
ALTER INDEX discrepancy_pattern_id_run_id_idx RENAME TO discrepancy_before_pattern_id_run_id_idx;

-- No foreign keys: each row would ask for its run and its pattern, and both are written in its own transaction.
CREATE TABLE discrepancy (
  run_id UUID NOT NULL,
  received_at TIMESTAMPTZ(3) NOT NULL,
  batch INTEGER NOT NULL DEFAULT 0,
  position INTEGER NOT NULL,
  pattern_id UUID,
  correlation_id TEXT,
  kind TEXT NOT NULL,
  field TEXT,
  legacy TEXT,
  target TEXT,
  sent TEXT NOT NULL,
  dimensions JSONB NOT NULL,
  observed_at TIMESTAMPTZ(3),
  outcome TEXT NOT NULL,
  CONSTRAINT discrepancy_pkey PRIMARY KEY (run_id, batch, position, received_at)
) PARTITION BY RANGE (received_at);
CREATE INDEX discrepancy_pattern_id_run_id_idx ON discrepancy (pattern_id, run_id);

CREATE FUNCTION discrepancy_month(moment timestamptz) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT 'discrepancy_' || to_char(date_trunc('month', moment AT TIME ZONE 'UTC'), 'YYYYMM')
$$;

-- Run with its owner's rights, since the application may create no tables. Attached and not created in place, so that who
-- writes or reads meanwhile is not kept waiting.
CREATE FUNCTION ensure_discrepancy_month(moment timestamptz) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  name text := public.discrepancy_month(moment);
  first_day timestamp := date_trunc('month', moment AT TIME ZONE 'UTC');
BEGIN
  IF to_regclass('public.' || name) IS NOT NULL THEN RETURN; END IF;
  IF moment < timestamptz '2000-01-01Z' OR moment > clock_timestamp() + interval '100 days' THEN
    RAISE EXCEPTION 'no discrepancies are received at %', moment USING ERRCODE = 'LG040';
  END IF;
  PERFORM pg_advisory_xact_lock(727073691);
  IF to_regclass('public.' || name) IS NOT NULL THEN RETURN; END IF;
  EXECUTE format('CREATE TABLE public.%I (LIKE public.discrepancy INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', name);
  EXECUTE format('ALTER TABLE public.discrepancy ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)', name,
    first_day AT TIME ZONE 'UTC', (first_day + interval '1 month') AT TIME ZONE 'UTC');
END $$;

-- One coming of discrepancies. `first` is how many of the run stood before it; `lines` is how many it brought.
CREATE TABLE run_batch (
  run_id UUID NOT NULL,
  batch INTEGER NOT NULL,
  first INTEGER NOT NULL,
  lines INTEGER NOT NULL,
  digest TEXT NOT NULL,
  answer TEXT,
  received_at TIMESTAMPTZ(3) NOT NULL,
  let_go_at TIMESTAMPTZ(3),
  CONSTRAINT run_batch_pkey PRIMARY KEY (run_id, batch),
  CONSTRAINT run_batch_counts CHECK (first >= 0 AND lines > 0)
);
CREATE UNIQUE INDEX run_batch_run_id_digest_key ON run_batch (run_id, digest);
CREATE INDEX run_batch_received_at_idx ON run_batch (received_at);
ALTER TABLE run_batch ADD CONSTRAINT run_batch_run_id_fkey FOREIGN KEY (run_id) REFERENCES run (id)
  ON DELETE RESTRICT ON UPDATE CASCADE;

-- How a pattern spreads over dimensions in a run; `rest` counts what has too many values to count each.
CREATE TABLE pattern_cohort (
  pattern_id UUID NOT NULL,
  run_id UUID NOT NULL,
  dimension TEXT NOT NULL,
  value TEXT NOT NULL,
  rest BOOLEAN NOT NULL DEFAULT false,
  count INTEGER NOT NULL,
  open INTEGER NOT NULL,
  CONSTRAINT pattern_cohort_pkey PRIMARY KEY (pattern_id, run_id, dimension, value, rest)
);
CREATE INDEX pattern_cohort_run_id_idx ON pattern_cohort (run_id);
ALTER TABLE pattern_cohort ADD CONSTRAINT pattern_cohort_pattern_id_fkey FOREIGN KEY (pattern_id) REFERENCES pattern (id)
  ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE pattern_cohort ADD CONSTRAINT pattern_cohort_run_id_fkey FOREIGN KEY (run_id) REFERENCES run (id)
  ON DELETE RESTRICT ON UPDATE CASCADE;

-- A few discrepancies of each pattern, picked by chance, with their values: they stay when the rows of their month go.
CREATE TABLE pattern_example (
  pattern_id UUID NOT NULL,
  slot INTEGER NOT NULL,
  -- By chance: the lowest ranks stay.
  rank DOUBLE PRECISION NOT NULL,
  run_id UUID NOT NULL,
  position INTEGER NOT NULL,
  correlation_id TEXT,
  kind TEXT NOT NULL,
  field TEXT,
  legacy TEXT,
  target TEXT,
  sent TEXT NOT NULL,
  dimensions JSONB NOT NULL,
  observed_at TIMESTAMPTZ(3),
  outcome TEXT NOT NULL,
  CONSTRAINT pattern_example_pkey PRIMARY KEY (pattern_id, slot),
  CONSTRAINT pattern_example_few CHECK (slot BETWEEN 0 AND 19)
);
ALTER TABLE pattern_example ADD CONSTRAINT pattern_example_pattern_id_fkey FOREIGN KEY (pattern_id) REFERENCES pattern (id)
  ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE pattern_example ADD CONSTRAINT pattern_example_run_id_fkey FOREIGN KEY (run_id) REFERENCES run (id)
  ON DELETE RESTRICT ON UPDATE CASCADE;

-- What is there already -----------------------------------------------------------------------------------------------

DO $$
DECLARE month timestamptz;
BEGIN
  FOR month IN SELECT DISTINCT date_trunc('month', r.received_at AT TIME ZONE 'UTC') AT TIME ZONE 'UTC'
                 FROM run r WHERE r.discrepancy_count > 0 LOOP
    PERFORM ensure_discrepancy_month(month);
  END LOOP;
  PERFORM ensure_discrepancy_month(clock_timestamp());
  PERFORM ensure_discrepancy_month(clock_timestamp() + interval '1 month');
END $$;

INSERT INTO discrepancy (run_id, received_at, position, pattern_id, correlation_id, kind, field, legacy, target, sent,
                         dimensions, observed_at, outcome)
SELECT d.run_id, r.received_at, d.position, d.pattern_id, d.correlation_id, d.kind, d.field, d.legacy, d.target, d.sent,
       d.dimensions, d.observed_at, d.outcome
  FROM discrepancy_before d JOIN run r ON r.id = d.run_id;

INSERT INTO run_batch (run_id, batch, first, lines, digest, received_at)
SELECT id, 0, 0, discrepancy_count, digest, received_at FROM run WHERE discrepancy_count > 0;

INSERT INTO pattern_cohort (pattern_id, run_id, dimension, value, count, open)
SELECT d.pattern_id, d.run_id, each.key, each.value, count(*), count(*) FILTER (WHERE d.outcome = 'mismatch')
  FROM discrepancy_before d CROSS JOIN LATERAL jsonb_each_text(d.dimensions) AS each
 WHERE d.pattern_id IS NOT NULL GROUP BY d.pattern_id, d.run_id, each.key, each.value;

INSERT INTO pattern_example (pattern_id, slot, rank, run_id, position, correlation_id, kind, field, legacy, target, sent,
                             dimensions, observed_at, outcome)
SELECT pattern_id, slot - 1, random(), run_id, position, correlation_id, kind, field, legacy, target, sent, dimensions,
       observed_at, outcome
  FROM (SELECT *, row_number() OVER (PARTITION BY pattern_id ORDER BY outcome <> 'mismatch', random()) AS slot
          FROM discrepancy_before WHERE pattern_id IS NOT NULL) AS picked
 WHERE slot <= 20;

DROP TABLE discrepancy_before;

-- Guards --------------------------------------------------------------------------------------------------------------

-- A run keeps what it said; being superseded is added to it, and what itemises it: with the batch that brought it.
CREATE OR REPLACE FUNCTION guard_run_history() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  itemised text[] := ARRAY['discrepancy_count', 'itemised_exactly', 'complete', 'unitemised', 'accepted', 'outcome'];
BEGIN
  IF TG_OP <> 'DELETE' AND OLD.superseded_by IS NULL THEN
    IF (to_jsonb(NEW) - 'superseded_by') = (to_jsonb(OLD) - 'superseded_by') THEN RETURN NEW; END IF;
    IF (to_jsonb(NEW) - itemised) = (to_jsonb(OLD) - itemised)
       AND (NEW.announced IS NULL OR NEW.discrepancy_count <= NEW.announced)
       AND EXISTS (SELECT 1 FROM run_batch WHERE run_id = NEW.id AND first = OLD.discrepancy_count
                      AND first + lines = NEW.discrepancy_count) THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'a run is kept as it was sent' USING ERRCODE = 'LG016';
END $$;

-- Invariant 12: what a batch said is kept as its hash, and an entry of the same transaction says so.
CREATE FUNCTION guard_batch_has_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM ledger_entry WHERE xact = pg_current_xact_id()
                    AND type IN ('run.recorded', 'run.itemised') AND subject_id = NEW.run_id::text) THEN
    RAISE EXCEPTION 'discrepancies came without a ledger entry' USING ERRCODE = 'LG019';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER run_batch_has_entry AFTER INSERT ON run_batch
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION guard_batch_has_entry();
CREATE CONSTRAINT TRIGGER run_batch_let_go_has_entry AFTER UPDATE ON run_batch
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION guard_has_entry();

CREATE FUNCTION guard_batch_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.let_go_at IS NOT NULL OR NEW.let_go_at IS NULL
     OR (to_jsonb(NEW) - 'let_go_at') <> (to_jsonb(OLD) - 'let_go_at') THEN
    RAISE EXCEPTION 'a batch is kept as it came, and let go once' USING ERRCODE = 'LG016';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER run_batch_history BEFORE UPDATE OR DELETE ON run_batch
  FOR EACH ROW EXECUTE FUNCTION guard_batch_history();
CREATE TRIGGER run_batch_no_truncate BEFORE TRUNCATE ON run_batch
  FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();

-- A month goes when nobody's batch of it is kept any more, and not while it is young.
CREATE FUNCTION drop_discrepancy_month(moment timestamptz) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET lock_timeout = '2s' AS $$
DECLARE
  name text := public.discrepancy_month(moment);
  first_day timestamp := date_trunc('month', moment AT TIME ZONE 'UTC');
BEGIN
  IF to_regclass('public.' || name) IS NULL THEN RETURN false; END IF;
  IF first_day + interval '2 months' > clock_timestamp() AT TIME ZONE 'UTC' OR EXISTS (
       SELECT 1 FROM public.run_batch WHERE let_go_at IS NULL
          AND received_at >= first_day AT TIME ZONE 'UTC'
          AND received_at < (first_day + interval '1 month') AT TIME ZONE 'UTC') THEN
    RAISE EXCEPTION 'the discrepancies of this month are still kept' USING ERRCODE = 'LG041';
  END IF;
  EXECUTE format('DROP TABLE public.%I', name);
  RETURN true;
END $$;

CREATE FUNCTION list_discrepancy_months() RETURNS SETOF text LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT substring(c.relname FROM 13) FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
   WHERE i.inhparent = 'public.discrepancy'::regclass ORDER BY 1
$$;

REVOKE EXECUTE ON FUNCTION ensure_discrepancy_month(timestamptz), drop_discrepancy_month(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ensure_discrepancy_month(timestamptz), drop_discrepancy_month(timestamptz) TO lockgate_app;
REVOKE ALL ON discrepancy, run_batch FROM lockgate_app;
GRANT SELECT, INSERT ON discrepancy TO lockgate_app;
GRANT SELECT, INSERT, UPDATE ON run_batch TO lockgate_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON pattern_cohort, pattern_example TO lockgate_app;
