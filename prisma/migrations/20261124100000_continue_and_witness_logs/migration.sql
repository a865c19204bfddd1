-- CreateEnum
CREATE TYPE "audit_anchor_place" AS ENUM ('folder', 'mail', 'webhook');

-- AlterTable
ALTER TABLE "audit_log" ADD COLUMN     "halted_leaves" BIGINT,
ADD COLUMN     "halted_note" TEXT;

-- CreateTable
CREATE TABLE "audit_log_closing" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "log_id" UUID NOT NULL,
    "halted_reason" TEXT NOT NULL,
    "checkpoint" TEXT,
    "reason" TEXT NOT NULL,
    "proposed_by_id" UUID NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "confirmed" BOOLEAN,
    "successor_id" UUID,

    CONSTRAINT "audit_log_closing_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_log_healing" (
    "id" UUID NOT NULL,
    "organization_id" UUID,
    "log_id" UUID NOT NULL,
    "from_size" BIGINT NOT NULL,
    "to_size" BIGINT NOT NULL,
    "lost_keys" TEXT[],
    "lost_details" INTEGER NOT NULL,
    "healed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "audit_log_healing_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_log_key" (
    "log_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "organization_id" UUID,
    "vkey" TEXT NOT NULL,
    "wrapped_signer" BYTEA NOT NULL,
    "ordered_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "start_size" BIGINT,
    "started_at" TIMESTAMPTZ(3),
    "noted_at" TIMESTAMPTZ(3),

    CONSTRAINT "audit_log_key_pkey" PRIMARY KEY ("log_id","number")
);

-- CreateTable
CREATE TABLE "audit_log_statement" (
    "log_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "organization_id" UUID,
    "note" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "audit_log_statement_pkey" PRIMARY KEY ("log_id","number")
);

-- CreateTable
CREATE TABLE "audit_witness" (
    "log_id" UUID NOT NULL,
    "vkey" TEXT NOT NULL,
    "organization_id" UUID,
    "url" TEXT NOT NULL,
    "same_machine" BOOLEAN NOT NULL,
    "size" BIGINT,
    "cosigned_at" TIMESTAMPTZ(3),
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "trouble" TEXT,
    "troubled_at" TIMESTAMPTZ(3),

    CONSTRAINT "audit_witness_pkey" PRIMARY KEY ("log_id","vkey")
);

-- CreateTable
CREATE TABLE "audit_cosignature" (
    "log_id" UUID NOT NULL,
    "size" BIGINT NOT NULL,
    "vkey" TEXT NOT NULL,
    "organization_id" UUID,
    "line" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "audit_cosignature_pkey" PRIMARY KEY ("log_id","size","vkey")
);

-- CreateTable
CREATE TABLE "audit_anchor" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "log_id" UUID NOT NULL,
    "place" "audit_anchor_place" NOT NULL,
    "target" TEXT NOT NULL,
    "size" BIGINT NOT NULL,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "audit_anchor_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "audit_log_closing_organization_id_proposed_at_idx" ON "audit_log_closing"("organization_id", "proposed_at" DESC);

-- CreateIndex
CREATE INDEX "audit_log_healing_organization_id_healed_at_idx" ON "audit_log_healing"("organization_id", "healed_at" DESC);

-- CreateIndex
CREATE INDEX "audit_anchor_organization_id_log_id_sent_at_idx" ON "audit_anchor"("organization_id", "log_id", "sent_at" DESC);

-- A log halted and closed: who may do what (A8, A9) ------------------------------------------------------------------

grant select (halted_note, halted_leaves) on audit_log to portal_app, portal_door;
grant update (halted_note, halted_leaves, vkey, wrapped_signer) on audit_log to portal_sequencer;
grant update (closed_at, closed_reason) on audit_log to portal_app;
grant insert on audit_log to portal_app;

create unique index audit_log_closing_one_open on audit_log_closing (log_id) where decided_at is null;
alter table audit_log_closing add constraint audit_log_closing_two_people check (confirmed is not true or decided_by_id <> proposed_by_id),
  add constraint audit_log_closing_decided_whole check ((decided_at is null) = (decided_by_id is null) and (decided_at is null) = (confirmed is null)
    and (confirmed is not true) = (successor_id is null));
call portal_protect('audit_log_closing', 'select, insert, update (decided_by_id, decided_at, confirmed, successor_id)');
create policy sequencer on audit_log_closing for select to portal_sequencer using (true);
grant select on audit_log_closing to portal_sequencer;

create function audit_log_closing_decided_once() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.decided_at is null then return new; end if;
  raise exception '% on audit_log_closing is refused: it is decided once', tg_op using errcode = 'insufficient_privilege';
end $$;
create trigger decided_once before update or delete on audit_log_closing for each row execute function audit_log_closing_decided_once();

-- A log is closed once, only after it was halted, and only by a confirmed proposal; a successor follows a closed log of the same organisation.
create function audit_log_guard() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'DELETE on audit_log is refused: a log is closed, never removed' using errcode = 'insufficient_privilege';
  end if;
  if tg_op = 'UPDATE' then
    if old.closed_at is not null and (new.closed_at is distinct from old.closed_at or new.closed_reason is distinct from old.closed_reason) then
      raise exception 'a closed log stays closed' using errcode = 'insufficient_privilege';
    end if;
    if current_user = 'portal_app' and new.closed_at is not null and old.closed_at is null
      and not (old.halted_at is not null and exists (select 1 from audit_log_closing c where c.log_id = old.id and c.confirmed)) then
      raise exception 'a log is closed only when it is halted and two people said so' using errcode = 'insufficient_privilege';
    end if;
    return new;
  end if;
  if current_user = 'portal_app' and not exists (select 1 from audit_log l
    where l.id = new.successor_of_id and l.organization_id = new.organization_id and l.closed_at is not null) then
    raise exception 'a log is opened only as the successor of a closed one' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger guarded before insert or update or delete on audit_log for each row execute function audit_log_guard();

-- What was recorded for a log that was closed before it could be signed goes to the successor's queue.
grant insert on audit_pending to portal_sequencer;
grant usage on sequence audit_pending_position_seq to portal_sequencer;
grant delete on audit_leaf to portal_sequencer;
drop trigger append_only on audit_leaf;
create function audit_leaf_refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and exists (select 1 from audit_log l where l.id = old.log_id and l.closed_at is not null)
    and not exists (select 1 from audit_checkpoint c where c.log_id = old.log_id and c.size > old.index) then
    return old;
  end if;
  raise exception '% on audit_leaf is refused: the log is append-only', tg_op using errcode = 'insufficient_privilege';
end $$;
create trigger append_only before update or delete on audit_leaf for each row execute function audit_leaf_refuse_change();

-- Healing: the sequencer puts back what was signed (A9). Columns of protected fields need the keys.
create policy healer on audit_event for insert to portal_sequencer with check (true);
grant insert on audit_event to portal_sequencer;
create policy sequencer on subject_key for select to portal_sequencer using (true);
grant select on subject_key to portal_sequencer;
call portal_protect('audit_log_healing', 'select');
create policy sequencer on audit_log_healing to portal_sequencer using (true) with check (true);
grant select, insert on audit_log_healing to portal_sequencer;
create trigger append_only before update or delete on audit_log_healing for each row execute function portal_refuse_change();

-- Keys and statements (A13) -------------------------------------------------------------------------------------------

create unique index audit_log_key_one_waiting on audit_log_key (log_id) where started_at is null;
call portal_protect('audit_log_key', 'select (log_id, number, organization_id, vkey, ordered_by_id, created_at, start_size, started_at, noted_at), insert');
create policy sequencer on audit_log_key to portal_sequencer using (true) with check (true);
grant select, insert, update (start_size, started_at) on audit_log_key to portal_sequencer;
create policy installation on audit_log_key to portal_door using (true) with check (true);
grant select (log_id, number, organization_id, vkey, start_size, started_at, noted_at), update (noted_at) on audit_log_key to portal_door;
create trigger never_deleted before delete on audit_log_key for each row execute function portal_refuse_change();

call portal_protect('audit_log_statement', 'select');
create policy sequencer on audit_log_statement to portal_sequencer using (true) with check (true);
grant select, insert on audit_log_statement to portal_sequencer;
create trigger append_only before update or delete on audit_log_statement for each row execute function portal_refuse_change();

-- Witnesses and copies outside (A12) ----------------------------------------------------------------------------------

call portal_protect('audit_witness', 'select');
create policy sequencer on audit_witness to portal_sequencer using (true) with check (true);
grant select, insert, update (url, same_machine, size, cosigned_at, asked_at, trouble, troubled_at) on audit_witness to portal_sequencer;

call portal_protect('audit_cosignature', 'select');
create policy sequencer on audit_cosignature to portal_sequencer using (true) with check (true);
grant select, insert on audit_cosignature to portal_sequencer;
create trigger append_only before update or delete on audit_cosignature for each row execute function portal_refuse_change();

call portal_protect('audit_anchor', 'select, insert');
create trigger append_only before update or delete on audit_anchor for each row execute function portal_refuse_change();
