-- CreateEnum
CREATE TYPE "absence_kind" AS ENUM ('leave', 'parental', 'sick', 'other');

-- CreateTable
CREATE TABLE "absence" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "kind" "absence_kind" NOT NULL,
    "first_day" DATE NOT NULL,
    "last_day" DATE,
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_by_id" UUID,
    "changed_at" TIMESTAMPTZ(3),
    "withdrawn_by_id" UUID,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "absence_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "absence_organization_id_person_id_first_day_idx" ON "absence"("organization_id", "person_id", "first_day");

-- AlterTable: what stands was never moved by an absence.
ALTER TABLE "policy_assignment" ADD COLUMN "base_due_on" DATE, ADD COLUMN "counted_from" DATE;
ALTER TABLE "training_assignment" ADD COLUMN "base_due_on" DATE, ADD COLUMN "counted_from" DATE;
alter table policy_assignment disable trigger guard;
update policy_assignment a set base_due_on = a.due_on, counted_from = least(a.due_on, (a.assigned_at at time zone o.time_zone)::date)
  from organization o where o.id = a.organization_id;
alter table policy_assignment enable trigger guard;
alter table training_assignment disable trigger guard;
update training_assignment a set base_due_on = a.due_on, counted_from = least(a.due_on, (a.assigned_at at time zone o.time_zone)::date)
  from organization o where o.id = a.organization_id;
alter table training_assignment enable trigger guard;
ALTER TABLE "policy_assignment" ALTER COLUMN "base_due_on" SET NOT NULL, ALTER COLUMN "counted_from" SET NOT NULL;
ALTER TABLE "training_assignment" ALTER COLUMN "base_due_on" SET NOT NULL, ALTER COLUMN "counted_from" SET NOT NULL;

alter table policy_assignment add constraint policy_assignment_counted check (counted_from <= base_due_on and base_due_on <= due_on);
alter table training_assignment add constraint training_assignment_counted check (counted_from <= base_due_on and base_due_on <= due_on);
grant update (base_due_on, counted_from) on policy_assignment to portal_app;
grant update (due_on) on training_assignment to portal_app;

-- An absence has whole days, at most three years of them; one of a person at a time; nobody records their own.
create extension if not exists btree_gist;
alter table absence
  add constraint absence_days check (last_day >= first_day and last_day < first_day + 1096),
  add constraint absence_no_overlap exclude using gist
    (organization_id with =, person_id with =, daterange(first_day, last_day, '[]') with &&) where (withdrawn_at is null),
  add constraint absence_not_ones_own check (person_id not in (recorded_by_id, coalesce(changed_by_id, recorded_by_id), coalesce(withdrawn_by_id, recorded_by_id))),
  add constraint absence_changed check ((changed_at is null) = (changed_by_id is null)),
  add constraint absence_withdrawn check ((withdrawn_at is null) = (withdrawn_by_id is null));
call portal_protect('absence', 'select, insert, update (kind, first_day, last_day, changed_by_id, changed_at, withdrawn_by_id, withdrawn_at)');

create function absence_guard() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if not exists (select 1 from membership m where m.organization_id = new.organization_id and m.person_id = new.person_id) then
      raise exception 'an absence is of a member' using errcode = 'check_violation';
    end if;
  elsif old.withdrawn_at is not null then
    raise exception 'an absence that was withdrawn stays as it was' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger guard before insert or update on absence for each row execute function absence_guard();
create trigger never_deleted before delete on absence for each row execute function portal_refuse_change();

-- The last day of a duty counted from a day, whose last day would be `base` if its person had never been away: days of their absences do not
-- run. An absence without an end counts up to today, since nobody knows more. Absences of a person never overlap, so the sum of those that
-- begin by the day reached so far is what lib/policies/rules.ts counts one by one; a test compares the two.
create function person_due_on(person uuid, counted_from date, base date, today date) returns date language sql stable as $$
  select base + coalesce(sum(days) filter (where first_day <= base + before), 0)::int
  from (
    select first_day, days,
      coalesce(sum(days) over (order by first_day rows between unbounded preceding and 1 preceding), 0)::int as before
    from (
      select a.first_day, coalesce(a.last_day, today) - greatest(a.first_day - 1, counted_from) as days
      from absence a
      where a.organization_id = portal_organization() and a.person_id = person and a.withdrawn_at is null
        and coalesce(a.last_day, today) > counted_from and coalesce(a.last_day, today) >= a.first_day) spans) summed
$$;

-- Whether somebody is away on a day: they hear of nothing then.
create function person_is_away(person uuid, day date) returns boolean language sql stable as $$
  select exists (select 1 from absence a where a.organization_id = portal_organization() and a.person_id = person
    and a.withdrawn_at is null and a.first_day <= day and (a.last_day is null or a.last_day >= day))
$$;

-- P11, P12 and absences: as before, with the day it is counted from and the last day without absences.
drop function policy_audience_of(uuid, date);
create function policy_audience_of(version uuid, today date)
  returns table (person_id uuid, due_on date, base_due_on date, counted_from date) language sql stable as $$
  select b.person_id,
    case when away.person_id is null then b.base_due_on else person_due_on(b.person_id, b.counted_from, b.base_due_on, today) end,
    b.base_due_on, b.counted_from
  from (
    select m.person_id, greatest(coalesce(v.published_on, today), m.start_date) as counted_from, greatest(
        greatest(coalesce(v.published_on, today), m.start_date) + min(coalesce(r.due_days, v.due_days)),
        case when v.effective_from > coalesce(v.published_on, today) then v.effective_from end) as base_due_on
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
    group by m.person_id, m.start_date, v.id
    having not bool_or(r.excluded)) b
  left join (select distinct a.person_id from absence a where a.organization_id = portal_organization() and a.withdrawn_at is null) away on away.person_id = b.person_id
$$;
