-- Search of the trail (section 5). Both extensions are trusted: the owner of a database may create them.
create extension if not exists btree_gin;
create extension if not exists pg_trgm;

-- One inverted index for what a filter can name, the text by trigrams. An expression follows its columns: when a key is
-- destroyed and they become empty, the search terms go with them (A7, A17). Actions are few: the index they have is enough.
create index audit_event_search on audit_event using gin (
  organization_id, type, outcome, crud, risk_level, resource_type, control_ids, ip,
  (coalesce(actor_name, '') || e'\n' || coalesce(resource_label, '')) gin_trgm_ops
);

-- An id alone leads to its resource; a type alone is in the index above.
drop index audit_event_organization_id_resource_type_resource_id_idx;
create index audit_event_organization_id_resource_id_resource_type_idx on audit_event (organization_id, resource_id, resource_type);
create index audit_event_session on audit_event (organization_id, session_id) where session_id is not null;
create index audit_event_correlation on audit_event (organization_id, correlation_id) where correlation_id is not null;

-- Every action an organisation has events of, by hopping through the index: one look for each, not for each event.
create function audit_actions(org uuid) returns setof text language sql stable as
$$
  with recursive each_action as (
    (select action from audit_event where organization_id = org order by action limit 1)
    union all
    select (select e.action from audit_event e where e.organization_id = org and e.action > each_action.action order by e.action limit 1)
    from each_action where each_action.action is not null
  )
  select action from each_action where action is not null
$$;
revoke execute on function audit_actions(uuid) from public;

/*
 * One page of the trail, newest first, and how many events match as far as was looked.
 *
 * As its owner, because row level security keeps operators that are not leakproof (like, @>) from every index; the
 * organisation therefore is the session's own and no argument. Patterns are for ilike. All values travel as parameters: only
 * fixed text is put together below.
 *
 * A frequent event is found among the newest; a rare one by an index, whose result is then sorted. Which of the two it is
 * the planner cannot know, so the newest are looked at first. `indexed` says that an index can find the wanted text.
 */
create function audit_event_search(wanted jsonb, most int)
  returns table (ids uuid[], matched int, exact boolean, everything boolean)
  language plpgsql stable security definer
  set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as
$$
declare
  org constant uuid := portal_organization();
  page constant int := least(most, 51);
  newest constant int := 10000;
  frequent constant int := 20;
  within_time text := '';
  same text := '';
  by_looking text := '';
  by_index text := '';
  actions text[] := '{}';
  depth int := newest;
  further boolean;
begin
  if wanted ? 'from' then within_time := within_time || ' and e.recorded_at >= ($2->>''from'')::timestamptz'; end if;
  if wanted ? 'to' then within_time := within_time || ' and e.recorded_at < ($2->>''to'')::timestamptz'; end if;
  if wanted ? 'beforeAt' then
    within_time := within_time || ' and (e.recorded_at, e.id) < (($2->>''beforeAt'')::timestamptz, ($2->>''beforeId'')::uuid)';
  end if;
  if wanted ? 'type' then same := same || ' and e.type = ($2->>''type'')::audit_event_type'; end if;
  if wanted ? 'outcome' then same := same || ' and e.outcome = ($2->>''outcome'')::outcome'; end if;
  if wanted ? 'crud' then same := same || ' and e.crud = ($2->>''crud'')::crud'; end if;
  if wanted ? 'riskLevel' then same := same || ' and e.risk_level = ($2->>''riskLevel'')::risk_level'; end if;
  if wanted ? 'controlId' then same := same || ' and e.control_ids @> array[$2->>''controlId'']'; end if;
  if wanted ? 'resourceType' then same := same || ' and e.resource_type = $2->>''resourceType'''; end if;
  if wanted ? 'resourceId' then same := same || ' and e.resource_id = $2->>''resourceId'''; end if;
  if wanted ? 'actorId' then same := same || ' and e.actor_id = $2->>''actorId'''; end if;
  if wanted ? 'ip' then same := same || ' and e.ip = $2->>''ip'''; end if;
  if wanted ? 'session' then same := same || ' and e.session_id = $2->>''session'''; end if;
  if wanted ? 'request' then
    same := same || ' and (e.request_id = $2->>''request'' or e.correlation_id = $2->>''request'')';
  end if;
  by_looking := same;
  by_index := same;
  if wanted ? 'action' then
    by_looking := by_looking || ' and starts_with(e.action, $2->>''action'')';
    by_index := by_index || ' and e.action = any($5)';
  end if;
  if wanted ? 'actorName' then
    by_looking := by_looking || ' and e.actor_name ilike $2->>''actorName''';
    by_index := by_index || ' and (coalesce(e.actor_name, '''') || e''\n'' || coalesce(e.resource_label, '''')) ilike $2->>''actorName''
      and e.actor_name ilike $2->>''actorName''';
  end if;
  if wanted ? 'text' then
    by_looking := by_looking || ' and (e.resource_label ilike $2->>''text'' or e.actor_name ilike $2->>''text''
      or e.action ilike $2->>''text'' or e.resource_id = $2->>''exactly'')';
    by_index := by_index || ' and ((coalesce(e.actor_name, '''') || e''\n'' || coalesce(e.resource_label, '''')) ilike $2->>''text''
      or e.action = any($4) or e.resource_id = $2->>''exactly'')';
  end if;

  loop
    execute 'select coalesce(array_agg(m.id order by m.recorded_at desc, m.id desc), ''{}''), count(*)::int from (
        select e.id, e.recorded_at from (
          select * from audit_event e where e.organization_id = $1' || within_time || '
          order by e.recorded_at desc, e.id desc limit $4) e
        where true' || by_looking || ' limit $3) m'
      into ids, matched using org, wanted, most, depth;
    exact := false;
    everything := true;
    exit when matched >= most;
    execute 'select exists (select 1 from audit_event e where e.organization_id = $1' || within_time || '
        order by e.recorded_at desc, e.id desc limit 1 offset $3)' into further using org, wanted, depth;
    if not further then
      exact := true;
      exit;
    end if;
    exit when matched >= page or by_looking = '';
    if not (wanted ? 'indexed') then
      -- Nothing but looking can find it, and looking has an end.
      everything := depth < 50000;
      exit when not everything;
      depth := 50000;
      continue;
    end if;
    if depth = newest and matched >= frequent then
      depth := ceil(newest * 1.5 * page / matched)::int;
      continue;
    end if;
    if wanted ? 'text' or wanted ? 'action' then
      select coalesce(array_agg(a), '{}') into actions from audit_actions(org) a;
    end if;
    execute 'with matching as materialized (
        select e.id, e.recorded_at from audit_event e where e.organization_id = $1' || within_time || by_index || ')
      select coalesce(array_agg(m.id order by m.recorded_at desc, m.id desc), ''{}''), count(*)::int
      from (select * from matching order by recorded_at desc, id desc limit $3) m'
      into ids, matched using org, wanted, most,
        (select coalesce(array_agg(a), '{}') from unnest(actions) a where a ilike wanted->>'text'),
        (select coalesce(array_agg(a), '{}') from unnest(actions) a where starts_with(a, wanted->>'action'));
    exact := matched < most;
    exit;
  end loop;
  return next;
end $$;
revoke execute on function audit_event_search(jsonb, int) from public;
grant execute on function audit_event_search(jsonb, int) to portal_app;
