-- Events that come back from the log's copy must be found again when a key of theirs is destroyed (A9, A17).
create function portal_follow_keys(events uuid[]) returns void language sql security definer set search_path = public, pg_temp as $$
  insert into audit_key_use (key_id, event_id, organization_id)
  select distinct used.key::uuid, e.id, e.organization_id
  from audit_event e cross join lateral (select portal_leaf(e.leaf) as leaf) l
  cross join lateral (values (l.leaf #>> '{resource,label,k}'),
    (case when e.actor_kind in ('user', 'subject') then null else l.leaf #>> '{ip,k}' end)) used(key)
  where e.id = any (events) and used.key is not null
  on conflict do nothing
$$;
revoke execute on function portal_follow_keys(uuid[]) from public;
grant execute on function portal_follow_keys(uuid[]) to portal_sequencer;
