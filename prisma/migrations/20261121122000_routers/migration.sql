-- Routers: what they acknowledge, what they did, and where that differs from the record.

CREATE TABLE "router" (
    "id" UUID NOT NULL,
    "program_id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "contexts" TEXT[],
    "stale_after_seconds" INTEGER NOT NULL,
    "declared_at" TIMESTAMPTZ(3) NOT NULL,
    "removed_at" TIMESTAMPTZ(3),
    "last_seen_at" TIMESTAMPTZ(3),
    "observed_until" TIMESTAMPTZ(3),

    CONSTRAINT "router_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "router_program_id_slug_key" ON "router"("program_id", "slug");
ALTER TABLE "router" ADD CONSTRAINT "router_program_id_fkey" FOREIGN KEY ("program_id")
  REFERENCES "program"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "router_acknowledgement" (
    "router_id" UUID NOT NULL,
    "place" TEXT NOT NULL,
    "epoch" INTEGER NOT NULL,
    "highest_epoch" INTEGER NOT NULL,
    "applied_at" TIMESTAMPTZ(3),
    "acknowledged_at" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "router_acknowledgement_pkey" PRIMARY KEY ("router_id","place")
);
ALTER TABLE "router_acknowledgement" ADD CONSTRAINT "router_acknowledgement_router_id_fkey" FOREIGN KEY ("router_id")
  REFERENCES "router"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "observed_place" (
    "router_id" UUID NOT NULL,
    "place" TEXT NOT NULL,
    "seen_until" TIMESTAMPTZ(3) NOT NULL,
    "wrong_until" TIMESTAMPTZ(3),
    "wrong_side" TEXT,
    "stale_until" TIMESTAMPTZ(3),
    "stale_epoch" INTEGER,
    "unclaimed_until" TIMESTAMPTZ(3),

    CONSTRAINT "observed_place_pkey" PRIMARY KEY ("router_id","place")
);
ALTER TABLE "observed_place" ADD CONSTRAINT "observed_place_router_id_fkey" FOREIGN KEY ("router_id")
  REFERENCES "router"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "observation" (
    "router_id" UUID NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "digest" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "observation_pkey" PRIMARY KEY ("router_id","starts_at","ends_at","digest")
);
CREATE INDEX "observation_ends_at_idx" ON "observation"("ends_at");
ALTER TABLE "observation" ADD CONSTRAINT "observation_router_id_fkey" FOREIGN KEY ("router_id")
  REFERENCES "router"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "observed_traffic" (
    "router_id" UUID NOT NULL,
    "place" TEXT NOT NULL,
    "side" TEXT NOT NULL,
    "grain" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "count" BIGINT NOT NULL,

    CONSTRAINT "observed_traffic_pkey" PRIMARY KEY ("router_id","place","side","grain","starts_at")
);
CREATE INDEX "observed_traffic_grain_starts_at_idx" ON "observed_traffic"("grain", "starts_at");
ALTER TABLE "observed_traffic" ADD CONSTRAINT "observed_traffic_router_id_fkey" FOREIGN KEY ("router_id")
  REFERENCES "router"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "drift" (
    "id" UUID NOT NULL,
    "router_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "expected" TEXT,
    "found" TEXT,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "found_at" TIMESTAMPTZ(3) NOT NULL,
    "cleared_at" TIMESTAMPTZ(3),

    CONSTRAINT "drift_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "drift_router_id_cleared_at_idx" ON "drift"("router_id", "cleared_at");
ALTER TABLE "drift" ADD CONSTRAINT "drift_router_id_fkey" FOREIGN KEY ("router_id")
  REFERENCES "router"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Words and shapes
ALTER TABLE router ADD CONSTRAINT router_slug_form CHECK (slug ~ '^[a-z0-9][a-z0-9-]*$');
ALTER TABLE router ADD CONSTRAINT router_stale_after_is_a_time CHECK (stale_after_seconds BETWEEN 10 AND 86400);
ALTER TABLE router_acknowledgement ADD CONSTRAINT acknowledgement_epochs CHECK (epoch BETWEEN 0 AND highest_epoch);
ALTER TABLE observed_place ADD CONSTRAINT observed_place_wrong_side CHECK
  (wrong_side IN ('legacy', 'target') AND wrong_until IS NOT NULL OR wrong_side IS NULL AND wrong_until IS NULL);
ALTER TABLE observed_place ADD CONSTRAINT observed_place_stale_epoch CHECK
  ((stale_epoch IS NULL) = (stale_until IS NULL));
ALTER TABLE observation ADD CONSTRAINT observation_window CHECK
  (starts_at < ends_at AND ends_at <= received_at AND ends_at - starts_at <= interval '24 hours');
ALTER TABLE observed_traffic ADD CONSTRAINT observed_traffic_side_word CHECK (side IN ('legacy', 'target'));
ALTER TABLE observed_traffic ADD CONSTRAINT observed_traffic_grain_word CHECK (grain IN ('minute', 'hour'));
ALTER TABLE observed_traffic ADD CONSTRAINT observed_traffic_counts CHECK (count >= 0);
ALTER TABLE drift ADD CONSTRAINT drift_kind_word CHECK (kind IN ('stale_epoch', 'wrong_side', 'silent', 'unclaimed'));
ALTER TABLE drift ADD CONSTRAINT drift_ends_after_it_began CHECK (cleared_at >= found_at);
CREATE UNIQUE INDEX drift_one_standing ON drift (router_id, kind, place) WHERE cleared_at IS NULL;

-- A drift keeps what was found; it ends once.
CREATE FUNCTION guard_drift_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.cleared_at IS NOT NULL
     OR (to_jsonb(NEW) - 'cleared_at') <> (to_jsonb(OLD) - 'cleared_at') THEN
    RAISE EXCEPTION 'a drift only ends, once' USING ERRCODE = 'LG040';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER drift_history BEFORE UPDATE OR DELETE ON drift FOR EACH ROW EXECUTE FUNCTION guard_drift_history();

-- Invariant 13. That a router was heard from again with the same word is no change; what it counted is kept beside the record.
CREATE CONSTRAINT TRIGGER router_has_entry
  AFTER INSERT OR DELETE OR UPDATE OF slug, name, contexts, stale_after_seconds, removed_at ON router
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION guard_has_entry();
CREATE CONSTRAINT TRIGGER router_acknowledgement_has_entry
  AFTER INSERT OR DELETE OR UPDATE OF epoch, highest_epoch ON router_acknowledgement
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION guard_has_entry();
CREATE CONSTRAINT TRIGGER drift_has_entry AFTER INSERT OR UPDATE OR DELETE ON drift
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION guard_has_entry();

GRANT SELECT, INSERT, UPDATE, DELETE ON router, router_acknowledgement, observed_place, observation, observed_traffic, drift
  TO lockgate_app;
REVOKE DELETE ON router, router_acknowledgement, drift FROM lockgate_app;
