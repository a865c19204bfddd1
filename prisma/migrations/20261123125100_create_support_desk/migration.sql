-- CreateEnum
CREATE TYPE "ticket_priority" AS ENUM ('emergency', 'high', 'medium', 'low');

-- CreateEnum
CREATE TYPE "ticket_status" AS ENUM ('open', 'assigned', 'in_progress', 'waiting_customer', 'escalated', 'resolved', 'closed');

-- CreateEnum
CREATE TYPE "ticket_category" AS ENUM ('technical_issue', 'account_access', 'billing_inquiry', 'feature_request', 'integration_support', 'security_concern', 'compliance_question', 'data_request', 'bug_report', 'general_inquiry');

-- CreateEnum
CREATE TYPE "support_tier" AS ENUM ('enterprise', 'professional', 'standard', 'community');

-- CreateEnum
CREATE TYPE "escalation_reason" AS ENUM ('sla_breach', 'customer_request', 'technical_complexity', 'security_concern', 'compliance_issue', 'management_request');

-- CreateEnum
CREATE TYPE "ticket_channel" AS ENUM ('portal', 'email', 'api', 'phone');

-- CreateEnum
CREATE TYPE "sla_metric" AS ENUM ('first_response', 'next_response', 'resolution');

-- CreateEnum
CREATE TYPE "message_kind" AS ENUM ('public', 'internal', 'system');

-- CreateEnum
CREATE TYPE "message_side" AS ENUM ('customer', 'desk', 'machine');

-- CreateEnum
CREATE TYPE "ticket_outcome" AS ENUM ('solved', 'duplicate', 'spam', 'withdrawn');

-- CreateEnum
CREATE TYPE "pause_kind" AS ENUM ('waiting_customer', 'resolved');

-- CreateEnum
CREATE TYPE "sla_level" AS ENUM ('warning', 'breach');

-- CreateTable
CREATE TABLE "sla_calendar_version" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "calendar_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "hours" JSONB NOT NULL,
    "holidays" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by_id" TEXT,

    CONSTRAINT "sla_calendar_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sla_policy_version" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "policy_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "is_default" BOOLEAN NOT NULL,
    "active" BOOLEAN NOT NULL,
    "match" JSONB NOT NULL,
    "targets" JSONB NOT NULL,
    "calendar_version_id" UUID NOT NULL,
    "emergency_calendar_version_id" UUID NOT NULL,
    "pauses_first_response" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by_id" TEXT,

    CONSTRAINT "sla_policy_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ticket" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "reference" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "title" TEXT NOT NULL,
    "requester_id" UUID NOT NULL,
    "company" TEXT,
    "tier" "support_tier" NOT NULL,
    "category" "ticket_category" NOT NULL,
    "priority" "ticket_priority" NOT NULL,
    "priority_reason" TEXT,
    "emergency_requested_at" TIMESTAMPTZ(3),
    "status" "ticket_status" NOT NULL,
    "channel" "ticket_channel" NOT NULL,
    "assignee_id" UUID,
    "escalation_reason" "escalation_reason",
    "outcome" "ticket_outcome",
    "policy_version_id" UUID,
    "calendar_version_id" UUID,
    "follow_up_of_id" UUID,
    "first_responded_at" TIMESTAMPTZ(3),
    "unanswered_since" TIMESTAMPTZ(3),
    "urgent_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "resolved_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "ticket_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ticket_message" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "ticket_id" UUID NOT NULL,
    "kind" "message_kind" NOT NULL,
    "side" "message_side" NOT NULL,
    "author_id" TEXT NOT NULL,
    "about_person_id" UUID,
    "body" TEXT NOT NULL,
    "ticket_version" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "erased_at" TIMESTAMPTZ(3),

    CONSTRAINT "ticket_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sla_clock" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "ticket_id" UUID NOT NULL,
    "metric" "sla_metric" NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "target_seconds" INTEGER NOT NULL,
    "count_from" TIMESTAMPTZ(3) NOT NULL,
    "count_seconds" INTEGER NOT NULL,
    "due_at" TIMESTAMPTZ(3),
    "warn_at" TIMESTAMPTZ(3),
    "original_due_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "breached_at" TIMESTAMPTZ(3),
    "detected_at" TIMESTAMPTZ(3),
    "warned_at" TIMESTAMPTZ(3),
    "rebased_at" TIMESTAMPTZ(3),
    "relaxed" INTEGER NOT NULL DEFAULT 0,
    "voided_at" TIMESTAMPTZ(3),
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sla_clock_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sla_pause" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "ticket_id" UUID NOT NULL,
    "kind" "pause_kind" NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "sla_pause_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sla_notice" (
    "clock_id" UUID NOT NULL,
    "level" "sla_level" NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "organization_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sla_notice_pkey" PRIMARY KEY ("clock_id","level","due_at")
);

-- CreateIndex
CREATE UNIQUE INDEX "sla_calendar_version_organization_id_calendar_id_version_key" ON "sla_calendar_version"("organization_id", "calendar_id", "version");

-- CreateIndex
CREATE UNIQUE INDEX "sla_policy_version_organization_id_policy_id_version_key" ON "sla_policy_version"("organization_id", "policy_id", "version");

-- CreateIndex
CREATE INDEX "ticket_organization_id_requester_id_id_idx" ON "ticket"("organization_id", "requester_id", "id");

-- CreateIndex
CREATE INDEX "ticket_organization_id_status_urgent_at_id_idx" ON "ticket"("organization_id", "status", "urgent_at", "id");

-- CreateIndex
CREATE INDEX "ticket_organization_id_assignee_id_urgent_at_idx" ON "ticket"("organization_id", "assignee_id", "urgent_at");

-- CreateIndex
CREATE UNIQUE INDEX "ticket_organization_id_reference_key" ON "ticket"("organization_id", "reference");

-- CreateIndex
CREATE INDEX "ticket_message_ticket_id_id_idx" ON "ticket_message"("ticket_id", "id");

-- CreateIndex
CREATE INDEX "ticket_message_organization_id_author_id_idx" ON "ticket_message"("organization_id", "author_id");

-- CreateIndex
CREATE INDEX "sla_clock_ticket_id_metric_idx" ON "sla_clock"("ticket_id", "metric");

-- CreateIndex
CREATE INDEX "sla_pause_ticket_id_started_at_idx" ON "sla_pause"("ticket_id", "started_at");

-- AddForeignKey
ALTER TABLE "sla_policy_version" ADD CONSTRAINT "sla_policy_version_calendar_version_id_fkey" FOREIGN KEY ("calendar_version_id") REFERENCES "sla_calendar_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sla_policy_version" ADD CONSTRAINT "sla_policy_version_emergency_calendar_version_id_fkey" FOREIGN KEY ("emergency_calendar_version_id") REFERENCES "sla_calendar_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket" ADD CONSTRAINT "ticket_policy_version_id_fkey" FOREIGN KEY ("policy_version_id") REFERENCES "sla_policy_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket" ADD CONSTRAINT "ticket_calendar_version_id_fkey" FOREIGN KEY ("calendar_version_id") REFERENCES "sla_calendar_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket" ADD CONSTRAINT "ticket_follow_up_of_id_fkey" FOREIGN KEY ("follow_up_of_id") REFERENCES "ticket"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket_message" ADD CONSTRAINT "ticket_message_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sla_clock" ADD CONSTRAINT "sla_clock_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sla_pause" ADD CONSTRAINT "sla_pause_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sla_notice" ADD CONSTRAINT "sla_notice_clock_id_fkey" FOREIGN KEY ("clock_id") REFERENCES "sla_clock"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Who may do what to these rows ---------------------------------------------------------------------------------------

call portal_protect('sla_calendar_version', 'select, insert');
call portal_protect('sla_policy_version', 'select, insert');
call portal_protect('ticket', 'select, insert, update');
call portal_protect('ticket_message', 'select, insert, update (body, erased_at)');
call portal_protect('sla_clock', 'select, insert, update');
call portal_protect('sla_pause', 'select, insert, update (ended_at)');
call portal_protect('sla_notice', 'select, insert');

-- What a ticket was judged by stays as it was (S7).
create trigger immutable before update or delete on sla_calendar_version for each row execute function portal_refuse_change();
create trigger never_truncated before truncate on sla_calendar_version for each statement execute function portal_refuse_change();
create trigger immutable before update or delete on sla_policy_version for each row execute function portal_refuse_change();
create trigger never_truncated before truncate on sla_policy_version for each statement execute function portal_refuse_change();
create trigger immutable before update or delete on sla_notice for each row execute function portal_refuse_change();

-- Two pauses of a kind at once would count time twice.
create unique index sla_pause_one_open on sla_pause (ticket_id, kind) where ended_at is null;
alter table sla_pause add constraint sla_pause_in_order check (ended_at is null or ended_at >= started_at);

-- One first response and one resolution per ticket; one unanswered exchange at a time (S14).
create unique index sla_clock_one_per_ticket on sla_clock (ticket_id, metric) where metric <> 'next_response';
create unique index sla_clock_one_exchange on sla_clock (ticket_id) where metric = 'next_response' and ended_at is null;

-- The sweep reads these two and nothing else, so that its cost follows what is due and not what is open.
create index sla_clock_due on sla_clock (organization_id, due_at) where ended_at is null and voided_at is null and breached_at is null;
create index sla_clock_warn on sla_clock (organization_id, warn_at) where ended_at is null and voided_at is null and breached_at is null and warned_at is null;
-- The figures of a period count decided clocks.
create index sla_clock_breached on sla_clock (organization_id, breached_at) where breached_at is not null;
create index sla_clock_ended on sla_clock (organization_id, ended_at) where ended_at is not null;
-- The queue: open tickets by urgency.
create index ticket_urgent on ticket (organization_id, urgent_at, id) where status not in ('resolved', 'closed');
create index ticket_unassigned on ticket (organization_id, urgent_at, id) where assignee_id is null and status not in ('resolved', 'closed');
create index ticket_resolved on ticket (organization_id, resolved_at) where status = 'resolved';

-- Targets are above zero (S6); a breach happened at due and is found later, never earlier (S15); an end after due is a breach.
alter table sla_clock
  add constraint sla_clock_target check (target_seconds > 0 and count_seconds > 0),
  add constraint sla_clock_breach_at_due check (breached_at is null or breached_at = due_at),
  add constraint sla_clock_detected check ((breached_at is null) = (detected_at is null) and (detected_at is null or detected_at >= breached_at)),
  add constraint sla_clock_late_is_breach check (ended_at is null or due_at is null or ended_at <= due_at or breached_at is not null);

-- A breach is permanent, whoever writes (S16), and a due time that has passed cannot be moved away before the breach is recorded.
create function sla_clock_keep_breach() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'DELETE on sla_clock is refused: a clock stays with its ticket' using errcode = 'insufficient_privilege';
  end if;
  if new.id <> old.id or new.organization_id <> old.organization_id or new.ticket_id <> old.ticket_id or new.metric <> old.metric
    or new.started_at <> old.started_at or new.original_due_at <> old.original_due_at then
    raise exception 'the start and the original due time of a clock never change' using errcode = 'insufficient_privilege';
  end if;
  if old.breached_at is not null and (new.breached_at is distinct from old.breached_at or new.detected_at is distinct from old.detected_at
    or new.due_at is distinct from old.due_at or new.target_seconds <> old.target_seconds or new.voided_at is distinct from old.voided_at) then
    raise exception 'a breach is permanent: % of %', old.metric, old.breached_at using errcode = 'insufficient_privilege';
  end if;
  if old.breached_at is null and new.breached_at is null and old.ended_at is null and old.voided_at is null and old.due_at < new.changed_at
    and (new.due_at is distinct from old.due_at or new.voided_at is not null) then
    raise exception 'the due time % has passed: the breach is recorded first', old.due_at using errcode = 'insufficient_privilege';
  end if;
  if new.changed_at < old.changed_at then
    raise exception 'the last change of a clock cannot move back' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;

create trigger breach_is_permanent before update or delete on sla_clock for each row execute function sla_clock_keep_breach();
create trigger never_truncated before truncate on sla_clock for each statement execute function portal_refuse_change();

-- What was said stays said; only an erasure empties a body.
create function ticket_message_keep() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (to_jsonb(new) - '{body,erased_at}'::text[]) = (to_jsonb(old) - '{body,erased_at}'::text[])
    and old.erased_at is null and new.erased_at is not null and new.body = '' then
    return new;
  end if;
  raise exception '% on ticket_message is refused: what was said stays', tg_op using errcode = 'insufficient_privilege';
end $$;

create trigger append_only before update or delete on ticket_message for each row execute function ticket_message_keep();
create trigger never_truncated before truncate on ticket_message for each statement execute function portal_refuse_change();
