-- A place is lent in contexts of the program that it is lent in.
CREATE FUNCTION guard_lent_contexts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM unnest(NEW.context_ids) AS lent (id) WHERE NOT EXISTS (
       SELECT 1 FROM context c WHERE c.id = lent.id AND c.program_id = NEW.program_id)) THEN
    RAISE EXCEPTION 'a place of one program is lent in a context of another' USING ERRCODE = 'LG001';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER delegation_same_program BEFORE INSERT ON delegation
  FOR EACH ROW EXECUTE FUNCTION guard_lent_contexts();
