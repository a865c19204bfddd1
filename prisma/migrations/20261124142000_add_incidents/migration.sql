create type incident_severity as enum ('critical', 'high', 'medium', 'low');
create type incident_category as enum ('unauthorized_access', 'data_breach', 'malware', 'phishing', 'policy_violation',
  'system_compromise', 'denial_of_service', 'insider_threat', 'configuration_error', 'compliance_violation');
create type incident_status as enum ('open', 'investigating', 'contained', 'remediating', 'resolved', 'closed');
create type incident_link_kind as enum ('event', 'alert', 'ticket', 'violation', 'finding');

create table incident (
  id uuid not null,
  organization_id uuid not null,
  reference text not null,
  title text not null,
  summary text not null,
  severity incident_severity not null,
  category incident_category not null,
  status incident_status not null default 'open',
  reported_by_id uuid not null,
  owner_id uuid,
  affected_systems text[],
  affected_people text not null,
  control_ids text[],
  personal_data boolean,
  opened_at timestamptz(3) not null,
  acknowledge_by timestamptz(3) not null,
  acknowledged_at timestamptz(3),
  escalated_at timestamptz(3),
  investigating_at timestamptz(3),
  contained_at timestamptz(3),
  remediating_at timestamptz(3),
  resolved_at timestamptz(3),
  closed_at timestamptz(3),
  cause text,
  lessons text,
  evidence_id uuid,
  constraint incident_pkey primary key (id),
  -- Each state has its time, and the one before it (I1).
  constraint incident_times check (
    (status = 'open' or (investigating_at is not null and acknowledged_at is not null and owner_id is not null))
    and (status in ('open', 'investigating') or contained_at >= investigating_at)
    and (status in ('open', 'investigating', 'contained') or remediating_at >= contained_at)
    and (status not in ('resolved', 'closed') or resolved_at >= remediating_at)
    and (status <> 'closed' or closed_at >= resolved_at)),
  -- Whether personal data are concerned is answered before containment (I3).
  constraint incident_personal_data_answered check (status in ('open', 'investigating') or personal_data is not null),
  -- Closing needs cause and lessons (I4).
  constraint incident_closed_with_reasons check (status <> 'closed' or (coalesce(cause, '') <> '' and coalesce(lessons, '') <> ''))
);
create unique index incident_organization_id_reference_key on incident (organization_id, reference);
create index incident_organization_id_opened_at_idx on incident (organization_id, opened_at desc);
create index incident_unacknowledged on incident (organization_id, acknowledge_by) where acknowledged_at is null and escalated_at is null;
call portal_protect('incident', 'select, insert, update (severity, status, owner_id, affected_systems, affected_people, control_ids, personal_data,
  acknowledge_by, acknowledged_at, escalated_at, investigating_at, contained_at, remediating_at, resolved_at, closed_at, cause, lessons, evidence_id)');

create table incident_entry (
  id uuid not null,
  organization_id uuid not null,
  incident_id uuid not null,
  kind text not null,
  text text not null,
  author_id uuid,
  at timestamptz(3) not null,
  constraint incident_entry_pkey primary key (id)
);
create index incident_entry_incident_id_id_idx on incident_entry (incident_id, id);
call portal_protect('incident_entry', 'select, insert');

create table incident_link (
  id uuid not null,
  organization_id uuid not null,
  incident_id uuid not null,
  kind incident_link_kind not null,
  object_id text not null,
  added_by_id uuid not null,
  added_at timestamptz(3) not null,
  constraint incident_link_pkey primary key (id)
);
create unique index incident_link_incident_id_kind_object_id_key on incident_link (incident_id, kind, object_id);
create index incident_link_organization_id_kind_object_id_idx on incident_link (organization_id, kind, object_id);
call portal_protect('incident_link', 'select, insert');

create table incident_action (
  id uuid not null,
  organization_id uuid not null,
  incident_id uuid not null,
  title text not null,
  owner_id uuid not null,
  due_on date not null,
  created_at timestamptz(3) not null,
  done_at timestamptz(3),
  done_by_id uuid,
  constraint incident_action_pkey primary key (id)
);
create index incident_action_incident_id_idx on incident_action (incident_id);
call portal_protect('incident_action', 'select, insert, update (done_at, done_by_id)');

create table incident_breach (
  incident_id uuid not null,
  organization_id uuid not null,
  aware_at timestamptz(3) not null,
  nature text not null,
  recorded_by_id uuid not null,
  recorded_at timestamptz(3) not null,
  constraint incident_breach_pkey primary key (incident_id),
  constraint incident_breach_aware_before_recorded check (aware_at <= recorded_at)
);
create index incident_breach_organization_id_idx on incident_breach (organization_id);
call portal_protect('incident_breach', 'select, insert');

create table incident_clock (
  organization_id uuid not null,
  severity incident_severity not null,
  minutes integer not null,
  changed_by_id uuid not null,
  changed_at timestamptz(3) not null,
  constraint incident_clock_pkey primary key (organization_id, severity),
  constraint incident_clock_minutes check (minutes between 1 and 43200)
);
call portal_protect('incident_clock', 'select, insert, update (minutes, changed_by_id, changed_at)');

alter table incident_entry add constraint incident_entry_incident_id_fkey foreign key (incident_id) references incident (id);
alter table incident_link add constraint incident_link_incident_id_fkey foreign key (incident_id) references incident (id);
alter table incident_action add constraint incident_action_incident_id_fkey foreign key (incident_id) references incident (id);
alter table incident_breach add constraint incident_breach_incident_id_fkey foreign key (incident_id) references incident (id);

create trigger append_only before update or delete on incident_entry for each row execute function portal_refuse_change();
create trigger never_truncated before truncate on incident_entry for each statement execute function portal_refuse_change();
create trigger append_only before update or delete on incident_link for each row execute function portal_refuse_change();
create trigger append_only before update or delete on incident_breach for each row execute function portal_refuse_change();
create trigger never_deleted before delete on incident for each row execute function portal_refuse_change();

-- A closed incident stays as it was closed; only the evidence made of it is added, once (I4).
create function incident_refuse_change_when_closed() returns trigger language plpgsql as $$
begin
  if old.evidence_id is null and (to_jsonb(new) - 'evidence_id') = (to_jsonb(old) - 'evidence_id') then
    return new;
  end if;
  raise exception 'a closed incident is never changed' using errcode = 'insufficient_privilege';
end $$;
create trigger closed_is_final before update on incident for each row when (old.status = 'closed')
  execute function incident_refuse_change_when_closed();
