-- CreateEnum
CREATE TYPE "regulation" AS ENUM ('gdpr', 'uk_gdpr', 'ccpa');

-- CreateEnum
CREATE TYPE "request_kind" AS ENUM ('access', 'rectification', 'erasure', 'restriction', 'portability', 'objection', 'automated_decision', 'consent_withdrawal', 'know_categories', 'know_specific', 'delete', 'correct', 'opt_out', 'limit', 'admt_access', 'admt_opt_out');

-- CreateEnum
CREATE TYPE "request_status" AS ENUM ('received', 'identity_pending', 'in_review', 'clarification_pending', 'approved', 'executing', 'on_hold', 'failed', 'awaiting_delivery', 'fulfilled', 'partially_fulfilled', 'refused', 'withdrawn', 'closed_unverified', 'duplicate');

-- CreateEnum
CREATE TYPE "request_channel" AS ENUM ('web', 'email', 'phone', 'letter', 'in_person', 'api', 'agent');

-- CreateEnum
CREATE TYPE "verification_level" AS ENUM ('L0', 'L1', 'L2', 'L3');

-- CreateEnum
CREATE TYPE "refusal_code" AS ENUM ('identity_not_proven', 'manifestly_unfounded', 'manifestly_excessive', 'expression', 'legal_obligation', 'public_interest', 'public_health', 'archiving', 'legal_claims', 'third_party_rights', 'confidentiality');

-- CreateEnum
CREATE TYPE "decision_outcome" AS ENUM ('approve', 'refuse');

-- CreateEnum
CREATE TYPE "decision_state" AS ENUM ('prepared', 'confirmed', 'returned');

-- CreateEnum
CREATE TYPE "request_task_state" AS ENUM ('pending', 'done', 'failed');

-- CreateTable
CREATE TABLE "data_subject_request" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "reference" TEXT NOT NULL,
    "kind" "request_kind" NOT NULL,
    "regulation" "regulation" NOT NULL,
    "channel" "request_channel" NOT NULL,
    "status" "request_status" NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "entered_by_id" UUID,
    "subject_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "statement" TEXT,
    "person_id" UUID,
    "level" "verification_level" NOT NULL DEFAULT 'L0',
    "verified_at" TIMESTAMPTZ(3),
    "no_doubt_reason" TEXT,
    "holiday_table" TEXT NOT NULL,
    "extended_months" INTEGER NOT NULL DEFAULT 0,
    "extension_reason" TEXT,
    "base_date" DATE NOT NULL,
    "raw_due_date" DATE NOT NULL,
    "due_date" DATE NOT NULL,
    "ends_at" TIMESTAMPTZ(3),
    "linked_to_id" UUID,
    "approved_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "data_subject_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "request_pause" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "from_date" DATE NOT NULL,
    "to_date" DATE,

    CONSTRAINT "request_pause_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "request_code" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "package_id" UUID,
    "code_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "tries_left" INTEGER NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "request_code_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "request_decision" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "outcome" "decision_outcome" NOT NULL,
    "state" "decision_state" NOT NULL,
    "code" "refusal_code",
    "narrative" TEXT,
    "letter" TEXT,
    "mail_id" UUID,
    "prepared_by_id" UUID NOT NULL,
    "prepared_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "return_reason" TEXT,

    CONSTRAINT "request_decision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "request_task" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "source_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "state" "request_task_state" NOT NULL,
    "collections" JSONB NOT NULL DEFAULT '[]',
    "rows" INTEGER NOT NULL DEFAULT 0,
    "object_id" UUID,
    "problem" TEXT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "request_task_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "request_package" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "object_id" UUID NOT NULL,
    "manifest" JSONB NOT NULL,
    "built_at" TIMESTAMPTZ(3) NOT NULL,
    "published_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "mail_id" UUID,
    "downloads" INTEGER NOT NULL DEFAULT 0,
    "ended_at" TIMESTAMPTZ(3),
    "ended_reason" TEXT,

    CONSTRAINT "request_package_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "request_reminder" (
    "organization_id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "request_reminder_pkey" PRIMARY KEY ("request_id","kind")
);

-- CreateIndex
CREATE INDEX "data_subject_request_organization_id_status_due_date_idx" ON "data_subject_request"("organization_id", "status", "due_date");

-- CreateIndex
CREATE INDEX "data_subject_request_organization_id_due_date_id_idx" ON "data_subject_request"("organization_id", "due_date", "id");

-- CreateIndex
CREATE INDEX "data_subject_request_organization_id_email_idx" ON "data_subject_request"("organization_id", "email");

-- CreateIndex
CREATE INDEX "data_subject_request_organization_id_person_id_idx" ON "data_subject_request"("organization_id", "person_id");

-- CreateIndex
CREATE UNIQUE INDEX "data_subject_request_organization_id_reference_key" ON "data_subject_request"("organization_id", "reference");

-- CreateIndex
CREATE INDEX "request_pause_organization_id_request_id_idx" ON "request_pause"("organization_id", "request_id");

-- CreateIndex
CREATE INDEX "request_code_organization_id_request_id_created_at_idx" ON "request_code"("organization_id", "request_id", "created_at");

-- CreateIndex
CREATE INDEX "request_decision_organization_id_request_id_idx" ON "request_decision"("organization_id", "request_id");

-- CreateIndex
CREATE INDEX "request_task_organization_id_request_id_idx" ON "request_task"("organization_id", "request_id");

-- CreateIndex
CREATE UNIQUE INDEX "request_task_request_id_source_id_key" ON "request_task"("request_id", "source_id");

-- CreateIndex
CREATE INDEX "request_package_organization_id_request_id_idx" ON "request_package"("organization_id", "request_id");

-- CreateIndex
CREATE INDEX "request_package_organization_id_expires_at_idx" ON "request_package"("organization_id", "expires_at");

-- CreateIndex
CREATE INDEX "request_reminder_organization_id_idx" ON "request_reminder"("organization_id");

-- AddForeignKey
ALTER TABLE "request_pause" ADD CONSTRAINT "request_pause_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "data_subject_request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request_code" ADD CONSTRAINT "request_code_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "data_subject_request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request_decision" ADD CONSTRAINT "request_decision_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "data_subject_request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request_task" ADD CONSTRAINT "request_task_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "data_subject_request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request_package" ADD CONSTRAINT "request_package_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "data_subject_request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request_reminder" ADD CONSTRAINT "request_reminder_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "data_subject_request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


call portal_protect('data_subject_request', 'select, insert, update (status, person_id, level, verified_at, no_doubt_reason, extended_months, extension_reason, base_date, raw_due_date, due_date, ends_at, linked_to_id, approved_at, closed_at)');
call portal_protect('request_pause', 'select, insert, update (to_date)');
call portal_protect('request_code', 'select, insert, update (tries_left, used_at)');
call portal_protect('request_decision', 'select, insert, update (state, letter, mail_id, decided_by_id, decided_at, return_reason)');
call portal_protect('request_task', 'select, insert, update (state, collections, rows, object_id, problem, updated_at)');
call portal_protect('request_package', 'select, insert, update (published_at, expires_at, mail_id, downloads, ended_at, ended_reason)');
call portal_protect('request_reminder', 'select, insert');

-- Receipt may be entered late, never ahead (C1).
alter table data_subject_request add constraint received_not_in_the_future check (received_at <= created_at);
alter table request_code add constraint tries_never_negative check (tries_left >= 0);

-- One decision waits for its second person at a time; one package is on offer at a time.
create unique index request_decision_one_prepared on request_decision (request_id) where state = 'prepared';
create unique index request_package_one_offered on request_package (request_id) where published_at is not null and ended_at is null;
create unique index request_pause_one_open on request_pause (request_id, reason) where to_date is null;

-- Nobody confirms what they prepared (C9), and a decision once taken stands.
alter table request_decision add constraint four_eyes check (outcome <> 'refuse' or state <> 'confirmed' or decided_by_id <> prepared_by_id);
create function request_decision_refuse_change() returns trigger language plpgsql as $$
begin
  if old.state <> 'prepared' then
    raise exception 'a decision once taken is not changed' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger taken_once before update on request_decision for each row execute function request_decision_refuse_change();

-- Final states are immutable (C15); a re-opening is a linked request with a clock of its own.
create function request_refuse_reopening() returns trigger language plpgsql as $$
begin
  if new.status <> old.status and old.status in ('fulfilled', 'partially_fulfilled', 'refused', 'withdrawn', 'closed_unverified', 'duplicate') then
    raise exception 'a closed request is not opened again' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger closed_is_closed before update on data_subject_request for each row execute function request_refuse_reopening();
