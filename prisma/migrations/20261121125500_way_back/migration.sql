-- Proofs of the way back: a precondition of every move towards target.

CREATE TABLE "way_back_proof" (
    "id" UUID NOT NULL,
    "program_id" UUID NOT NULL,
    "context_id" UUID NOT NULL,
    "workloads" TEXT[],
    "quality" TEXT NOT NULL,
    "lost" TEXT,
    "evidence" TEXT NOT NULL,
    "proven_at" TIMESTAMPTZ(3) NOT NULL,
    "valid_until" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by" JSONB NOT NULL,
    "recorded_entry" INTEGER NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),
    "withdrawn_by" JSONB,
    "withdrawn_reason" TEXT,
    "withdrawn_entry" INTEGER,

    CONSTRAINT "way_back_proof_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "way_back_proof_context_id_idx" ON "way_back_proof"("context_id");

-- AddForeignKey
ALTER TABLE "way_back_proof" ADD CONSTRAINT "way_back_proof_context_id_fkey" FOREIGN KEY ("context_id") REFERENCES "context"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE way_back_proof ADD CONSTRAINT way_back_proof_quality_word CHECK (quality IN ('lossless', 'lossy'));
ALTER TABLE way_back_proof ADD CONSTRAINT way_back_proof_says_what_is_lost CHECK
  ((quality = 'lossless' AND lost IS NULL) OR (quality = 'lossy' AND lost <> '' AND lost IS NOT NULL));
ALTER TABLE way_back_proof ADD CONSTRAINT way_back_proof_has_evidence CHECK (evidence <> '');
ALTER TABLE way_back_proof ADD CONSTRAINT way_back_proof_ends CHECK
  (proven_at <= recorded_at AND recorded_at < valid_until AND valid_until <= proven_at + interval '2160 hours');
ALTER TABLE way_back_proof ADD CONSTRAINT way_back_proof_is_about_workloads CHECK
  (cardinality(workloads) > 0 AND workloads <@ ARRAY['reads', 'writes', 'batch', 'streaming']);
ALTER TABLE way_back_proof ADD CONSTRAINT way_back_proof_withdrawn_with_reason CHECK
  ((withdrawn_at IS NULL) = (withdrawn_reason IS NULL) AND (withdrawn_at IS NULL) = (withdrawn_by IS NULL)
   AND (withdrawn_at IS NULL) = (withdrawn_entry IS NULL) AND withdrawn_reason <> '');

CREATE TRIGGER way_back_proof_same_program BEFORE INSERT OR UPDATE ON way_back_proof
  FOR EACH ROW EXECUTE FUNCTION guard_same_program();

-- What was proven stays as it was said; a proof can only be withdrawn, once.
CREATE FUNCTION guard_way_back_proof_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.withdrawn_at IS NOT NULL OR NEW.withdrawn_at IS NULL
     OR (to_jsonb(NEW) - ARRAY['withdrawn_at', 'withdrawn_by', 'withdrawn_reason', 'withdrawn_entry'])
        <> (to_jsonb(OLD) - ARRAY['withdrawn_at', 'withdrawn_by', 'withdrawn_reason', 'withdrawn_entry']) THEN
    RAISE EXCEPTION 'a proof of the way back can only be withdrawn, once' USING ERRCODE = 'LG060';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER way_back_proof_history BEFORE UPDATE OR DELETE ON way_back_proof
  FOR EACH ROW EXECUTE FUNCTION guard_way_back_proof_history();

CREATE CONSTRAINT TRIGGER way_back_proof_has_entry AFTER INSERT OR UPDATE OR DELETE ON way_back_proof
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION guard_has_entry();

GRANT SELECT, INSERT, UPDATE ON way_back_proof TO lockgate_app;
