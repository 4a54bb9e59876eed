-- What a transaction decides by is what it saw first: a later look, at what else has to be brought up to date, must not
-- pass for the one that let the move go on. A hold on everything placed between the two makes it try again.
CREATE OR REPLACE FUNCTION look_at_holds() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF COALESCE(current_setting('lockgate.holds_seen', true), '') <> '' THEN RETURN; END IF;
  PERFORM set_config('lockgate.holds_seen', (SELECT count(*) FROM hold WHERE program_id IS NULL)::text, true);
END $$;
