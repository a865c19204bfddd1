-- CreateEnum
CREATE TYPE "key_destruction_kind" AS ENUM ('subject', 'retention');

-- CreateEnum
CREATE TYPE "key_destruction_state" AS ENUM ('proposed', 'approved', 'done', 'withdrawn');

-- CreateTable
CREATE TABLE "audit_key_use" (
    "key_id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "organization_id" UUID,

    CONSTRAINT "audit_key_use_pkey" PRIMARY KEY ("key_id","event_id")
);

-- CreateTable
CREATE TABLE "key_destruction" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "reference" TEXT NOT NULL,
    "kind" "key_destruction_kind" NOT NULL,
    "state" "key_destruction_state" NOT NULL,
    "subjects" TEXT[],
    "jurisdiction" TEXT,
    "retention_class" "retention_class",
    "month" TEXT,
    "reason" TEXT NOT NULL,
    "proposed_by_id" UUID,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "approved_by_id" UUID,
    "approved_at" TIMESTAMPTZ(3),
    "withdrawn_by_id" UUID,
    "completed_at" TIMESTAMPTZ(3),
    "planned" INTEGER NOT NULL,
    "destroyed" INTEGER NOT NULL DEFAULT 0,
    "cleared" INTEGER NOT NULL DEFAULT 0,
    "kept" JSONB NOT NULL,
    "exports" TEXT[],

    CONSTRAINT "key_destruction_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "disclosed_key" (
    "key_id" UUID NOT NULL,
    "export_id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,

    CONSTRAINT "disclosed_key_pkey" PRIMARY KEY ("key_id","export_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "key_destruction_organization_id_reference_key" ON "key_destruction"("organization_id", "reference");

-- CreateIndex
CREATE INDEX "key_destruction_organization_id_state_idx" ON "key_destruction"("organization_id", "state");

call portal_protect('audit_key_use', 'select, insert');
create policy installation on audit_key_use to portal_door using (organization_id is null) with check (organization_id is null);
grant insert on audit_key_use to portal_door;
call portal_protect('key_destruction', 'select, insert, update (state, proposed_by_id, approved_by_id, approved_at, withdrawn_by_id, completed_at, planned, destroyed, cleared, kept, exports)');
call portal_protect('disclosed_key', 'select, insert');

-- One open proposal per class and month.
create unique index key_destruction_one_open on key_destruction (organization_id, retention_class, month)
  where kind = 'retention' and state in ('proposed', 'approved');
create index subject_key_class_month on subject_key (organization_id, retention_class, month) where destroyed_at is null;

-- Two people, and what was decided is never changed (platform.md section 1, audit.md E6).
alter table key_destruction
  add constraint approved_by_two check (approved_by_id is null or (proposed_by_id is not null and approved_by_id <> proposed_by_id)),
  add constraint names_its_keys check (case kind when 'subject' then cardinality(subjects) > 0 and retention_class is null and month is null
    else cardinality(subjects) = 0 and retention_class is not null and month is not null end);

create function key_destruction_guard() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.state in ('done', 'withdrawn')
    or (to_jsonb(new) - '{state,proposed_by_id,approved_by_id,approved_at,withdrawn_by_id,completed_at,planned,destroyed,cleared,kept,exports}'::text[])
      <> (to_jsonb(old) - '{state,proposed_by_id,approved_by_id,approved_at,withdrawn_by_id,completed_at,planned,destroyed,cleared,kept,exports}'::text[])
    or (old.approved_by_id is not null and (new.approved_by_id, new.proposed_by_id) is distinct from (old.approved_by_id, old.proposed_by_id))
  then
    raise exception '% on key_destruction is refused: its history is kept', tg_op using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger guard before update or delete on key_destruction for each row execute function key_destruction_guard();

-- A key is destroyed once and for ever: nothing brings it back, and its row stays as the proof that it was.
create function subject_key_guard() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.destroyed_at is null and new.destroyed_at is not null and new.wrapped_key is null
    and (new.id, new.organization_id, new.subject, new.retention_class, new.month, new.created_at)
      is not distinct from (old.id, old.organization_id, old.subject, old.retention_class, old.month, old.created_at)
  then
    return new;
  end if;
  raise exception '% on subject_key is refused: a key is only ever destroyed', tg_op using errcode = 'insufficient_privilege';
end $$;
create trigger guard before update or delete on subject_key for each row execute function subject_key_guard();
create trigger never_truncated before truncate on subject_key for each statement execute function portal_refuse_change();

-- As before, and as quick as comparing two rows: an erasure empties many thousands.
create or replace function audit_event_refuse_change() returns trigger language plpgsql as $$
declare
  same audit_event := new;
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
  end if;
  raise exception '% on audit_event is refused: the trail is append-only', tg_op using errcode = 'insufficient_privilege';
end $$;

-- Recording shares a subject, destroying has it alone: whoever comes second sees what the first one committed.
create function portal_subject_lock(org uuid, subject text) returns bigint language sql immutable parallel safe as
$$ select hashtextextended('subject keys ' || coalesce(org::text, '') || ' ' || subject, 0) $$;

-- As portal_record, unless a key that was used is gone by now (another process keeps opened keys for a minute): then nothing
-- is written and the answer is false. `labels` are keys whose values stand in columns that the acting person does not lead to.
create function portal_record_sealed(event jsonb, leaf bytea, detail bytea, outbox jsonb, subjects text[], keys uuid[], labels uuid[]) returns boolean language plpgsql as $$
declare
  org uuid := (event ->> 'organization_id')::uuid;
begin
  perform pg_advisory_xact_lock_shared(portal_subject_lock(org, s)) from unnest(subjects) s;
  if exists (select 1 from unnest(keys) k(id) left join subject_key s on s.id = k.id and s.destroyed_at is null where s.id is null) then
    return false;
  end if;
  perform portal_record(event, leaf, detail, outbox);
  if cardinality(labels) > 0 then
    insert into audit_key_use (key_id, event_id, organization_id) select distinct l, (event ->> 'id')::uuid, org from unnest(labels) l;
  end if;
  return true;
end $$;

-- The protected columns of a leaf with their keys; null for bytes that are no leaf any more.
create function portal_leaf(bytes bytea) returns jsonb language plpgsql immutable as $$
begin
  return convert_from(bytes, 'UTF8')::jsonb;
exception when others then
  return null;
end $$;

-- The only way a key ends (A17): the keys and, in the same transaction, every search column that was derived with them (A7).
-- As the owner, because the application has no UPDATE on the trail (A8); within the organisation at hand only.
create function portal_destroy_keys(ids uuid[], moment timestamptz) returns table (destroyed uuid[], cleared bigint)
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  org uuid := portal_organization();
  one record;
  emptied bigint;
begin
  if org is null and current_setting('role') <> 'portal_door' then
    raise exception 'no organisation: no key is destroyed' using errcode = 'insufficient_privilege';
  end if;
  destroyed := '{}';
  cleared := 0;
  perform pg_advisory_xact_lock(lock) from (
    select distinct portal_subject_lock(org, k.subject) as lock from subject_key k
    where k.id = any (ids) and k.organization_id is not distinct from org order by 1) locks;
  for one in
    select k.id, k.month, k.retention_class, substr(k.subject, position(':' in k.subject) + 1) as actor from subject_key k
    where k.id = any (ids) and k.organization_id is not distinct from org and k.destroyed_at is null order by k.id for update
  loop
    with candidate as materialized (
      select e.id, portal_leaf(e.leaf) as leaf from audit_event e
      where e.organization_id is not distinct from org and position(convert_to(one.id::text, 'UTF8') in e.leaf) > 0 and e.id in (
        select u.event_id from audit_key_use u where u.key_id = one.id
        union all
        select a.id from audit_event a where a.organization_id = org and a.actor_id = one.actor
          and a.recorded_at >= (one.month || '-01')::timestamp at time zone 'UTC'
          and a.recorded_at < ((one.month || '-01')::timestamp + interval '1 month') at time zone 'UTC')
    )
    update audit_event e set
      actor_name = case when c.leaf is null or c.leaf #>> '{actor,name,k}' = one.id::text then null else e.actor_name end,
      resource_label = case when c.leaf is null or c.leaf #>> '{resource,label,k}' = one.id::text then null else e.resource_label end,
      ip = case when c.leaf is null or c.leaf #>> '{ip,k}' = one.id::text then null else e.ip end
    from candidate c where e.id = c.id and (c.leaf is null
      or (e.actor_name is not null and c.leaf #>> '{actor,name,k}' = one.id::text)
      or (e.resource_label is not null and c.leaf #>> '{resource,label,k}' = one.id::text)
      or (e.ip is not null and c.leaf #>> '{ip,k}' = one.id::text));
    get diagnostics emptied = row_count;
    update subject_key k set wrapped_key = null, destroyed_at = moment where k.id = one.id;
    destroyed := destroyed || one.id;
    cleared := cleared + emptied;
  end loop;
  return next;
end $$;
revoke execute on function portal_destroy_keys(uuid[], timestamptz) from public;
grant execute on function portal_destroy_keys(uuid[], timestamptz) to portal_app, portal_door;

-- Events recorded before these columns were followed.
insert into audit_key_use (key_id, event_id, organization_id)
  select distinct (used.key)::uuid, e.id, e.organization_id
  from audit_event e cross join lateral (select portal_leaf(e.leaf) as leaf) l
  cross join lateral (values (l.leaf #>> '{resource,label,k}'), (case when e.actor_kind in ('user', 'subject') then null else l.leaf #>> '{ip,k}' end)) used(key)
  where used.key is not null;
