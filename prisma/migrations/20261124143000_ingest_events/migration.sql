create table ingested_event (
  key_id uuid not null,
  external_id text not null,
  organization_id uuid not null,
  event_id uuid not null,
  constraint ingested_event_pkey primary key (key_id, external_id)
);
call portal_protect('ingested_event', 'select, insert');
create trigger append_only before update or delete on ingested_event for each row execute function portal_refuse_change();
create trigger never_truncated before truncate on ingested_event for each statement execute function portal_refuse_change();

-- Keys a batch was sealed with, kept alive until it commits: whoever destroys one waits, and then finds its events (A17).
-- As the owner, because the application may not lock what it may not change; of the organisation at hand only.
create function portal_hold_keys(ids uuid[]) returns bigint language sql security definer set search_path = public, pg_temp as $$
  select count(*) from (
    select id from subject_key where id = any (ids) and organization_id = portal_organization() and destroyed_at is null
    order by id for share) held
$$;
revoke execute on function portal_hold_keys(uuid[]) from public;
grant execute on function portal_hold_keys(uuid[]) to portal_app;

-- Events another system sent, in one statement: leaves lie one behind the other in one value. Those whose external id is
-- known are left out; the positions (from 1) of the others come back. Null when a key is gone: then nothing was written.
create function portal_record_batch(org uuid, key uuid, request text, recorded timestamptz, retention retention_class,
  ids uuid[], leaves bytea, lengths int[], types audit_event_type[], actions text[], cruds crud[], outcomes outcome[], risks risk_level[],
  actor_ids text[], actor_names text[], resource_types text[], resource_ids text[], controls text[], ips text[], occurred timestamptz[],
  external_ids text[], keys uuid[], followed_keys uuid[], followed_events uuid[]) returns int[] language plpgsql as $$
declare
  log uuid;
  fresh int[];
begin
  if portal_hold_keys(keys) <> cardinality(keys) then
    return null;
  end if;
  select id into log from audit_log where organization_id = org and closed_at is null;
  if log is null then
    raise exception 'no open audit log: nothing can be recorded, so nothing is done';
  end if;
  with claimed as (
    insert into ingested_event (key_id, external_id, organization_id, event_id)
      select key, x, org, id from unnest(external_ids, ids) as t(x, id) where x is not null order by x
    on conflict do nothing returning event_id)
  select coalesce(array_agg(n order by n), '{}') into fresh
    from unnest(ids, external_ids) with ordinality as t(id, x, n)
    where x is null or id in (select event_id from claimed);
  insert into audit_event (id, log_id, organization_id, leaf, type, action, crud, outcome, risk_level, retention_class, actor_kind, actor_id,
      actor_name, resource_type, resource_id, control_ids, ip, request_id, occurred_at, recorded_at)
    select t.id, log, org, substring(leaves from (t.ends - t.length + 1)::int for t.length), t.type, t.action, t.crud, t.outcome, t.risk, retention,
      'claimed', t.actor_id, t.actor_name, t.resource_type, t.resource_id,
      case when t.control is null then '{}'::text[] else array[t.control] end, t.ip, request, t.occurred, recorded
    from (select u.*, sum(length) over (order by n) as ends
      from unnest(ids, lengths, types, actions, cruds, outcomes, risks, actor_ids, actor_names, resource_types, resource_ids, controls, ips, occurred)
        with ordinality as u(id, length, type, action, crud, outcome, risk, actor_id, actor_name, resource_type, resource_id, control, ip, occurred, n)) t
    where t.n = any (fresh) order by t.n;
  insert into audit_pending (event_id, log_id, organization_id)
    select ids[n], log, org from unnest(fresh) as n;
  if cardinality(followed_keys) > 0 then
    insert into audit_key_use (key_id, event_id, organization_id)
      select k, e, org from unnest(followed_keys, followed_events) as f(k, e) where e in (select ids[n] from unnest(fresh) n);
  end if;
  return fresh;
end $$;
