-- What existing emitters send by CloudEvents and OpenLineage: kept as sent beside the record, claimed or not.

CREATE TABLE "kept_event" (
    "id" UUID NOT NULL,
    "program_id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "identity" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "event_id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "job_namespace" TEXT,
    "job_name" TEXT,
    "lineage_run" TEXT,
    "ends" BOOLEAN NOT NULL,
    "says" BOOLEAN NOT NULL,
    "event_at" TIMESTAMPTZ(3),
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "media_type" TEXT NOT NULL,
    "attributes" JSONB,
    "bytes" BYTEA NOT NULL,
    "state" TEXT NOT NULL,
    "claimed_by" TEXT,
    "run_id" UUID,
    "looked_with" TEXT NOT NULL,
    "warnings" TEXT[],
    "answer" TEXT NOT NULL,

    CONSTRAINT "kept_event_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "kept_event_program_id_channel_identity_key" ON "kept_event"("program_id", "channel", "identity");
CREATE INDEX "kept_event_program_id_state_received_at_id_idx" ON "kept_event"("program_id", "state", "received_at", "id");
CREATE INDEX "kept_event_program_id_claimed_by_lineage_run_idx" ON "kept_event"("program_id", "claimed_by", "lineage_run");
CREATE INDEX "kept_event_received_at_idx" ON "kept_event"("received_at");
ALTER TABLE "kept_event" ADD CONSTRAINT "kept_event_program_id_fkey" FOREIGN KEY ("program_id")
  REFERENCES "program"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "lineage_measure" (
    "program_id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "period" TEXT NOT NULL,
    "pair_key" TEXT NOT NULL,
    "side" TEXT NOT NULL,
    "lineage_run" TEXT NOT NULL,
    "dataset" TEXT NOT NULL,
    "ended_at" TIMESTAMPTZ(3) NOT NULL,
    "window_from" TIMESTAMPTZ(3),
    "window_to" TIMESTAMPTZ(3),
    "metrics" JSONB NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "lineage_measure_pkey" PRIMARY KEY ("program_id","source","period","pair_key","side","lineage_run")
);
CREATE INDEX "lineage_measure_program_id_source_lineage_run_idx" ON "lineage_measure"("program_id", "source", "lineage_run");
CREATE INDEX "lineage_measure_received_at_idx" ON "lineage_measure"("received_at");
ALTER TABLE "lineage_measure" ADD CONSTRAINT "lineage_measure_program_id_fkey" FOREIGN KEY ("program_id")
  REFERENCES "program"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "lineage_result" (
    "program_id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "facts_digest" TEXT NOT NULL,
    "run_id" UUID NOT NULL,

    CONSTRAINT "lineage_result_pkey" PRIMARY KEY ("program_id","source","external_id")
);
ALTER TABLE "lineage_result" ADD CONSTRAINT "lineage_result_program_id_fkey" FOREIGN KEY ("program_id")
  REFERENCES "program"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Words and shapes
ALTER TABLE kept_event ADD CONSTRAINT kept_event_channel_word CHECK (channel IN ('cloudevents', 'openlineage'));
ALTER TABLE kept_event ADD CONSTRAINT kept_event_state_word CHECK (state IN ('read', 'pending', 'kept', 'unclaimed'));
ALTER TABLE kept_event ADD CONSTRAINT kept_event_unclaimed_by_nobody CHECK
  (state <> 'unclaimed' OR claimed_by IS NULL AND run_id IS NULL);
ALTER TABLE kept_event ADD CONSTRAINT kept_event_digests CHECK
  (identity ~ '^[0-9a-f]{64}$' AND digest ~ '^[0-9a-f]{64}$');
ALTER TABLE lineage_measure ADD CONSTRAINT lineage_measure_side_word CHECK (side IN ('legacy', 'target'));
ALTER TABLE lineage_result ADD CONSTRAINT lineage_result_revision_counts CHECK (revision >= 1);

-- What was sent stays as it was sent; only what became of it changes.
CREATE FUNCTION guard_kept_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.program_id, NEW.channel, NEW.identity, NEW.digest, NEW.source, NEW.event_id, NEW.type, NEW.received_at,
      NEW.media_type, NEW.attributes, NEW.bytes)
     IS DISTINCT FROM (OLD.id, OLD.program_id, OLD.channel, OLD.identity, OLD.digest, OLD.source, OLD.event_id, OLD.type,
      OLD.received_at, OLD.media_type, OLD.attributes, OLD.bytes) THEN
    RAISE EXCEPTION 'an event is kept as it was sent' USING ERRCODE = 'LG050';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER kept_event_as_sent BEFORE UPDATE ON kept_event FOR EACH ROW EXECUTE FUNCTION guard_kept_event();

GRANT SELECT, INSERT, UPDATE, DELETE ON kept_event, lineage_measure, lineage_result TO lockgate_app;
REVOKE DELETE ON lineage_result FROM lockgate_app;
