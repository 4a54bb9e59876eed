-- Two that need the same new month at once: who waited for the lock must see the table that the other made. A name that
-- was looked up before is remembered as absent, whereas a query of the catalogue sees what has been committed meanwhile.
CREATE OR REPLACE FUNCTION ensure_discrepancy_month(moment timestamptz) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
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
  IF EXISTS (SELECT FROM pg_class WHERE relname = name AND relnamespace = 'public'::regnamespace) THEN RETURN; END IF;
  EXECUTE format('CREATE TABLE public.%I (LIKE public.discrepancy INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', name);
  EXECUTE format('ALTER TABLE public.discrepancy ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)', name,
    first_day AT TIME ZONE 'UTC', (first_day + interval '1 month') AT TIME ZONE 'UTC');
END $$;
