-- A person lends their place to another: one role, some contexts or all, for a fortnight at most.

CREATE TABLE "delegation" (
    "id" UUID NOT NULL,
    "program_id" UUID NOT NULL,
    "from_person_id" UUID NOT NULL,
    "to_person_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "everywhere" BOOLEAN NOT NULL,
    "context_ids" UUID[],
    "reason" TEXT NOT NULL,
    "given_at" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "delegation_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "delegation_program_id_idx" ON "delegation"("program_id");
CREATE INDEX "delegation_from_person_id_idx" ON "delegation"("from_person_id");
CREATE INDEX "delegation_to_person_id_idx" ON "delegation"("to_person_id");
ALTER TABLE "delegation" ADD CONSTRAINT "delegation_program_id_fkey" FOREIGN KEY ("program_id") REFERENCES "program"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "delegation" ADD CONSTRAINT "delegation_from_person_id_fkey" FOREIGN KEY ("from_person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "delegation" ADD CONSTRAINT "delegation_to_person_id_fkey" FOREIGN KEY ("to_person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE delegation ADD CONSTRAINT delegation_is_to_another CHECK (from_person_id <> to_person_id);
ALTER TABLE delegation ADD CONSTRAINT delegation_role_word CHECK (role IN
  ('engineer', 'lead', 'owner', 'business', 'operations', 'risk', 'finance'));
ALTER TABLE delegation ADD CONSTRAINT delegation_has_reason CHECK (reason <> '');
ALTER TABLE delegation ADD CONSTRAINT delegation_is_short CHECK
  (until > given_at AND until <= given_at + interval '14 days');
ALTER TABLE delegation ADD CONSTRAINT delegation_ends_after_it_began CHECK (ended_at >= given_at);
ALTER TABLE delegation ADD CONSTRAINT delegation_reaches_something CHECK
  (everywhere = (COALESCE(array_length(context_ids, 1), 0) = 0));

-- Lent as it was lent, and ended at most once: sign-offs rest on it.
CREATE FUNCTION guard_delegation_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.ended_at IS NOT NULL OR NEW.ended_at IS NULL
     OR (to_jsonb(NEW) - 'ended_at') <> (to_jsonb(OLD) - 'ended_at') THEN
    RAISE EXCEPTION 'a delegation can only be ended, once' USING ERRCODE = 'LG031';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER delegation_history BEFORE UPDATE OR DELETE ON delegation
  FOR EACH ROW EXECUTE FUNCTION guard_delegation_history();
CREATE CONSTRAINT TRIGGER delegation_has_entry AFTER INSERT OR UPDATE OR DELETE ON delegation
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION guard_has_entry();
GRANT SELECT, INSERT, UPDATE ON delegation TO lockgate_app;

-- Whose place a signer took keeps the name that people knew then.
ALTER TABLE sign_off ADD COLUMN on_behalf_of_name TEXT;
ALTER TABLE sign_off ADD CONSTRAINT sign_off_names_whom_it_is_for CHECK ((on_behalf_of IS NULL) = (on_behalf_of_name IS NULL));
ALTER TABLE sign_off ADD CONSTRAINT sign_off_is_not_for_oneself CHECK (on_behalf_of IS DISTINCT FROM person_id OR on_behalf_of IS NULL);
