-- A search column may hold text as it was typed where the signed leaf has it cleaned. Two people set such columns to what their
-- leaves say (audit.md A7, A9); no leaf is touched.
create table "audit_column_mend" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "log_id" UUID NOT NULL,
    "cells" JSONB NOT NULL,
    "reason" TEXT NOT NULL,
    "proposed_by_id" UUID NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "confirmed" BOOLEAN,

    constraint "audit_column_mend_pkey" primary key ("id")
);
create unique index audit_column_mend_one_open on audit_column_mend (log_id) where decided_at is null;
alter table audit_column_mend add constraint audit_column_mend_two_people check (confirmed is not true or decided_by_id <> proposed_by_id),
  add constraint audit_column_mend_decided_whole check ((decided_at is null) = (decided_by_id is null) and (decided_at is null) = (confirmed is null));
call portal_protect('audit_column_mend', 'select, insert, update (decided_by_id, decided_at, confirmed)');

create function audit_column_mend_decided_once() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.decided_at is null then return new; end if;
  raise exception '% on audit_column_mend is refused: it is decided once', tg_op using errcode = 'insufficient_privilege';
end $$;
create trigger decided_once before update or delete on audit_column_mend for each row execute function audit_column_mend_decided_once();

-- As before; and a plain text column may become what the leaf of its row says, and nothing else.
create or replace function audit_event_refuse_change() returns trigger language plpgsql as $$
declare
  same audit_event := new;
  said jsonb;
begin
  if tg_op = 'UPDATE'
    and (new.actor_name is null or new.actor_name = old.actor_name)
    and (new.resource_label is null or new.resource_label = old.resource_label)
    and (new.ip is null or new.ip = old.ip)
  then
    same.actor_name := old.actor_name;
    same.resource_label := old.resource_label;
    same.ip := old.ip;
    if same is not distinct from old then
      return new;
    end if;
    said := portal_leaf(old.leaf);
    if new.actor_id = said #>> '{actor,id}' then same.actor_id := old.actor_id; end if;
    if new.resource_type = said #>> '{resource,type}' then same.resource_type := old.resource_type; end if;
    if new.resource_id = said #>> '{resource,id}' then same.resource_id := old.resource_id; end if;
    if new.session_id = said ->> 'sessionId' then same.session_id := old.session_id; end if;
    if new.request_id = said ->> 'requestId' then same.request_id := old.request_id; end if;
    if new.correlation_id = said ->> 'correlationId' then same.correlation_id := old.correlation_id; end if;
    if same is not distinct from old then
      return new;
    end if;
  end if;
  raise exception '% on audit_event is refused: the trail is append-only', tg_op using errcode = 'insufficient_privilege';
end $$;

-- Sets these columns of these events of the organisation at hand to what their leaves say. As the owner, because the application has
-- no UPDATE on the trail (A8). Returns how many events were mended.
create function portal_mend_columns(mend uuid) returns int
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  org uuid := portal_organization();
  m audit_column_mend;
  mended int;
begin
  select * into m from audit_column_mend x where x.id = mend and x.organization_id = org;
  if m.id is null or m.confirmed is not true then
    raise exception 'two people did not say so: nothing is mended' using errcode = 'insufficient_privilege';
  end if;
  with wanted as (
    select (c ->> 'event')::uuid as id, array_agg(c ->> 'column') as columns from jsonb_array_elements(m.cells) c group by 1)
  update audit_event e set
    actor_id = case when 'actor_id' = any (w.columns) then said.leaf #>> '{actor,id}' else e.actor_id end,
    resource_type = case when 'resource_type' = any (w.columns) then said.leaf #>> '{resource,type}' else e.resource_type end,
    resource_id = case when 'resource_id' = any (w.columns) then said.leaf #>> '{resource,id}' else e.resource_id end,
    session_id = case when 'session_id' = any (w.columns) then said.leaf ->> 'sessionId' else e.session_id end,
    request_id = case when 'request_id' = any (w.columns) then said.leaf ->> 'requestId' else e.request_id end,
    correlation_id = case when 'correlation_id' = any (w.columns) then said.leaf ->> 'correlationId' else e.correlation_id end
  from wanted w, lateral (select portal_leaf(x.leaf) as leaf from audit_event x where x.id = w.id) said
  where e.id = w.id and e.organization_id = org;
  get diagnostics mended = row_count;
  return mended;
end $$;
revoke execute on function portal_mend_columns(uuid) from public;
grant execute on function portal_mend_columns(uuid) to portal_app;
