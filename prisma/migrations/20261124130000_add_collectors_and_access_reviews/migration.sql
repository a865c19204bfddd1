-- CreateEnum
CREATE TYPE "collector_run_state" AS ENUM ('running', 'succeeded', 'failed');

-- CreateEnum
CREATE TYPE "http_source_cadence" AS ENUM ('daily', 'weekly', 'monthly');

-- CreateEnum
CREATE TYPE "access_review_status" AS ENUM ('open', 'closing', 'closed');

-- CreateEnum
CREATE TYPE "access_decision" AS ENUM ('keep', 'remove', 'change');

-- CreateEnum
CREATE TYPE "access_outcome" AS ENUM ('kept', 'planned', 'waiting', 'done', 'left', 'conflict', 'exception');

-- CreateTable
CREATE TABLE "collector_run" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "collector_id" TEXT NOT NULL,
    "from_day" DATE NOT NULL,
    "to_day" DATE NOT NULL,
    "by_hand" BOOLEAN NOT NULL,
    "started_by_id" UUID,
    "state" "collector_run_state" NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "query" TEXT,
    "rows" INTEGER,
    "evidence_id" UUID,
    "error" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "collector_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "http_source" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "header_name" TEXT,
    "wrapped_secret" BYTEA,
    "json_path" TEXT NOT NULL,
    "cadence" "http_source_cadence" NOT NULL,
    "evidence_type" "evidence_type" NOT NULL,
    "control_ids" TEXT[],
    "active" BOOLEAN NOT NULL DEFAULT true,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "http_source_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "access_review" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "reference" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "owner_id" UUID NOT NULL,
    "status" "access_review_status" NOT NULL DEFAULT 'open',
    "due_on" DATE NOT NULL,
    "people" INTEGER NOT NULL,
    "population_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_by_id" UUID,
    "closed_at" TIMESTAMPTZ(3),
    "evidence_id" UUID,

    CONSTRAINT "access_review_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "access_review_subject" (
    "review_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "roles" "role"[],
    "department" TEXT,
    "manager_id" UUID,
    "last_sign_in_at" TIMESTAMPTZ(3),

    CONSTRAINT "access_review_subject_pkey" PRIMARY KEY ("review_id","person_id")
);

-- CreateTable
CREATE TABLE "access_review_item" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "review_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "role" "role" NOT NULL,
    "reviewer_id" UUID,
    "decision" "access_decision",
    "new_role" "role",
    "reason" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "outcome" "access_outcome",
    "approver_id" UUID,
    "executed_at" TIMESTAMPTZ(3),
    "found_roles" "role"[],

    CONSTRAINT "access_review_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "access_review_reminder" (
    "review_id" UUID NOT NULL,
    "reviewer_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "organization_id" UUID NOT NULL,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "access_review_reminder_pkey" PRIMARY KEY ("review_id","reviewer_id","kind")
);

-- CreateIndex
CREATE INDEX "collector_run_organization_id_collector_id_started_at_idx" ON "collector_run"("organization_id", "collector_id", "started_at" DESC);

-- CreateIndex
CREATE INDEX "http_source_organization_id_idx" ON "http_source"("organization_id");

-- CreateIndex
CREATE UNIQUE INDEX "access_review_organization_id_reference_key" ON "access_review"("organization_id", "reference");

-- CreateIndex
CREATE INDEX "access_review_subject_organization_id_person_id_idx" ON "access_review_subject"("organization_id", "person_id");

-- CreateIndex
CREATE INDEX "access_review_item_organization_id_reviewer_id_idx" ON "access_review_item"("organization_id", "reviewer_id");

-- CreateIndex
CREATE UNIQUE INDEX "access_review_item_review_id_person_id_role_key" ON "access_review_item"("review_id", "person_id", "role");

-- CreateIndex
CREATE INDEX "access_review_reminder_organization_id_idx" ON "access_review_reminder"("organization_id");

-- AddForeignKey
ALTER TABLE "access_review_subject" ADD CONSTRAINT "access_review_subject_review_id_fkey" FOREIGN KEY ("review_id") REFERENCES "access_review"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "access_review_item" ADD CONSTRAINT "access_review_item_review_id_fkey" FOREIGN KEY ("review_id") REFERENCES "access_review"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "access_review_item" ADD CONSTRAINT "access_review_item_review_id_person_id_fkey" FOREIGN KEY ("review_id", "person_id") REFERENCES "access_review_subject"("review_id", "person_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "access_review_reminder" ADD CONSTRAINT "access_review_reminder_review_id_fkey" FOREIGN KEY ("review_id") REFERENCES "access_review"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Collectors (audit.md E8) -------------------------------------------------------------------------------------------

call portal_protect('collector_run', 'select, insert, update (state, attempts, query, rows, evidence_id, error, finished_at)');
alter table collector_run add constraint evidence_when_succeeded check ((state = 'succeeded') = (evidence_id is not null));
alter table collector_run add constraint period_in_order check (from_day <= to_day);
-- A period is collected once by schedule; by hand as often as somebody asks.
create unique index collector_run_once_per_period on collector_run (organization_id, collector_id, from_day, to_day) where not by_hand;

create function collector_run_refuse_change() returns trigger language plpgsql as $$
begin
  if old.state = 'succeeded' then
    raise exception 'a run that made evidence is not changed' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger ended_is_ended before update on collector_run for each row execute function collector_run_refuse_change();

call portal_protect('http_source', 'select, insert, update (active, wrapped_secret)');

-- Access reviews -----------------------------------------------------------------------------------------------------

call portal_protect('access_review', 'select, insert, update (status, closed_by_id, closed_at, evidence_id)');
call portal_protect('access_review_subject', 'select, insert');
call portal_protect('access_review_item', 'select, insert, update (reviewer_id, decision, new_role, reason, decided_at, outcome, approver_id, executed_at, found_roles)');
call portal_protect('access_review_reminder', 'select, insert');

-- Nobody reviews their own access, and a second person stands behind every removal (platform.md section 1).
alter table access_review_item add constraint reviewer_is_not_the_person check (reviewer_id <> person_id);
alter table access_review_item add constraint approver_is_a_third check (approver_id <> person_id and approver_id <> reviewer_id);
alter table access_review_item add constraint decided_with_reason check (decision is null or (decided_at is not null and reviewer_id is not null and (decision = 'keep' or reason is not null)));
alter table access_review_item add constraint new_role_of_a_change check ((decision = 'change') is not distinct from (new_role is not null) or (decision is null and new_role is null));
alter table access_review_item add constraint carried_out_by_two check (outcome is distinct from 'done' or (approver_id is not null and executed_at is not null));

-- The frozen population is never changed, and a decision once taken stands.
create trigger frozen before update or delete on access_review_subject for each row execute function portal_refuse_change();
create trigger never_truncated before truncate on access_review_subject for each statement execute function portal_refuse_change();

create function access_review_item_refuse_change() returns trigger language plpgsql as $$
begin
  if old.decision is not null and (new.decision, new.new_role, new.reason, new.decided_at, new.reviewer_id)
    is distinct from (old.decision, old.new_role, old.reason, old.decided_at, old.reviewer_id) then
    raise exception 'a decision once taken is not changed' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger decided_once before update on access_review_item for each row execute function access_review_item_refuse_change();

create function access_review_refuse_reopening() returns trigger language plpgsql as $$
begin
  if old.status = 'closed' or (old.status = 'closing' and new.status = 'open') then
    raise exception 'a closed campaign is not opened again' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger closed_is_closed before update on access_review for each row execute function access_review_refuse_reopening();
