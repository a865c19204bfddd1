-- CreateTable
CREATE TABLE "portal_clock" (
    "one_row" BOOLEAN NOT NULL DEFAULT true,
    "simulated" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "portal_clock_pkey" PRIMARY KEY ("one_row")
);

-- Whether this database tells a simulated story. The application may ask, by the function below, and never say so.
alter table portal_clock add constraint portal_clock_one_row check (one_row);
insert into portal_clock default values;
create trigger never_deleted before delete on portal_clock for each row execute function portal_refuse_change();
create trigger never_truncated before truncate on portal_clock for each statement execute function portal_refuse_change();

-- No row reads as "not simulated". A temporary table of the same name does not come first, here or in the guard.
create function portal_clock_is_simulated() returns boolean language sql stable security definer
  set search_path = public, pg_temp as
$$ select coalesce((select simulated from portal_clock), false) $$;

-- P13, P15: of the version in force, of its very text, in nobody else's name, after it was asked for, and now: neither back-dated nor
-- dated ahead. Five minutes are for clocks of two machines that differ.
create or replace function policy_acknowledgement_guard() returns trigger language plpgsql
  set search_path = public, pg_temp as $$
declare
  version policy_version;
  asked timestamptz;
begin
  select * into version from policy_version where id = new.version_id;
  if version.id is null or version.organization_id <> new.organization_id or version.status <> 'published' then
    raise exception 'only the version in force is acknowledged' using errcode = 'check_violation';
  end if;
  if new.content_sha256 <> version.content_sha256 or new.acknowledged_at < version.published_at then
    raise exception 'an acknowledgement names the text that was published, and not before it was' using errcode = 'check_violation';
  end if;
  if new.person_id is distinct from portal_person() then
    raise exception 'nobody acknowledges for somebody else' using errcode = 'insufficient_privilege';
  end if;
  select a.assigned_at into asked from policy_assignment a
    where a.version_id = new.version_id and a.person_id = new.person_id and a.round = new.round;
  if asked is null or new.acknowledged_at < asked then
    raise exception 'nobody acknowledges what was not asked of them yet' using errcode = 'check_violation';
  end if;
  new.recorded_at := clock_timestamp();
  if new.acknowledged_at not between new.recorded_at - interval '5 minutes' and new.recorded_at + interval '5 minutes'
    and not portal_clock_is_simulated()
  then
    raise exception 'an acknowledgement is dated now: % is not the time of the database', new.acknowledged_at using errcode = 'check_violation';
  end if;
  return new;
end $$;
