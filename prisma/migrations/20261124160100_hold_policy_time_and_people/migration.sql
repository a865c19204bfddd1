-- CreateEnum
CREATE TYPE "policy_exemption_kind" AS ENUM ('exemption', 'exception');

-- CreateEnum
CREATE TYPE "policy_exemption_status" AS ENUM ('requested', 'approved', 'refused', 'expired', 'ended');

-- DropIndex
DROP INDEX "policy_acknowledgement_version_id_person_id_key";

-- DropIndex
DROP INDEX "policy_assignment_version_id_person_id_key";

-- AlterTable
ALTER TABLE "policy_acknowledgement" ADD COLUMN     "round" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "policy_assignment" ADD COLUMN     "attendance_id" UUID,
ADD COLUMN     "current" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "link_opened_at" TIMESTAMPTZ(3),
ADD COLUMN     "round" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "policy_version" ADD COLUMN     "emergency_confirmed_at" TIMESTAMPTZ(3),
ADD COLUMN     "emergency_confirmed_by_id" UUID,
ADD COLUMN     "emergency_lapsed_at" TIMESTAMPTZ(3),
ADD COLUMN     "emergency_reason" TEXT,
ADD COLUMN     "emergency_until" TIMESTAMPTZ(3),
ADD COLUMN     "in_force_at" TIMESTAMPTZ(3),
ADD COLUMN     "replaced_id" UUID,
ADD COLUMN     "retire_reason" TEXT,
ADD COLUMN     "retired_at" TIMESTAMPTZ(3),
ADD COLUMN     "retired_by_id" UUID;

-- CreateTable
CREATE TABLE "policy_group" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "policy_group_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "policy_group_member" (
    "group_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "policy_group_member_pkey" PRIMARY KEY ("group_id","person_id")
);

-- CreateTable
CREATE TABLE "policy_exemption" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "reference" TEXT NOT NULL,
    "policy_id" UUID NOT NULL,
    "kind" "policy_exemption_kind" NOT NULL,
    "person_id" UUID,
    "scope" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "compensating_measure" TEXT NOT NULL,
    "status" "policy_exemption_status" NOT NULL DEFAULT 'requested',
    "requester_id" UUID NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_on" DATE NOT NULL,
    "approver_id" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "decision_comment" TEXT,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "policy_exemption_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "policy_attendance" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "held_on" DATE NOT NULL,
    "manager_id" UUID NOT NULL,
    "note" TEXT NOT NULL,
    "attachment_id" UUID,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "policy_attendance_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "policy_review" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "policy_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "reviewer_id" UUID NOT NULL,
    "note" TEXT NOT NULL,
    "reviewed_on" DATE NOT NULL,
    "next_review_date" DATE NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "policy_review_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "policy_notice" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "recipient_id" UUID NOT NULL,
    "object" TEXT NOT NULL,
    "mail_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "policy_notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "policy_reminder" (
    "assignment_id" UUID NOT NULL,
    "stage" TEXT NOT NULL,
    "organization_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "sent_on" DATE NOT NULL,

    CONSTRAINT "policy_reminder_pkey" PRIMARY KEY ("assignment_id","stage")
);

-- CreateTable
CREATE TABLE "policy_mail_link" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "assignment_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "policy_mail_link_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "policy_group_organization_id_name_key" ON "policy_group"("organization_id", "name");

-- CreateIndex
CREATE INDEX "policy_group_member_organization_id_person_id_idx" ON "policy_group_member"("organization_id", "person_id");

-- CreateIndex
CREATE INDEX "policy_exemption_policy_id_person_id_idx" ON "policy_exemption"("policy_id", "person_id");

-- CreateIndex
CREATE INDEX "policy_exemption_organization_id_status_expires_on_idx" ON "policy_exemption"("organization_id", "status", "expires_on");

-- CreateIndex
CREATE UNIQUE INDEX "policy_exemption_organization_id_reference_key" ON "policy_exemption"("organization_id", "reference");

-- CreateIndex
CREATE INDEX "policy_attendance_organization_id_version_id_idx" ON "policy_attendance"("organization_id", "version_id");

-- CreateIndex
CREATE INDEX "policy_review_organization_id_policy_id_idx" ON "policy_review"("organization_id", "policy_id");

-- CreateIndex
CREATE UNIQUE INDEX "policy_notice_organization_id_kind_recipient_id_object_key" ON "policy_notice"("organization_id", "kind", "recipient_id", "object");

-- CreateIndex
CREATE INDEX "policy_reminder_organization_id_version_id_idx" ON "policy_reminder"("organization_id", "version_id");

-- CreateIndex
CREATE UNIQUE INDEX "policy_mail_link_token_hash_key" ON "policy_mail_link"("token_hash");

-- CreateIndex
CREATE INDEX "policy_mail_link_organization_id_person_id_idx" ON "policy_mail_link"("organization_id", "person_id");

-- CreateIndex
CREATE UNIQUE INDEX "policy_acknowledgement_version_id_person_id_round_key" ON "policy_acknowledgement"("version_id", "person_id", "round");

-- CreateIndex
CREATE UNIQUE INDEX "policy_assignment_version_id_person_id_round_key" ON "policy_assignment"("version_id", "person_id", "round");

-- AddForeignKey
ALTER TABLE "policy_group_member" ADD CONSTRAINT "policy_group_member_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "policy_group"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "policy_exemption" ADD CONSTRAINT "policy_exemption_policy_id_fkey" FOREIGN KEY ("policy_id") REFERENCES "policy"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "policy_attendance" ADD CONSTRAINT "policy_attendance_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "policy_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "policy_review" ADD CONSTRAINT "policy_review_policy_id_fkey" FOREIGN KEY ("policy_id") REFERENCES "policy"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "policy_mail_link" ADD CONSTRAINT "policy_mail_link_assignment_id_fkey" FOREIGN KEY ("assignment_id") REFERENCES "policy_assignment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

call portal_protect('policy_group', 'select, insert, update (name, description, archived_at)');
call portal_protect('policy_group_member', 'select, insert, delete');
call portal_protect('policy_exemption', 'select, insert, update (status, approver_id, decided_at, decision_comment, ended_at)');
call portal_protect('policy_attendance', 'select, insert');
call portal_protect('policy_review', 'select, insert');
call portal_protect('policy_notice', 'select, insert');
call portal_protect('policy_reminder', 'select, insert');
call portal_protect('policy_mail_link', 'select, insert, update (used_at)');
grant update (in_force_at, replaced_id, emergency_reason, emergency_until, emergency_confirmed_at, emergency_confirmed_by_id, emergency_lapsed_at,
  retired_at, retired_by_id, retire_reason) on policy_version to portal_app;
grant update (current, attendance_id, link_opened_at) on policy_assignment to portal_app;

-- Two versions can be published: one in force, one whose day is still to come (P1, P7).
drop index policy_version_one_published;
create unique index policy_version_one_in_force on policy_version (policy_id) where status = 'published' and in_force_at is not null;
create unique index policy_version_one_coming on policy_version (policy_id) where status = 'published' and in_force_at is null;
create unique index policy_assignment_one_current on policy_assignment (version_id, person_id) where current;
create index policy_assignment_open on policy_assignment (organization_id, person_id) where status in ('pending', 'overdue');

alter table policy_version
  add constraint policy_version_emergency check ((emergency_reason is null) = (emergency_until is null)
    and (emergency_until is null or emergency_until = published_at + interval '72 hours')
    and (emergency_reason is not null or (emergency_confirmed_at is null and emergency_lapsed_at is null))
    and ((emergency_confirmed_at is null) = (emergency_confirmed_by_id is null))
    and (emergency_confirmed_at is null or emergency_lapsed_at is null)),
  add constraint policy_version_not_yet check (status not in ('draft', 'in_review', 'approved')
    or (emergency_reason is null and in_force_at is null and retired_at is null and replaced_id is null));
alter table policy_assignment add constraint policy_assignment_round check (round >= 1);
alter table policy_acknowledgement add constraint policy_acknowledgement_round check (round >= 1);
alter table policy_exemption
  add constraint policy_exemption_person check ((kind = 'exemption') = (person_id is not null)),
  add constraint policy_exemption_decided check ((status = 'requested') = (approver_id is null) and (approver_id is null) = (decided_at is null)),
  add constraint policy_exemption_two_people check (approver_id is null or (approver_id <> requester_id and approver_id is distinct from person_id));
alter table policy_review add constraint policy_review_next check (next_review_date > reviewed_on);

-- P1 to P4: a version begins as a draft, its text changes in no other state, nothing is published without approval but in an
-- emergency, and that is confirmed by somebody whose hand is not in it or undone.
create or replace function policy_version_guard() returns trigger language plpgsql as $$
declare
  moves constant text[] := array['draft>in_review', 'in_review>draft', 'in_review>approved', 'approved>published',
    'published>superseded', 'published>retired'];
  moving constant text[] := '{status,review_round,updated_at,submitted_at,approved_at,published_at,published_by_id,published_on,superseded_at,distributed_at,in_force_at,replaced_id,emergency_reason,emergency_until,emergency_lapsed_at,retired_at,retired_by_id,retire_reason}';
  staying constant text[] := '{distributed_at,in_force_at,replaced_id,emergency_confirmed_at,emergency_confirmed_by_id,updated_at}';
begin
  if tg_op = 'INSERT' then
    if new.status <> 'draft' then
      raise exception 'a version begins as a draft, not as %', new.status using errcode = 'check_violation';
    end if;
    if new.author_id is distinct from portal_person() then
      raise exception 'a version is written in the name of whoever acts' using errcode = 'insufficient_privilege';
    end if;
    return new;
  end if;
  if new.id <> old.id or new.policy_id <> old.policy_id or new.number <> old.number or new.author_id <> old.author_id
    or new.organization_id <> old.organization_id or new.created_at <> old.created_at
    or new.based_on_id is distinct from old.based_on_id
  then
    raise exception 'what a version is, and whose, never changes' using errcode = 'check_violation';
  end if;
  if new.status = old.status then
    if old.status <> 'draft' then
      if (to_jsonb(new) - staying) <> (to_jsonb(old) - staying)
        or (old.in_force_at is not null and (new.in_force_at, new.replaced_id) is distinct from (old.in_force_at, old.replaced_id))
        or (old.emergency_confirmed_at is not null
          and (new.emergency_confirmed_at, new.emergency_confirmed_by_id) is distinct from (old.emergency_confirmed_at, old.emergency_confirmed_by_id))
      then
        raise exception 'a version that is % is not changed', old.status using errcode = 'check_violation';
      end if;
      if new.emergency_confirmed_by_id is distinct from old.emergency_confirmed_by_id and (
        old.status <> 'published' or new.emergency_confirmed_by_id is distinct from portal_person()
        or new.emergency_confirmed_at >= old.emergency_until
        or new.emergency_confirmed_by_id in (old.published_by_id, old.author_id)
        or exists (select 1 from policy_version_editor e where e.version_id = new.id and e.person_id = new.emergency_confirmed_by_id))
      then
        raise exception 'an emergency publication is confirmed in time, by a second person who did not write it' using errcode = 'insufficient_privilege';
      end if;
    end if;
    if new.text <> old.text or new.title <> old.title or new.description <> old.description then
      insert into policy_version_editor (version_id, person_id, organization_id, first_edited_at)
        values (new.id, portal_person(), new.organization_id, new.updated_at) on conflict do nothing;
    end if;
    return new;
  end if;
  if new.emergency_reason is not null and old.emergency_reason is null then
    if old.status not in ('draft', 'in_review') or new.status <> 'published' or new.in_force_at is null
      or new.published_by_id is distinct from portal_person()
    then
      raise exception 'an emergency publication is of a version nobody has approved, at once, in the name of whoever acts' using errcode = 'check_violation';
    end if;
  elsif new.emergency_reason is distinct from old.emergency_reason then
    raise exception 'the reason of an emergency stays' using errcode = 'check_violation';
  elsif old.status = 'superseded' and new.status = 'published' then
    if not exists (select 1 from policy_version e where e.replaced_id = new.id and e.status = 'retired' and e.emergency_lapsed_at is not null) then
      raise exception 'only the version before a lapsed emergency comes back' using errcode = 'check_violation';
    end if;
  elsif not (old.status || '>' || new.status) = any (moves) then
    raise exception 'a version does not go from % to %', old.status, new.status using errcode = 'check_violation';
  end if;
  if (to_jsonb(new) - moving) <> (to_jsonb(old) - moving) then
    raise exception 'a version does not change while its state does' using errcode = 'check_violation';
  end if;
  if new.emergency_lapsed_at is distinct from old.emergency_lapsed_at and new.status <> 'retired' then
    raise exception 'an emergency that lapsed is no longer in force' using errcode = 'check_violation';
  end if;
  if old.in_force_at is not null and new.in_force_at is distinct from old.in_force_at then
    raise exception 'when a version came into force stays' using errcode = 'check_violation';
  end if;
  if new.review_round <> old.review_round + (case when new.status = 'in_review' then 1 else 0 end) then
    raise exception 'every handing in is a round of its own' using errcode = 'check_violation';
  end if;
  if new.status in ('approved', 'published') and new.emergency_reason is null
    and policy_approvals_of(new) < (select approvals_required from policy where id = new.policy_id)
  then
    raise exception 'version % of the policy has not been approved by enough other people', new.number using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;

-- What was published before this was in force from that moment.
update policy_version set in_force_at = published_at where published_at is not null;

-- An answer is not taken back, is its own person's, and answers the round that asked for it (P5).
create or replace function policy_assignment_guard() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (new.version_id <> old.version_id or new.person_id <> old.person_id or new.organization_id <> old.organization_id
    or new.round <> old.round) then
    raise exception 'an assignment stays with its person, version and round' using errcode = 'check_violation';
  end if;
  if tg_op = 'UPDATE' and old.acknowledgement_id is not null and new.acknowledgement_id is distinct from old.acknowledgement_id then
    raise exception 'an acknowledgement is not taken back' using errcode = 'check_violation';
  end if;
  if tg_op = 'UPDATE' and not old.current and new is distinct from old then
    raise exception 'an earlier round is over' using errcode = 'check_violation';
  end if;
  if new.acknowledgement_id is not null and (tg_op = 'INSERT' or old.acknowledgement_id is null) and not exists (
    select 1 from policy_acknowledgement a where a.id = new.acknowledgement_id and a.person_id = new.person_id
      and (new.round = 1 or a.acknowledged_at >= new.assigned_at))
  then
    raise exception 'an assignment is answered by its own person' using errcode = 'check_violation';
  end if;
  return new;
end $$;

-- P16: requested and decided in nobody else's name; the request itself never changes.
create function policy_exemption_guard() returns trigger language plpgsql as $$
declare
  deciding constant text[] := '{status,approver_id,decided_at,decision_comment,ended_at}';
begin
  if tg_op = 'INSERT' then
    if new.status <> 'requested' or new.requester_id is distinct from portal_person() then
      raise exception 'an exemption begins as a request, in the name of whoever acts' using errcode = 'insufficient_privilege';
    end if;
    return new;
  end if;
  if (to_jsonb(new) - deciding) <> (to_jsonb(old) - deciding) then
    raise exception 'what was requested is not changed' using errcode = 'check_violation';
  end if;
  if not (old.status || '>' || new.status) = any (array['requested>approved', 'requested>refused', 'approved>expired', 'approved>ended']) then
    raise exception 'an exemption does not go from % to %', old.status, new.status using errcode = 'check_violation';
  end if;
  if old.status = 'requested' and new.approver_id is distinct from portal_person() then
    raise exception 'an exemption is decided in the name of whoever acts' using errcode = 'insufficient_privilege';
  end if;
  if old.status <> 'requested' and (new.approver_id, new.decided_at, new.decision_comment) is distinct from (old.approver_id, old.decided_at, old.decision_comment) then
    raise exception 'a decision stays' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger guard before insert or update on policy_exemption for each row execute function policy_exemption_guard();
create trigger never_deleted before delete on policy_exemption for each row execute function portal_refuse_change();

create function policy_written_in_own_name() returns trigger language plpgsql as $$
begin
  if (to_jsonb(new) ->> tg_argv[0])::uuid is distinct from portal_person() then
    raise exception '% is written in the name of whoever acts', tg_table_name using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger own_name before insert on policy_attendance for each row execute function policy_written_in_own_name('manager_id');
create trigger append_only before update or delete on policy_attendance for each row execute function portal_refuse_change();
create trigger own_name before insert on policy_review for each row execute function policy_written_in_own_name('reviewer_id');
create trigger append_only before update or delete on policy_review for each row execute function portal_refuse_change();
create trigger append_only before update or delete on policy_notice for each row execute function portal_refuse_change();
create trigger append_only before update or delete on policy_reminder for each row execute function portal_refuse_change();

-- P11, P12: whom a version is for on a day, and the last day they have: rules add up, an excluding rule wins, the earliest date counts,
-- nobody is late before the text is in force. Customers and outside auditors do not work here. lib/policies/audience.ts says the same of
-- one person; a test compares the two.
create function policy_audience_of(version uuid, today date) returns table (person_id uuid, due_on date) language sql stable as $$
  select m.person_id, greatest(
      min(greatest(coalesce(v.published_on, today), m.start_date) + coalesce(r.due_days, v.due_days)),
      case when v.effective_from > coalesce(v.published_on, today) then v.effective_from end)
  from policy_version v
    join policy_audience r on r.version_id = v.id
    join membership m on m.organization_id = v.organization_id
      and case r.kind
        when 'everyone' then true
        when 'role' then r.value = any (m.roles::text[])
        when 'department' then m.department = r.value
        when 'location' then m.location = r.value
        when 'group' then exists (select 1 from policy_group_member g join policy_group named on named.id = g.group_id
          where g.group_id::text = r.value and g.person_id = m.person_id and named.archived_at is null)
      end
  where v.id = version and m.active and (m.end_date is null or m.end_date >= today)
    and not m.roles::text[] <@ array['customer', 'auditor']
  group by m.person_id, v.id
  having not bool_or(r.excluded)
$$;
