-- Invariant 11: what a pattern was at its worst, it stays, from the first judgement on; and no judgement is unmade, neither
-- of a pattern nor, where the split of one is taken back, of its parts.
CREATE OR REPLACE FUNCTION guard_pattern_severity() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  ranks CONSTANT text[] := ARRAY['critical', 'major', 'minor', 'info'];
BEGIN
  IF OLD.triaged AND (NOT NEW.triaged OR array_position(ranks, NEW.highest_severity) > array_position(ranks, OLD.highest_severity)) THEN
    RAISE EXCEPTION 'the highest severity of a pattern never falls' USING ERRCODE = 'LG070';
  END IF;
  IF OLD.split_by IS NOT NULL AND NEW.split_by IS NULL AND EXISTS (
    SELECT 1 FROM pattern part WHERE part.part_of = NEW.id AND NOT part.folded AND part.triaged
       AND (NOT NEW.triaged OR array_position(ranks, NEW.highest_severity) > array_position(ranks, part.highest_severity))) THEN
    RAISE EXCEPTION 'a whole is no less severe than its parts were' USING ERRCODE = 'LG070';
  END IF;
  RETURN NEW;
END $$;
DROP TRIGGER pattern_severity ON pattern;
CREATE TRIGGER pattern_severity BEFORE UPDATE OF highest_severity, triaged, split_by ON pattern
  FOR EACH ROW EXECUTE FUNCTION guard_pattern_severity();
