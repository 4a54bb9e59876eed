-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "context" (
    "id" UUID NOT NULL,
    "program_id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "owners" TEXT[],
    "correlation_key" TEXT NOT NULL,
    "sync_strategy" TEXT NOT NULL,
    "source_of_truth" TEXT NOT NULL,
    "events" JSONB NOT NULL,
    "side_effects" JSONB NOT NULL,
    "expected_checks" JSONB NOT NULL,
    "stage" TEXT NOT NULL DEFAULT 'planned',

    CONSTRAINT "context_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "equivalence_statement" (
    "context_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "statement" TEXT NOT NULL,
    "written_at" TIMESTAMPTZ(3) NOT NULL,
    "written_by" TEXT NOT NULL,

    CONSTRAINT "equivalence_statement_pkey" PRIMARY KEY ("context_id","version")
);

-- CreateTable
CREATE TABLE "context_workload" (
    "context_id" UUID NOT NULL,
    "workload" TEXT NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "context_workload_pkey" PRIMARY KEY ("context_id","workload")
);

-- CreateTable
CREATE TABLE "audience" (
    "id" UUID NOT NULL,
    "context_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "condition" JSONB NOT NULL,
    "workloads" TEXT[],
    "owner" TEXT,

    CONSTRAINT "audience_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lane" (
    "id" UUID NOT NULL,
    "program_id" UUID NOT NULL,
    "context_id" UUID NOT NULL,
    "workload" TEXT NOT NULL,
    "audience_id" UUID NOT NULL,

    CONSTRAINT "lane_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "authority_interval" (
    "lane_id" UUID NOT NULL,
    "epoch" INTEGER NOT NULL,
    "side" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3),
    "decision_id" UUID NOT NULL,
    "opened_entry" INTEGER NOT NULL,
    "closed_entry" INTEGER,

    CONSTRAINT "authority_interval_pkey" PRIMARY KEY ("lane_id","epoch")
);

-- CreateTable
CREATE TABLE "stage_interval" (
    "context_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "stage" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3),
    "decision_id" UUID,
    "opened_entry" INTEGER NOT NULL,
    "closed_entry" INTEGER,

    CONSTRAINT "stage_interval_pkey" PRIMARY KEY ("context_id","number")
);

-- CreateTable
CREATE TABLE "rollback_window" (
    "lane_id" UUID NOT NULL,
    "decision_id" UUID NOT NULL,
    "opens_at" TIMESTAMPTZ(3) NOT NULL,
    "closes_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "ended_by" UUID,

    CONSTRAINT "rollback_window_pkey" PRIMARY KEY ("lane_id","decision_id")
);

-- CreateTable
CREATE TABLE "rule_set_version" (
    "context_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "document" JSONB NOT NULL,
    "digest" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "drafted_by" TEXT NOT NULL,
    "drafter_id" UUID,
    "drafted_at" TIMESTAMPTZ(3) NOT NULL,
    "in_force_from" TIMESTAMPTZ(3),
    "in_force_until" TIMESTAMPTZ(3),
    "decision_id" UUID,

    CONSTRAINT "rule_set_version_pkey" PRIMARY KEY ("context_id","version")
);

-- CreateTable
CREATE TABLE "criteria_set_version" (
    "context_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "document" JSONB NOT NULL,
    "digest" TEXT NOT NULL,
    "in_force_from" TIMESTAMPTZ(3) NOT NULL,
    "decision_id" UUID,

    CONSTRAINT "criteria_set_version_pkey" PRIMARY KEY ("context_id","version")
);

-- CreateTable
CREATE TABLE "decision" (
    "id" UUID NOT NULL,
    "program_id" UUID NOT NULL,
    "context_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "title" TEXT NOT NULL,
    "rationale" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "from_stage" TEXT,
    "to_stage" TEXT,
    "rollback_days" INTEGER,
    "in_window" BOOLEAN NOT NULL DEFAULT false,
    "proposed_by" JSONB NOT NULL,
    "proposer_person_id" UUID,
    "author_ids" TEXT[],
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3),
    "review_of" UUID,
    "valid_until" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "closed_reason" TEXT,
    "executed_by" JSONB,
    "executor_person_id" UUID,
    "effective_from" TIMESTAMPTZ(3),
    "preflight_id" UUID,

    CONSTRAINT "decision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "decision_revision" (
    "decision_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "document" JSONB NOT NULL,
    "evidence_hash" TEXT NOT NULL,
    "slots" JSONB NOT NULL,
    "reason" TEXT,
    "begun_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "decision_revision_pkey" PRIMARY KEY ("decision_id","revision")
);

-- CreateTable
CREATE TABLE "decision_lane" (
    "decision_id" UUID NOT NULL,
    "lane_id" UUID NOT NULL,
    "expected_epoch" INTEGER NOT NULL,
    "live" BOOLEAN NOT NULL,

    CONSTRAINT "decision_lane_pkey" PRIMARY KEY ("decision_id","lane_id")
);

-- CreateTable
CREATE TABLE "sign_off" (
    "id" UUID NOT NULL,
    "decision_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "evidence_hash" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "person_name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "verdict" TEXT NOT NULL,
    "meaning" TEXT NOT NULL,
    "comment" TEXT,
    "method" TEXT NOT NULL,
    "signed_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "sign_off_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "counted_sign_off" (
    "sign_off_id" UUID NOT NULL,
    "decision_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "role" TEXT NOT NULL,
    "person_id" UUID NOT NULL,

    CONSTRAINT "counted_sign_off_pkey" PRIMARY KEY ("sign_off_id")
);

-- CreateTable
CREATE TABLE "preflight" (
    "id" UUID NOT NULL,
    "decision_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "preflight_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "evaluation" (
    "preflight_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "gate" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "blocking" BOOLEAN NOT NULL,
    "outcome" TEXT NOT NULL,
    "value" TEXT,
    "threshold" TEXT NOT NULL,
    "sample_size" BIGINT,
    "window_from" TIMESTAMPTZ(3),
    "window_to" TIMESTAMPTZ(3),
    "valid_until" TIMESTAMPTZ(3),
    "evidence" JSONB NOT NULL,
    "sentence" TEXT NOT NULL,

    CONSTRAINT "evaluation_pkey" PRIMARY KEY ("preflight_id","position")
);

-- CreateTable
CREATE TABLE "run" (
    "id" UUID NOT NULL,
    "program_id" UUID NOT NULL,
    "context_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "source" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "layer" TEXT NOT NULL,
    "workload" TEXT,
    "engine" TEXT,
    "baseline" BOOLEAN NOT NULL,
    "window_from" TIMESTAMPTZ(3) NOT NULL,
    "window_to" TIMESTAMPTZ(3) NOT NULL,
    "period" TEXT,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "status" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "totals" JSONB,
    "accepted" INTEGER,
    "legacy" JSONB NOT NULL,
    "target" JSONB NOT NULL,
    "coverage" TEXT[],
    "warnings" JSONB NOT NULL,
    "artifact" JSONB,
    "discrepancies_sampled" BOOLEAN NOT NULL,
    "discrepancy_count" INTEGER NOT NULL,
    "itemised_exactly" BOOLEAN NOT NULL,
    "complete" BOOLEAN NOT NULL,
    "unitemised" INTEGER NOT NULL,
    "rule_set_version" INTEGER,
    "supersedes" UUID,
    "superseded_by" UUID,
    "answer" TEXT NOT NULL,

    CONSTRAINT "run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "run_body" (
    "run_id" UUID NOT NULL,
    "media_type" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "run_body_pkey" PRIMARY KEY ("run_id")
);

-- CreateTable
CREATE TABLE "run_cohort" (
    "run_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "dimensions" JSONB NOT NULL,
    "totals" JSONB NOT NULL,
    "accepted" INTEGER,

    CONSTRAINT "run_cohort_pkey" PRIMARY KEY ("run_id","position")
);

-- CreateTable
CREATE TABLE "run_check" (
    "run_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "layer" TEXT NOT NULL,
    "metric" TEXT,
    "field" TEXT,
    "legacy" TEXT,
    "target" TEXT,
    "sent" TEXT NOT NULL,
    "reported" TEXT,
    "outcome" TEXT NOT NULL,
    "basis" TEXT NOT NULL,
    "signed_off" BOOLEAN NOT NULL,
    "totals" JSONB,
    "tolerance" JSONB,
    "finding" TEXT,

    CONSTRAINT "run_check_pkey" PRIMARY KEY ("run_id","position")
);

-- CreateTable
CREATE TABLE "pattern" (
    "id" UUID NOT NULL,
    "program_id" UUID NOT NULL,
    "context_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "layer" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "field" TEXT,
    "sentence" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "highest_severity" TEXT NOT NULL,
    "triaged" BOOLEAN NOT NULL DEFAULT false,
    "itemised" BOOLEAN NOT NULL DEFAULT true,
    "baseline" BOOLEAN NOT NULL DEFAULT false,
    "owner_id" UUID,
    "note" TEXT,
    "source" TEXT NOT NULL,
    "workload" TEXT,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "total" BIGINT NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "pattern_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pattern_run" (
    "pattern_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "window_to" TIMESTAMPTZ(3) NOT NULL,
    "count" INTEGER NOT NULL,
    "open" INTEGER NOT NULL,
    "category" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "exact" BOOLEAN NOT NULL,

    CONSTRAINT "pattern_run_pkey" PRIMARY KEY ("pattern_id","run_id")
);

-- CreateTable
CREATE TABLE "discrepancy" (
    "run_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "pattern_id" UUID,
    "correlation_id" TEXT,
    "kind" TEXT NOT NULL,
    "field" TEXT,
    "legacy" TEXT,
    "target" TEXT,
    "sent" TEXT NOT NULL,
    "dimensions" JSONB NOT NULL,
    "observed_at" TIMESTAMPTZ(3),
    "outcome" TEXT NOT NULL,

    CONSTRAINT "discrepancy_pkey" PRIMARY KEY ("run_id","position")
);

-- CreateTable
CREATE TABLE "attestation" (
    "id" UUID NOT NULL,
    "program_id" UUID NOT NULL,
    "context_id" UUID NOT NULL,
    "criterion_key" TEXT NOT NULL,
    "condition" TEXT,
    "role" TEXT NOT NULL,
    "statement" TEXT NOT NULL,
    "evidence" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "attested_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "attestation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "installation" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "name" TEXT NOT NULL,
    "demo" BOOLEAN NOT NULL DEFAULT false,
    "loading_demo" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "installation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT,
    "oidc_issuer" TEXT,
    "oidc_subject" TEXT,
    "installation_admin" BOOLEAN NOT NULL DEFAULT false,
    "demo" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "disabled_at" TIMESTAMPTZ(3),

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person_session" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "authenticated_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "person_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in_attempt" (
    "id" BIGSERIAL NOT NULL,
    "subject" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "succeeded" BOOLEAN NOT NULL,

    CONSTRAINT "sign_in_attempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invitation" (
    "id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "email" TEXT,
    "name" TEXT,
    "program_id" UUID,
    "roles" TEXT[],
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_key" (
    "id" UUID NOT NULL,
    "program_id" UUID,
    "name" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "last_four" TEXT NOT NULL,
    "scopes" TEXT[],
    "person_id" UUID,
    "created_by" UUID,
    "bootstrap" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotency_receipt" (
    "actor" TEXT NOT NULL,
    "route" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "status" INTEGER NOT NULL,
    "body" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "idempotency_receipt_pkey" PRIMARY KEY ("actor","route","key")
);

-- CreateTable
CREATE TABLE "ledger" (
    "id" UUID NOT NULL,
    "program_id" UUID,
    "origin" TEXT NOT NULL,
    "size" INTEGER NOT NULL DEFAULT 0,
    "head" TEXT NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ledger_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_entry" (
    "ledger_id" UUID NOT NULL,
    "index" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,
    "leaf" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "type" TEXT NOT NULL,
    "actor_id" TEXT NOT NULL,
    "subject_id" TEXT,
    "context" TEXT,

    CONSTRAINT "ledger_entry_pkey" PRIMARY KEY ("ledger_id","index")
);

-- CreateTable
CREATE TABLE "program" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "hard_date" TIMESTAMPTZ(3),
    "zone" TEXT NOT NULL,
    "dimensions" JSONB NOT NULL,
    "manifest" JSONB NOT NULL,
    "manifest_digest" TEXT NOT NULL,
    "decision_count" INTEGER NOT NULL DEFAULT 0,
    "pattern_count" INTEGER NOT NULL DEFAULT 0,
    "run_count" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "program_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "member" (
    "program_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "granted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "member_pkey" PRIMARY KEY ("program_id","person_id","role")
);

-- CreateTable
CREATE TABLE "policy_version" (
    "program_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "document" JSONB NOT NULL,
    "digest" TEXT NOT NULL,
    "in_force_from" TIMESTAMPTZ(3) NOT NULL,
    "decision_id" UUID,

    CONSTRAINT "policy_version_pkey" PRIMARY KEY ("program_id","version")
);

-- CreateTable
CREATE TABLE "system" (
    "id" UUID NOT NULL,
    "program_id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "side" TEXT NOT NULL,
    "description" TEXT NOT NULL,

    CONSTRAINT "system_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "retirement_item" (
    "id" UUID NOT NULL,
    "program_id" UUID NOT NULL,
    "context_id" UUID,
    "slug" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "due_on" DATE NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "evidence" TEXT,
    "done_at" TIMESTAMPTZ(3),
    "done_by" UUID,

    CONSTRAINT "retirement_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "hold" (
    "id" UUID NOT NULL,
    "program_id" UUID NOT NULL,
    "context_id" UUID,
    "reason" TEXT NOT NULL,
    "placed_by" UUID NOT NULL,
    "placed_at" TIMESTAMPTZ(3) NOT NULL,
    "lifted_by" UUID,
    "lifted_at" TIMESTAMPTZ(3),
    "lift_reason" TEXT,

    CONSTRAINT "hold_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "context_program_id_slug_key" ON "context"("program_id", "slug");

-- CreateIndex
CREATE UNIQUE INDEX "audience_context_id_kind_slug_key" ON "audience"("context_id", "kind", "slug");

-- CreateIndex
CREATE INDEX "lane_program_id_idx" ON "lane"("program_id");

-- CreateIndex
CREATE INDEX "lane_audience_id_idx" ON "lane"("audience_id");

-- CreateIndex
CREATE UNIQUE INDEX "lane_context_id_workload_audience_id_key" ON "lane"("context_id", "workload", "audience_id");

-- CreateIndex
CREATE INDEX "authority_interval_decision_id_idx" ON "authority_interval"("decision_id");

-- CreateIndex
CREATE INDEX "stage_interval_decision_id_idx" ON "stage_interval"("decision_id");

-- CreateIndex
CREATE INDEX "rollback_window_decision_id_idx" ON "rollback_window"("decision_id");

-- CreateIndex
CREATE INDEX "rollback_window_ended_by_idx" ON "rollback_window"("ended_by");

-- CreateIndex
CREATE UNIQUE INDEX "decision_review_of_key" ON "decision"("review_of");

-- CreateIndex
CREATE UNIQUE INDEX "decision_preflight_id_key" ON "decision"("preflight_id");

-- CreateIndex
CREATE INDEX "decision_context_id_idx" ON "decision"("context_id");

-- CreateIndex
CREATE UNIQUE INDEX "decision_program_id_number_key" ON "decision"("program_id", "number");

-- CreateIndex
CREATE INDEX "decision_lane_lane_id_idx" ON "decision_lane"("lane_id");

-- CreateIndex
CREATE INDEX "sign_off_decision_id_revision_idx" ON "sign_off"("decision_id", "revision");

-- CreateIndex
CREATE INDEX "sign_off_person_id_idx" ON "sign_off"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "counted_sign_off_decision_id_person_id_key" ON "counted_sign_off"("decision_id", "person_id");

-- CreateIndex
CREATE INDEX "preflight_decision_id_idx" ON "preflight"("decision_id");

-- CreateIndex
CREATE INDEX "run_context_id_window_to_idx" ON "run"("context_id", "window_to" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "run_program_id_source_external_id_key" ON "run"("program_id", "source", "external_id");

-- CreateIndex
CREATE UNIQUE INDEX "run_program_id_number_key" ON "run"("program_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "pattern_context_id_fingerprint_key" ON "pattern"("context_id", "fingerprint");

-- CreateIndex
CREATE UNIQUE INDEX "pattern_program_id_number_key" ON "pattern"("program_id", "number");

-- CreateIndex
CREATE INDEX "pattern_run_run_id_idx" ON "pattern_run"("run_id");

-- CreateIndex
CREATE INDEX "discrepancy_pattern_id_run_id_idx" ON "discrepancy"("pattern_id", "run_id");

-- CreateIndex
CREATE INDEX "attestation_context_id_criterion_key_idx" ON "attestation"("context_id", "criterion_key");

-- CreateIndex
CREATE UNIQUE INDEX "person_email_key" ON "person"("email");

-- CreateIndex
CREATE UNIQUE INDEX "person_oidc_issuer_oidc_subject_key" ON "person"("oidc_issuer", "oidc_subject");

-- CreateIndex
CREATE INDEX "person_session_person_id_idx" ON "person_session"("person_id");

-- CreateIndex
CREATE INDEX "sign_in_attempt_subject_at_idx" ON "sign_in_attempt"("subject", "at");

-- CreateIndex
CREATE UNIQUE INDEX "invitation_token_hash_key" ON "invitation"("token_hash");

-- CreateIndex
CREATE INDEX "invitation_program_id_idx" ON "invitation"("program_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_hash_key" ON "api_key"("hash");

-- CreateIndex
CREATE INDEX "api_key_program_id_idx" ON "api_key"("program_id");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_program_id_key" ON "ledger"("program_id");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_origin_key" ON "ledger"("origin");

-- CreateIndex
CREATE INDEX "ledger_entry_ledger_id_subject_id_idx" ON "ledger_entry"("ledger_id", "subject_id");

-- CreateIndex
CREATE INDEX "ledger_entry_ledger_id_type_idx" ON "ledger_entry"("ledger_id", "type");

-- CreateIndex
CREATE UNIQUE INDEX "program_slug_key" ON "program"("slug");

-- CreateIndex
CREATE INDEX "member_person_id_idx" ON "member"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "system_program_id_slug_key" ON "system"("program_id", "slug");

-- CreateIndex
CREATE INDEX "retirement_item_context_id_idx" ON "retirement_item"("context_id");

-- CreateIndex
CREATE UNIQUE INDEX "retirement_item_program_id_slug_key" ON "retirement_item"("program_id", "slug");

-- CreateIndex
CREATE INDEX "hold_program_id_lifted_at_idx" ON "hold"("program_id", "lifted_at");

-- CreateIndex
CREATE INDEX "hold_context_id_idx" ON "hold"("context_id");

-- AddForeignKey
ALTER TABLE "context" ADD CONSTRAINT "context_program_id_fkey" FOREIGN KEY ("program_id") REFERENCES "program"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "equivalence_statement" ADD CONSTRAINT "equivalence_statement_context_id_fkey" FOREIGN KEY ("context_id") REFERENCES "context"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "context_workload" ADD CONSTRAINT "context_workload_context_id_fkey" FOREIGN KEY ("context_id") REFERENCES "context"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audience" ADD CONSTRAINT "audience_context_id_fkey" FOREIGN KEY ("context_id") REFERENCES "context"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lane" ADD CONSTRAINT "lane_context_id_fkey" FOREIGN KEY ("context_id") REFERENCES "context"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lane" ADD CONSTRAINT "lane_audience_id_fkey" FOREIGN KEY ("audience_id") REFERENCES "audience"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "authority_interval" ADD CONSTRAINT "authority_interval_lane_id_fkey" FOREIGN KEY ("lane_id") REFERENCES "lane"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "authority_interval" ADD CONSTRAINT "authority_interval_decision_id_fkey" FOREIGN KEY ("decision_id") REFERENCES "decision"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stage_interval" ADD CONSTRAINT "stage_interval_context_id_fkey" FOREIGN KEY ("context_id") REFERENCES "context"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stage_interval" ADD CONSTRAINT "stage_interval_decision_id_fkey" FOREIGN KEY ("decision_id") REFERENCES "decision"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rollback_window" ADD CONSTRAINT "rollback_window_lane_id_fkey" FOREIGN KEY ("lane_id") REFERENCES "lane"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rollback_window" ADD CONSTRAINT "rollback_window_decision_id_fkey" FOREIGN KEY ("decision_id") REFERENCES "decision"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rollback_window" ADD CONSTRAINT "rollback_window_ended_by_fkey" FOREIGN KEY ("ended_by") REFERENCES "decision"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rule_set_version" ADD CONSTRAINT "rule_set_version_context_id_fkey" FOREIGN KEY ("context_id") REFERENCES "context"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "criteria_set_version" ADD CONSTRAINT "criteria_set_version_context_id_fkey" FOREIGN KEY ("context_id") REFERENCES "context"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decision" ADD CONSTRAINT "decision_program_id_fkey" FOREIGN KEY ("program_id") REFERENCES "program"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decision" ADD CONSTRAINT "decision_context_id_fkey" FOREIGN KEY ("context_id") REFERENCES "context"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decision" ADD CONSTRAINT "decision_review_of_fkey" FOREIGN KEY ("review_of") REFERENCES "decision"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decision" ADD CONSTRAINT "decision_preflight_id_fkey" FOREIGN KEY ("preflight_id") REFERENCES "preflight"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decision_revision" ADD CONSTRAINT "decision_revision_decision_id_fkey" FOREIGN KEY ("decision_id") REFERENCES "decision"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decision_lane" ADD CONSTRAINT "decision_lane_decision_id_fkey" FOREIGN KEY ("decision_id") REFERENCES "decision"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decision_lane" ADD CONSTRAINT "decision_lane_lane_id_fkey" FOREIGN KEY ("lane_id") REFERENCES "lane"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sign_off" ADD CONSTRAINT "sign_off_decision_id_fkey" FOREIGN KEY ("decision_id") REFERENCES "decision"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sign_off" ADD CONSTRAINT "sign_off_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sign_off" ADD CONSTRAINT "sign_off_decision_id_revision_fkey" FOREIGN KEY ("decision_id", "revision") REFERENCES "decision_revision"("decision_id", "revision") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "counted_sign_off" ADD CONSTRAINT "counted_sign_off_sign_off_id_fkey" FOREIGN KEY ("sign_off_id") REFERENCES "sign_off"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "counted_sign_off" ADD CONSTRAINT "counted_sign_off_decision_id_fkey" FOREIGN KEY ("decision_id") REFERENCES "decision"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "counted_sign_off" ADD CONSTRAINT "counted_sign_off_decision_id_revision_fkey" FOREIGN KEY ("decision_id", "revision") REFERENCES "decision_revision"("decision_id", "revision") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "preflight" ADD CONSTRAINT "preflight_decision_id_fkey" FOREIGN KEY ("decision_id") REFERENCES "decision"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evaluation" ADD CONSTRAINT "evaluation_preflight_id_fkey" FOREIGN KEY ("preflight_id") REFERENCES "preflight"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run" ADD CONSTRAINT "run_program_id_fkey" FOREIGN KEY ("program_id") REFERENCES "program"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run" ADD CONSTRAINT "run_context_id_fkey" FOREIGN KEY ("context_id") REFERENCES "context"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run_body" ADD CONSTRAINT "run_body_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run_cohort" ADD CONSTRAINT "run_cohort_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run_check" ADD CONSTRAINT "run_check_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pattern" ADD CONSTRAINT "pattern_program_id_fkey" FOREIGN KEY ("program_id") REFERENCES "program"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pattern" ADD CONSTRAINT "pattern_context_id_fkey" FOREIGN KEY ("context_id") REFERENCES "context"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pattern_run" ADD CONSTRAINT "pattern_run_pattern_id_fkey" FOREIGN KEY ("pattern_id") REFERENCES "pattern"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pattern_run" ADD CONSTRAINT "pattern_run_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "discrepancy" ADD CONSTRAINT "discrepancy_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "discrepancy" ADD CONSTRAINT "discrepancy_pattern_id_fkey" FOREIGN KEY ("pattern_id") REFERENCES "pattern"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attestation" ADD CONSTRAINT "attestation_context_id_fkey" FOREIGN KEY ("context_id") REFERENCES "context"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person_session" ADD CONSTRAINT "person_session_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_program_id_fkey" FOREIGN KEY ("program_id") REFERENCES "program"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_program_id_fkey" FOREIGN KEY ("program_id") REFERENCES "program"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger" ADD CONSTRAINT "ledger_program_id_fkey" FOREIGN KEY ("program_id") REFERENCES "program"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_ledger_id_fkey" FOREIGN KEY ("ledger_id") REFERENCES "ledger"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "member" ADD CONSTRAINT "member_program_id_fkey" FOREIGN KEY ("program_id") REFERENCES "program"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "member" ADD CONSTRAINT "member_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "policy_version" ADD CONSTRAINT "policy_version_program_id_fkey" FOREIGN KEY ("program_id") REFERENCES "program"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "system" ADD CONSTRAINT "system_program_id_fkey" FOREIGN KEY ("program_id") REFERENCES "program"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "retirement_item" ADD CONSTRAINT "retirement_item_program_id_fkey" FOREIGN KEY ("program_id") REFERENCES "program"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "retirement_item" ADD CONSTRAINT "retirement_item_context_id_fkey" FOREIGN KEY ("context_id") REFERENCES "context"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hold" ADD CONSTRAINT "hold_program_id_fkey" FOREIGN KEY ("program_id") REFERENCES "program"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hold" ADD CONSTRAINT "hold_context_id_fkey" FOREIGN KEY ("context_id") REFERENCES "context"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


