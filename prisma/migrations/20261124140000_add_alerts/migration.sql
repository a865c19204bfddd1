create type alert_level as enum ('info', 'warning', 'critical', 'emergency');
create type alert_status as enum ('open', 'acknowledged', 'snoozed', 'resolved');

create table alert (
  id uuid not null,
  organization_id uuid not null,
  rule text not null,
  level alert_level not null,
  status alert_status not null default 'open',
  object_type text not null,
  object_id text not null,
  title text not null,
  detail text not null,
  href text not null,
  event_ids uuid[],
  occurrences integer not null default 1,
  owner_id uuid,
  raised_at timestamptz(3) not null,
  last_seen_at timestamptz(3) not null,
  acknowledged_at timestamptz(3),
  snoozed_until timestamptz(3),
  resolved_at timestamptz(3),
  resolved_by_id uuid,
  resolution text,
  constraint alert_pkey primary key (id),
  constraint alert_snoozed_until_a_time check (status <> 'snoozed' or snoozed_until is not null),
  constraint alert_resolved_with_a_reason check (status <> 'resolved' or (resolved_at is not null and resolution <> ''))
);
create index alert_organization_id_raised_at_idx on alert (organization_id, raised_at desc);
-- One alert per rule and object, also when two find it at the same moment; a resolved one may be followed by a new one.
create unique index alert_one_unresolved on alert (organization_id, rule, object_type, object_id) where status <> 'resolved';
create index alert_unresolved on alert (organization_id, level desc, raised_at desc) where status <> 'resolved';

call portal_protect('alert', 'select, insert,
  update (level, status, event_ids, occurrences, owner_id, last_seen_at, acknowledged_at, snoozed_until, resolved_at, resolved_by_id, resolution)');

create function alert_refuse_reopening() returns trigger language plpgsql as $$
begin
  if old.status = 'resolved' then
    raise exception 'a resolved alert is never changed' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger resolved_is_final before update on alert for each row execute function alert_refuse_reopening();
create trigger never_deleted before delete on alert for each row execute function portal_refuse_change();
