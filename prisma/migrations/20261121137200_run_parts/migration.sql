-- Invariant 12: the checks and cohorts of a run are what its gates read, and are kept as the run is. They come with it, and
-- only how many records of a cohort are accepted is said anew: with the discrepancies that itemise it.

CREATE FUNCTION guard_run_parts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM (SELECT DISTINCT run_id FROM added) AS part
              WHERE NOT EXISTS (SELECT 1 FROM run r WHERE r.id = part.run_id
                     AND r.xmin::text = ((pg_current_xact_id()::text)::bigint % 4294967296)::text)) THEN
    RAISE EXCEPTION 'what a run is made of comes with it' USING ERRCODE = 'LG016';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER run_check_comes_with_run AFTER INSERT ON run_check REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION guard_run_parts();
CREATE TRIGGER run_cohort_comes_with_run AFTER INSERT ON run_cohort REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION guard_run_parts();

CREATE TRIGGER run_check_append_only BEFORE UPDATE OR DELETE ON run_check
  FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER run_check_no_truncate BEFORE TRUNCATE ON run_check
  FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER run_cohort_no_truncate BEFORE TRUNCATE ON run_cohort
  FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();

CREATE FUNCTION guard_cohort_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (to_jsonb(NEW) - 'accepted') <> (to_jsonb(OLD) - 'accepted')
     OR EXISTS (SELECT 1 FROM run WHERE id = NEW.run_id AND superseded_by IS NOT NULL) THEN
    RAISE EXCEPTION 'a run is kept as it was sent' USING ERRCODE = 'LG016';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER run_cohort_history BEFORE UPDATE OR DELETE ON run_cohort
  FOR EACH ROW EXECUTE FUNCTION guard_cohort_history();

CREATE FUNCTION guard_cohort_itemised() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM ledger_entry WHERE xact = pg_current_xact_id()
                    AND type = 'run.itemised' AND subject_id = NEW.run_id::text) THEN
    RAISE EXCEPTION 'a cohort changed without a ledger entry' USING ERRCODE = 'LG019';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER run_cohort_itemised AFTER UPDATE ON run_cohort
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION guard_cohort_itemised();

REVOKE UPDATE, DELETE ON run_check, run_cohort FROM lockgate_app;
GRANT UPDATE (accepted) ON run_cohort TO lockgate_app;
