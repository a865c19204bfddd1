-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "audit_event_type" AS ENUM ('user_access', 'data_access', 'system_change', 'security_event', 'compliance_control', 'policy_change', 'incident_response', 'backup_operation', 'configuration_change', 'privileged_access', 'evidence_collection', 'privacy_request', 'consent', 'support_ticket', 'training', 'report');

-- CreateEnum
CREATE TYPE "outcome" AS ENUM ('success', 'failure', 'denied');

-- CreateEnum
CREATE TYPE "crud" AS ENUM ('create', 'read', 'update', 'delete');

-- CreateEnum
CREATE TYPE "risk_level" AS ENUM ('low', 'medium', 'high', 'critical');

-- CreateEnum
CREATE TYPE "retention_class" AS ENUM ('seven_years', 'six_years', 'three_years', 'one_year', 'six_months', 'ninety_days');

-- CreateEnum
CREATE TYPE "evidence_type" AS ENUM ('system_log', 'user_activity', 'access_review', 'control_test', 'vulnerability_scan', 'backup_verification', 'incident_documentation', 'policy_documentation', 'training_record', 'risk_assessment');

-- CreateEnum
CREATE TYPE "evidence_status" AS ENUM ('draft', 'submitted', 'approved', 'rejected', 'superseded', 'disposed');

-- CreateEnum
CREATE TYPE "integrity_state" AS ENUM ('verified', 'unchecked', 'failed', 'missing', 'unreadable');

-- CreateEnum
CREATE TYPE "role" AS ENUM ('employee', 'customer', 'support_agent', 'support_manager', 'privacy_officer', 'compliance_officer', 'policy_author', 'policy_approver', 'executive', 'auditor', 'admin');

-- CreateTable
CREATE TABLE "audit_log" (
    "id" UUID NOT NULL,
    "organization_id" UUID,
    "origin" TEXT NOT NULL,
    "vkey" TEXT NOT NULL,
    "wrapped_signer" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "closed_reason" TEXT,
    "successor_of_id" UUID,

    CONSTRAINT "audit_log_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "id" UUID NOT NULL,
    "log_id" UUID NOT NULL,
    "organization_id" UUID,
    "leaf" BYTEA NOT NULL,
    "type" "audit_event_type" NOT NULL,
    "action" TEXT NOT NULL,
    "crud" "crud" NOT NULL,
    "outcome" "outcome" NOT NULL,
    "risk_level" "risk_level" NOT NULL,
    "retention_class" "retention_class" NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT,
    "actor_name" TEXT,
    "resource_type" TEXT NOT NULL,
    "resource_id" TEXT,
    "resource_label" TEXT,
    "control_ids" TEXT[],
    "ip" TEXT,
    "session_id" TEXT,
    "request_id" TEXT,
    "correlation_id" TEXT,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_pending" (
    "position" BIGSERIAL NOT NULL,
    "event_id" UUID NOT NULL,
    "log_id" UUID NOT NULL,
    "organization_id" UUID,

    CONSTRAINT "audit_pending_pkey" PRIMARY KEY ("position")
);

-- CreateTable
CREATE TABLE "audit_leaf" (
    "log_id" UUID NOT NULL,
    "index" BIGINT NOT NULL,
    "event_id" UUID NOT NULL,
    "leaf_hash" BYTEA NOT NULL,
    "organization_id" UUID,

    CONSTRAINT "audit_leaf_pkey" PRIMARY KEY ("log_id","index")
);

-- CreateTable
CREATE TABLE "audit_tile" (
    "log_id" UUID NOT NULL,
    "level" INTEGER NOT NULL,
    "index" BIGINT NOT NULL,
    "organization_id" UUID,
    "hashes" BYTEA NOT NULL,

    CONSTRAINT "audit_tile_pkey" PRIMARY KEY ("log_id","level","index")
);

-- CreateTable
CREATE TABLE "audit_checkpoint" (
    "log_id" UUID NOT NULL,
    "size" BIGINT NOT NULL,
    "organization_id" UUID,
    "root" BYTEA NOT NULL,
    "note" TEXT NOT NULL,
    "signed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "audit_checkpoint_pkey" PRIMARY KEY ("log_id","size")
);

-- CreateTable
CREATE TABLE "audit_detail" (
    "event_id" UUID NOT NULL,
    "organization_id" UUID,
    "sha256" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "audit_detail_pkey" PRIMARY KEY ("event_id")
);

-- CreateTable
CREATE TABLE "subject_key" (
    "id" UUID NOT NULL,
    "organization_id" UUID,
    "subject" TEXT NOT NULL,
    "retention_class" "retention_class" NOT NULL,
    "month" TEXT NOT NULL,
    "wrapped_key" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "destroyed_at" TIMESTAMPTZ(3),

    CONSTRAINT "subject_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "evidence" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "reference" TEXT NOT NULL,
    "type" "evidence_type" NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "source_system" TEXT NOT NULL,
    "collector_id" TEXT NOT NULL,
    "effective_from" DATE NOT NULL,
    "effective_to" DATE NOT NULL,
    "control_ids" TEXT[],
    "status" "evidence_status" NOT NULL DEFAULT 'draft',
    "approver_id" UUID,
    "retention_class" "retention_class" NOT NULL,
    "retain_until" DATE NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "evidence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "evidence_version" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "evidence_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "object_id" UUID NOT NULL,
    "file_name" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "size" BIGINT NOT NULL,
    "sha256" TEXT NOT NULL,
    "collected_at" TIMESTAMPTZ(3) NOT NULL,
    "integrity" "integrity_state" NOT NULL DEFAULT 'unchecked',
    "verified_at" TIMESTAMPTZ(3),

    CONSTRAINT "evidence_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "organization" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "country" TEXT NOT NULL,
    "regulation" TEXT NOT NULL DEFAULT 'gdpr',
    "supervisory_authority" TEXT NOT NULL,
    "privacy_contact" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "organization_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "locale" TEXT NOT NULL DEFAULT 'en-GB',
    "active" BOOLEAN NOT NULL DEFAULT true,
    "session_version" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "credential" (
    "person_id" UUID NOT NULL,
    "password_hash" TEXT NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "credential_pkey" PRIMARY KEY ("person_id")
);

-- CreateTable
CREATE TABLE "membership" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "roles" "role"[],
    "external_id" TEXT,
    "department" TEXT,
    "location" TEXT,
    "manager_id" UUID,
    "company" TEXT,
    "support_tier" TEXT,
    "employment_kind" TEXT,
    "start_date" DATE,
    "end_date" DATE,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "session_version" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "ip" TEXT,
    "user_agent" TEXT,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_key" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "permissions" TEXT[],
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotency_record" (
    "organization_id" UUID NOT NULL,
    "actor_id" TEXT NOT NULL,
    "operation" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "request_hash" TEXT NOT NULL,
    "response" JSONB NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "idempotency_record_pkey" PRIMARY KEY ("organization_id","actor_id","operation","key")
);

-- CreateTable
CREATE TABLE "outbox_event" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "outbox_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mail_message" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "error" TEXT,

    CONSTRAINT "mail_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reference_counter" (
    "organization_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "value" INTEGER NOT NULL,

    CONSTRAINT "reference_counter_pkey" PRIMARY KEY ("organization_id","kind","year")
);

-- CreateTable
CREATE TABLE "stored_object" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "storage_key" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "size" BIGINT NOT NULL,
    "sha256" TEXT NOT NULL,
    "wrapped_key" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "destroyed_at" TIMESTAMPTZ(3),

    CONSTRAINT "stored_object_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "access_link" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "resource_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "uses_left" INTEGER,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "access_link_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "audit_log_origin_key" ON "audit_log"("origin");

-- CreateIndex
CREATE INDEX "audit_log_organization_id_idx" ON "audit_log"("organization_id");

-- CreateIndex
CREATE INDEX "audit_event_organization_id_recorded_at_id_idx" ON "audit_event"("organization_id", "recorded_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "audit_event_organization_id_action_recorded_at_idx" ON "audit_event"("organization_id", "action", "recorded_at" DESC);

-- CreateIndex
CREATE INDEX "audit_event_organization_id_resource_type_resource_id_idx" ON "audit_event"("organization_id", "resource_type", "resource_id");

-- CreateIndex
CREATE INDEX "audit_event_organization_id_actor_id_recorded_at_idx" ON "audit_event"("organization_id", "actor_id", "recorded_at" DESC);

-- CreateIndex
CREATE INDEX "audit_event_organization_id_request_id_idx" ON "audit_event"("organization_id", "request_id");

-- CreateIndex
CREATE UNIQUE INDEX "audit_pending_event_id_key" ON "audit_pending"("event_id");

-- CreateIndex
CREATE INDEX "audit_pending_log_id_position_idx" ON "audit_pending"("log_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "audit_leaf_event_id_key" ON "audit_leaf"("event_id");

-- CreateIndex
CREATE INDEX "subject_key_organization_id_subject_idx" ON "subject_key"("organization_id", "subject");

-- CreateIndex
CREATE INDEX "evidence_organization_id_created_at_idx" ON "evidence"("organization_id", "created_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "evidence_organization_id_reference_key" ON "evidence"("organization_id", "reference");

-- CreateIndex
CREATE INDEX "evidence_version_organization_id_idx" ON "evidence_version"("organization_id");

-- CreateIndex
CREATE UNIQUE INDEX "evidence_version_evidence_id_number_key" ON "evidence_version"("evidence_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "organization_slug_key" ON "organization"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "person_email_key" ON "person"("email");

-- CreateIndex
CREATE UNIQUE INDEX "membership_organization_id_person_id_key" ON "membership"("organization_id", "person_id");

-- CreateIndex
CREATE UNIQUE INDEX "membership_organization_id_external_id_key" ON "membership"("organization_id", "external_id");

-- CreateIndex
CREATE INDEX "session_person_id_idx" ON "session"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_hash_key" ON "api_key"("hash");

-- CreateIndex
CREATE INDEX "api_key_organization_id_idx" ON "api_key"("organization_id");

-- CreateIndex
CREATE INDEX "idempotency_record_expires_at_idx" ON "idempotency_record"("expires_at");

-- CreateIndex
CREATE INDEX "mail_message_organization_id_created_at_idx" ON "mail_message"("organization_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "stored_object_storage_key_key" ON "stored_object"("storage_key");

-- CreateIndex
CREATE INDEX "stored_object_organization_id_idx" ON "stored_object"("organization_id");

-- CreateIndex
CREATE UNIQUE INDEX "access_link_token_hash_key" ON "access_link"("token_hash");

-- CreateIndex
CREATE INDEX "access_link_organization_id_resource_id_idx" ON "access_link"("organization_id", "resource_id");

-- AddForeignKey
ALTER TABLE "evidence_version" ADD CONSTRAINT "evidence_version_evidence_id_fkey" FOREIGN KEY ("evidence_id") REFERENCES "evidence"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
