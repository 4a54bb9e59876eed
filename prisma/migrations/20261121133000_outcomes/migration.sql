-- One-sided outcomes: what each path made of an event, told by that path alone, until a period's run pairs them.

-- Whose outcomes are paired with each other. An empty workload is none.
CREATE TABLE outcome_stream (
  id UUID NOT NULL,
  context_id UUID NOT NULL,
  source TEXT NOT NULL,
  workload TEXT NOT NULL,
  too_late BIGINT NOT NULL DEFAULT 0,
  too_late_at TIMESTAMPTZ(3),
  CONSTRAINT outcome_stream_pkey PRIMARY KEY (id),
  CONSTRAINT outcome_stream_workload_word CHECK (workload IN ('', 'reads', 'writes', 'batch', 'streaming')),
  CONSTRAINT outcome_stream_counts CHECK (too_late >= 0)
);
CREATE UNIQUE INDEX outcome_stream_context_id_source_workload_key ON outcome_stream (context_id, source, workload);
ALTER TABLE outcome_stream ADD CONSTRAINT outcome_stream_context_id_fkey FOREIGN KEY (context_id) REFERENCES context (id)
  ON DELETE RESTRICT ON UPDATE CASCADE;

-- `taken_by` is the beginning of an earlier period whose record it belongs to. Texts sort by their bytes, so that every
-- machine counts in the same order. No foreign key: each of many rows would ask for its stream.
CREATE TABLE outcome (
  stream_id UUID NOT NULL,
  identity TEXT COLLATE "C" NOT NULL,
  observed_at TIMESTAMPTZ(3) NOT NULL,
  side TEXT NOT NULL,
  correlation_id TEXT COLLATE "C" NOT NULL,
  fields JSONB NOT NULL,
  dimensions JSONB NOT NULL,
  version TEXT,
  digest TEXT NOT NULL,
  received_at TIMESTAMPTZ(3) NOT NULL,
  taken_by TIMESTAMPTZ(3),
  too_late BOOLEAN NOT NULL DEFAULT false,
  CONSTRAINT outcome_pkey PRIMARY KEY (stream_id, identity, observed_at),
  CONSTRAINT outcome_side_word CHECK (side IN ('legacy', 'target')),
  CONSTRAINT outcome_taken_by_earlier CHECK (taken_by < observed_at)
) PARTITION BY RANGE (observed_at);
CREATE INDEX outcome_stream_id_correlation_id_idx ON outcome (stream_id, correlation_id);
CREATE INDEX outcome_stream_id_observed_at_idx ON outcome (stream_id, observed_at);

-- What somebody observed in a month that nobody prepared for, such as long ago. Beside the schema: no model names it.
CREATE SCHEMA outcome_parts;
CREATE TABLE outcome_parts.elsewhere PARTITION OF outcome DEFAULT;

-- `due_at` is when it is next looked at, null while nothing waits. `touched` counts what came since, so that a run counted
-- from an older state is never recorded.
CREATE TABLE outcome_period (
  stream_id UUID NOT NULL,
  starts_at TIMESTAMPTZ(3) NOT NULL,
  ends_at TIMESTAMPTZ(3) NOT NULL,
  closes_at TIMESTAMPTZ(3) NOT NULL,
  due_at TIMESTAMPTZ(3),
  touched INTEGER NOT NULL DEFAULT 1,
  revision INTEGER NOT NULL DEFAULT 0,
  run_id UUID,
  stuck TEXT,
  CONSTRAINT outcome_period_pkey PRIMARY KEY (stream_id, starts_at),
  CONSTRAINT outcome_period_forward CHECK (starts_at < ends_at AND ends_at <= closes_at),
  CONSTRAINT outcome_period_not_before_it_closes CHECK (due_at >= closes_at),
  CONSTRAINT outcome_period_run CHECK ((revision = 0) = (run_id IS NULL))
);
CREATE INDEX outcome_period_due_at_idx ON outcome_period (due_at);
ALTER TABLE outcome_period ADD CONSTRAINT outcome_period_stream_id_fkey FOREIGN KEY (stream_id)
  REFERENCES outcome_stream (id) ON DELETE RESTRICT ON UPDATE CASCADE;

-- What was told stays as it was told; only where it belongs is found out later.
CREATE FUNCTION guard_outcome_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (to_jsonb(NEW) - 'taken_by' - 'too_late') <> (to_jsonb(OLD) - 'taken_by' - 'too_late') THEN
    RAISE EXCEPTION 'an outcome is kept as it was told' USING ERRCODE = 'LG016';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER outcome_history BEFORE UPDATE ON outcome FOR EACH ROW EXECUTE FUNCTION guard_outcome_history();

-- A period's run is only ever followed by the one that takes its place, and is never recorded before the period closed.
CREATE FUNCTION guard_outcome_period() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.run_id IS NOT DISTINCT FROM OLD.run_id AND NEW.revision = OLD.revision THEN RETURN NEW; END IF;
  IF NEW.revision <> OLD.revision + 1 OR NOT EXISTS (
       SELECT 1 FROM run r WHERE r.id = NEW.run_id AND r.window_from = NEW.starts_at AND r.received_at >= NEW.closes_at
          AND r.supersedes IS NOT DISTINCT FROM OLD.run_id) THEN
    RAISE EXCEPTION 'the run of a period is its next one, and not before the period closed' USING ERRCODE = 'LG042';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER outcome_period_run BEFORE UPDATE ON outcome_period
  FOR EACH ROW EXECUTE FUNCTION guard_outcome_period();

CREATE FUNCTION outcome_month(moment timestamptz) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT 'month_' || to_char(date_trunc('month', moment AT TIME ZONE 'UTC'), 'YYYYMM')
$$;

-- Run with its owner's rights, since the application may create no tables. Attached and not created in place, so that who
-- writes or reads meanwhile is not kept waiting. Where outcomes of the month stand elsewhere already, they stay there.
CREATE FUNCTION ensure_outcome_month(moment timestamptz) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  name text := public.outcome_month(moment);
  first_day timestamp := date_trunc('month', moment AT TIME ZONE 'UTC');
BEGIN
  IF to_regclass('outcome_parts.' || name) IS NOT NULL OR moment < timestamptz '2000-01-01Z'
     OR moment > clock_timestamp() + interval '100 days' THEN
    RETURN;
  END IF;
  PERFORM pg_advisory_xact_lock(727073692);
  IF to_regclass('outcome_parts.' || name) IS NOT NULL THEN RETURN; END IF;
  BEGIN
    EXECUTE format('CREATE TABLE outcome_parts.%I (LIKE public.outcome INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', name);
    EXECUTE format('ALTER TABLE public.outcome ATTACH PARTITION outcome_parts.%I FOR VALUES FROM (%L) TO (%L)', name,
      first_day AT TIME ZONE 'UTC', (first_day + interval '1 month') AT TIME ZONE 'UTC');
  EXCEPTION WHEN check_violation THEN NULL;
  END;
END $$;

-- Months that hold nothing any more, once they lie well behind.
CREATE FUNCTION drop_empty_outcome_months(before timestamptz) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
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
    IF NOT held THEN
      EXECUTE format('DROP TABLE outcome_parts.%I', name);
      dropped := dropped + 1;
    END IF;
  END LOOP;
  RETURN dropped;
END $$;

SELECT ensure_outcome_month(clock_timestamp()), ensure_outcome_month(clock_timestamp() + interval '1 month');

REVOKE EXECUTE ON FUNCTION ensure_outcome_month(timestamptz), drop_empty_outcome_months(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ensure_outcome_month(timestamptz), drop_empty_outcome_months(timestamptz) TO lockgate_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON outcome TO lockgate_app;
GRANT SELECT, INSERT, UPDATE ON outcome_stream, outcome_period TO lockgate_app;
