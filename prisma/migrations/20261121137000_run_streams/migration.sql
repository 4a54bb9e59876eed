-- The streams of a context, so that what reads the newest runs of each need not walk all that ever came.

CREATE TABLE run_stream (
  context_id UUID NOT NULL,
  source TEXT NOT NULL,
  layer TEXT NOT NULL,
  workload TEXT NOT NULL,
  CONSTRAINT run_stream_pkey PRIMARY KEY (context_id, source, layer, workload)
);
GRANT SELECT ON run_stream TO lockgate_app;
REVOKE INSERT, UPDATE, DELETE ON run_stream FROM lockgate_app;

INSERT INTO run_stream SELECT DISTINCT context_id, source, layer, COALESCE(workload, '') FROM run;

-- An empty workload stands for a run that names none: part of a key, it cannot be null.
CREATE FUNCTION keep_run_stream() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO run_stream VALUES (NEW.context_id, NEW.source, NEW.layer, COALESCE(NEW.workload, ''))
    ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER run_stream_kept AFTER INSERT ON run FOR EACH ROW EXECUTE FUNCTION keep_run_stream();

CREATE INDEX run_newest_of_stream ON run (context_id, source, layer, (COALESCE(workload, '')), window_to DESC, received_at DESC)
  WHERE NOT baseline AND superseded_by IS NULL;
