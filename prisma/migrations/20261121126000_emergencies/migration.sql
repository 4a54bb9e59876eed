-- Emergencies: moves outside the gates and their reviews, guards that act by themselves, windows that are about to close.

-- What was told of a rollback window; an extended one comes near its end once more.
CREATE TABLE "window_mark" (
    "lane_id" UUID NOT NULL,
    "decision_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "closes_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "window_mark_pkey" PRIMARY KEY ("lane_id", "decision_id", "kind", "closes_at")
);
ALTER TABLE "window_mark" ADD CONSTRAINT "window_mark_lane_id_decision_id_fkey" FOREIGN KEY ("lane_id", "decision_id")
  REFERENCES "rollback_window"("lane_id", "decision_id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE window_mark ADD CONSTRAINT window_mark_kind_word CHECK (kind IN ('closing', 'closed'));

-- A guard of a decision acts once.
CREATE TABLE "guard_act" (
    "decision_id" UUID NOT NULL,
    "criterion" TEXT NOT NULL,
    "acted_at" TIMESTAMPTZ(3) NOT NULL,
    "led_kind" TEXT NOT NULL,
    "led_id" UUID NOT NULL,

    CONSTRAINT "guard_act_pkey" PRIMARY KEY ("decision_id", "criterion")
);
ALTER TABLE "guard_act" ADD CONSTRAINT "guard_act_decision_id_fkey" FOREIGN KEY ("decision_id")
  REFERENCES "decision"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE guard_act ADD CONSTRAINT guard_act_led_to_something CHECK (led_kind IN ('rollback', 'hold'));

-- What became of the review of an emergency before it was signed: somebody took it on, its time ran out.
CREATE TABLE "review_mark" (
    "review_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "person_id" UUID,

    CONSTRAINT "review_mark_pkey" PRIMARY KEY ("review_id", "kind")
);
ALTER TABLE "review_mark" ADD CONSTRAINT "review_mark_review_id_fkey" FOREIGN KEY ("review_id")
  REFERENCES "decision"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE review_mark ADD CONSTRAINT review_mark_kind_word CHECK
  ((kind = 'acknowledged' AND person_id IS NOT NULL) OR (kind = 'overdue' AND person_id IS NULL));

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['window_mark', 'guard_act', 'review_mark'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION guard_append_only()',
      name || '_append_only', name);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only()',
      name || '_no_truncate', name);
    EXECUTE format('CREATE CONSTRAINT TRIGGER %I AFTER INSERT ON %I DEFERRABLE INITIALLY DEFERRED '
      'FOR EACH ROW EXECUTE FUNCTION guard_has_entry()', name || '_has_entry', name);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO lockgate_app', name);
  END LOOP;
END $$;

-- A break-glass move names its incident; forward it has a second person, and its review asks for two, one of them risk.
CREATE FUNCTION guard_break_glass() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  places integer;
BEGIN
  IF NEW.kind = 'break_glass' AND (COALESCE(NEW.payload->>'incident', '') = ''
       OR COALESCE(NEW.payload->>'side', '') NOT IN ('legacy', 'target')
       OR NEW.proposer_person_id IS NULL OR NEW.proposed_by->>'kind' <> 'person'
       OR (NEW.payload->>'side' = 'target' AND NEW.state = 'open'
           AND (NEW.expires_at IS NULL OR NEW.expires_at > NEW.proposed_at + interval '15 minutes'))) THEN
    RAISE EXCEPTION 'a break-glass move has a person, an incident and a quarter of an hour' USING ERRCODE = 'LG023';
  END IF;
  IF NEW.kind = 'break_glass' AND NEW.state = 'executed'
     AND NEW.executor_person_id IS DISTINCT FROM NEW.proposer_person_id THEN
    RAISE EXCEPTION 'a break-glass move is done in the name of who asked for it' USING ERRCODE = 'LG023';
  END IF;
  IF NEW.kind = 'review_break_glass' AND NEW.state = 'executed' THEN
    IF NEW.payload->'finding' IS NULL OR NEW.payload->>'finding' IS NULL THEN
      RAISE EXCEPTION 'the review of a break-glass move comes to a finding' USING ERRCODE = 'LG023';
    END IF;
    SELECT count(*) INTO places FROM counted_sign_off WHERE decision_id = NEW.id AND revision = NEW.revision;
    IF places < 2 OR NOT EXISTS (SELECT 1 FROM counted_sign_off WHERE decision_id = NEW.id AND revision = NEW.revision
                                    AND role = 'risk')
       OR EXISTS (SELECT 1 FROM counted_sign_off c JOIN decision r ON r.id = NEW.review_of
                   WHERE c.decision_id = NEW.id AND (c.person_id = r.executor_person_id
                      OR c.person_id IN (SELECT person_id FROM counted_sign_off WHERE decision_id = r.id))) THEN
      RAISE EXCEPTION 'a break-glass move is reviewed by two others, one of them risk' USING ERRCODE = 'LG023';
    END IF;
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER decision_break_glass AFTER INSERT OR UPDATE OF state, payload, expires_at ON decision
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW.kind IN ('break_glass', 'review_break_glass')) EXECUTE FUNCTION guard_break_glass();
