-- CreateEnum
CREATE TYPE "audit_archive_state" AS ENUM ('proposed', 'requested', 'approved', 'bundled', 'done', 'refused');

-- CreateTable
CREATE TABLE "audit_archive" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "log_id" UUID NOT NULL,
    "reference" TEXT NOT NULL,
    "state" "audit_archive_state" NOT NULL DEFAULT 'proposed',
    "month" TEXT NOT NULL,
    "first" BIGINT NOT NULL,
    "count" BIGINT NOT NULL,
    "newest_at" TIMESTAMPTZ(3) NOT NULL,
    "proposed_by_id" TEXT NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "requested_by_id" UUID,
    "requested_at" TIMESTAMPTZ(3),
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "reason" TEXT,
    "size" BIGINT,
    "object_id" UUID,
    "sha256" TEXT,
    "bundled_at" TIMESTAMPTZ(3),
    "moved" BIGINT NOT NULL DEFAULT 0,
    "finished_at" TIMESTAMPTZ(3),
    "problem" TEXT,

    CONSTRAINT "audit_archive_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "audit_archive_log_id_first_idx" ON "audit_archive"("log_id", "first");

-- CreateIndex
CREATE UNIQUE INDEX "audit_archive_organization_id_reference_key" ON "audit_archive"("organization_id", "reference");

create unique index audit_archive_once on audit_archive (log_id, first) where state <> 'refused';

call portal_protect('audit_archive', 'select, insert, update (state, requested_by_id, requested_at, decided_by_id, decided_at, reason, size, object_id, sha256, bundled_at, finished_at, problem)');
create policy installation on audit_archive for select to portal_door using (organization_id is null);
grant select on audit_archive to portal_door;
create policy sequencer on audit_archive for select to portal_sequencer using (true);
grant select on audit_archive to portal_sequencer;

-- Two people, a bundle with its hash before anything is moved, and never back (E6).
alter table audit_archive
  add constraint decided_by_another check (state in ('proposed', 'requested', 'refused') or (requested_by_id is not null and decided_by_id is not null and decided_by_id <> requested_by_id)),
  add constraint bundled_with_hash check (state not in ('bundled', 'done') or (object_id is not null and sha256 is not null and size >= first + count)),
  add constraint whole check (first >= 0 and count > 0 and moved between 0 and count and (state = 'done') <= (moved = count) and (moved > 0) <= (state in ('bundled', 'done')));

create function audit_archive_guard() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' and new.state = 'proposed' and new.moved = 0 then return new; end if;
  if tg_op = 'UPDATE' then
    if (old.state, new.state) in (('proposed', 'requested'), ('proposed', 'refused'), ('requested', 'approved'), ('requested', 'refused'), ('approved', 'bundled'), ('bundled', 'done'))
      or (old.state = new.state and old.state in ('approved', 'bundled') and old.sha256 is not distinct from new.sha256 and old.object_id is not distinct from new.object_id) then
      return new;
    end if;
  end if;
  raise exception '% on audit_archive is refused: a month goes from proposed over requested, approved and bundled to done', tg_op using errcode = 'insufficient_privilege';
end $$;
create trigger guard before insert or update or delete on audit_archive for each row execute function audit_archive_guard();

-- The trail stays append-only; what lies in a bundle that was verified may leave the table, and its place in the log stays.
create function audit_event_refuse_removal() returns trigger language plpgsql as $$
begin
  if exists (select 1 from audit_leaf l join audit_archive a on a.log_id = l.log_id and l.index >= a.first and l.index < a.first + a.count
    where l.event_id = old.id and a.state = 'bundled') then
    return old;
  end if;
  raise exception 'DELETE on audit_event is refused: the trail is append-only' using errcode = 'insufficient_privilege';
end $$;
drop trigger append_only on audit_event;
create trigger append_only before update on audit_event for each row execute function audit_event_refuse_change();
create trigger never_removed before delete on audit_event for each row execute function audit_event_refuse_removal();

-- The only way an event leaves the table: the next ones of a bundled month of the organisation at hand, oldest first. As the owner,
-- because the application has no DELETE on the trail (A8). Returns how many are left.
create function portal_move_to_archive(archive uuid, most int) returns bigint
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  org uuid := portal_organization();
  a audit_archive;
  upto bigint;
begin
  select * into a from audit_archive x where x.id = archive and x.organization_id = org for update;
  if a.id is null or a.state <> 'bundled' then
    raise exception 'this month is not in a verified bundle: nothing is moved' using errcode = 'insufficient_privilege';
  end if;
  if not exists (select 1 from stored_object o where o.id = a.object_id and o.organization_id = org and o.sha256 = a.sha256 and o.wrapped_key is not null) then
    raise exception 'the bundle of this month cannot be read: nothing is moved' using errcode = 'insufficient_privilege';
  end if;
  if a.first > coalesce((select max(e.first + e.moved) from audit_archive e where e.log_id = a.log_id and e.id <> a.id), 0) then
    raise exception 'an earlier part of the log is not archived yet: nothing is moved' using errcode = 'insufficient_privilege';
  end if;
  if exists (select 1 from subject_key k where k.organization_id = org and k.destroyed_at is null and k.month <= a.month) then
    raise exception 'keys of this month are alive: nothing is moved' using errcode = 'insufficient_privilege';
  end if;
  upto := least(a.first + a.moved + most, a.first + a.count);
  delete from audit_key_use u using audit_leaf l
    where l.log_id = a.log_id and l.index >= a.first + a.moved and l.index < upto and u.event_id = l.event_id and u.organization_id = org;
  delete from audit_event e using audit_leaf l
    where l.log_id = a.log_id and l.index >= a.first + a.moved and l.index < upto and e.id = l.event_id and e.organization_id = org;
  update audit_archive set moved = upto - a.first where id = a.id;
  return a.first + a.count - upto;
end $$;
revoke execute on function portal_move_to_archive(uuid, int) from public;
grant execute on function portal_move_to_archive(uuid, int) to portal_app;
