-- A command's whole bookkeeping in one function: what portal_record and portal_record_sealed did one inside the other, with the
-- same checks in the same order, and the log found by its index however many organisations there are.
create or replace function portal_record_sealed(event jsonb, leaf bytea, detail bytea, outbox jsonb, subjects text[], keys uuid[], labels uuid[]) returns boolean language plpgsql as $$
declare
  event_id uuid := (event ->> 'id')::uuid;
  org uuid := (event ->> 'organization_id')::uuid;
  log uuid;
begin
  perform pg_advisory_xact_lock_shared(portal_subject_lock(org, s)) from unnest(subjects) s;
  if exists (select 1 from unnest(keys) k(id) left join subject_key s on s.id = k.id and s.destroyed_at is null where s.id is null) then
    return false;
  end if;
  if org is null then
    select id into log from audit_log where organization_id is null and closed_at is null;
  else
    select id into log from audit_log where organization_id = org and closed_at is null;
  end if;
  if log is null then
    raise exception 'no open audit log: nothing can be recorded, so nothing is done';
  end if;
  insert into audit_event (id, log_id, organization_id, leaf, type, action, crud, outcome, risk_level, retention_class, actor_kind, actor_id, actor_name,
      resource_type, resource_id, resource_label, control_ids, ip, session_id, request_id, correlation_id, occurred_at, recorded_at)
    select e.id, log, org, leaf, e.type, e.action, e.crud, e.outcome, e.risk_level, e.retention_class, e.actor_kind, e.actor_id, e.actor_name,
      e.resource_type, e.resource_id, e.resource_label, e.control_ids, e.ip, e.session_id, e.request_id, e.correlation_id, e.occurred_at, e.recorded_at
    from jsonb_to_record(event) as e(id uuid, type audit_event_type, action text, crud crud, outcome outcome, risk_level risk_level,
      retention_class retention_class, actor_kind text, actor_id text, actor_name text, resource_type text, resource_id text, resource_label text,
      control_ids text[], ip text, session_id text, request_id text, correlation_id text, occurred_at timestamptz, recorded_at timestamptz);
  insert into audit_pending (event_id, log_id, organization_id) values (event_id, log, org);
  if detail is not null then
    insert into audit_detail (event_id, organization_id, sha256, bytes) values (event_id, org, encode(sha256(detail), 'hex'), detail);
  end if;
  if outbox is not null then
    insert into outbox_event (id, organization_id, name, data, created_at)
      select o.id, org, o.name, o.data, o.created_at from jsonb_to_recordset(outbox) as o(id uuid, name text, data jsonb, created_at timestamptz);
  end if;
  if cardinality(labels) > 0 then
    insert into audit_key_use (key_id, event_id, organization_id) select distinct l, event_id, org from unnest(labels) l;
  end if;
  return true;
end $$;
drop function portal_record(jsonb, bytea, bytea, jsonb);
