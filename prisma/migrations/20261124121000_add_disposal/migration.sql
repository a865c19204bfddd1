-- CreateEnum
CREATE TYPE "erasure_ground" AS ENUM ('legal_obligation', 'legal_claims');

-- CreateEnum
CREATE TYPE "disposal_state" AS ENUM ('proposed', 'requested', 'approved', 'refused', 'done');

-- CreateEnum
CREATE TYPE "disposal_item_state" AS ENUM ('planned', 'skipped', 'destroyed', 'done');

-- CreateTable
CREATE TABLE "evidence_scrub" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "evidence_scrub_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "evidence_ground" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "evidence_id" UUID NOT NULL,
    "ground" "erasure_ground" NOT NULL,
    "reason" TEXT NOT NULL,
    "ends_on" DATE NOT NULL,
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "evidence_ground_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "disposal" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "reference" TEXT NOT NULL,
    "state" "disposal_state" NOT NULL DEFAULT 'proposed',
    "as_of" DATE NOT NULL,
    "proposed_by_id" TEXT NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "requested_by_id" UUID,
    "requested_at" TIMESTAMPTZ(3),
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "reason" TEXT,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "disposal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "disposal_item" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "disposal_id" UUID NOT NULL,
    "evidence_id" UUID NOT NULL,
    "state" "disposal_item_state" NOT NULL,
    "why" TEXT NOT NULL DEFAULT '',
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "disposal_item_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "evidence_scrub_organization_id_started_at_idx" ON "evidence_scrub"("organization_id", "started_at" DESC);

-- CreateIndex
CREATE INDEX "evidence_ground_organization_id_evidence_id_idx" ON "evidence_ground"("organization_id", "evidence_id");

-- CreateIndex
CREATE UNIQUE INDEX "disposal_organization_id_reference_key" ON "disposal"("organization_id", "reference");

-- CreateIndex
CREATE INDEX "disposal_item_organization_id_evidence_id_idx" ON "disposal_item"("organization_id", "evidence_id");

-- CreateIndex
CREATE UNIQUE INDEX "disposal_item_disposal_id_evidence_id_key" ON "disposal_item"("disposal_id", "evidence_id");

-- AddForeignKey
ALTER TABLE "disposal_item" ADD CONSTRAINT "disposal_item_disposal_id_fkey" FOREIGN KEY ("disposal_id") REFERENCES "disposal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

call portal_protect('evidence_scrub', 'select, insert, update (finished_at)');
call portal_protect('evidence_ground', 'select, insert');
call portal_protect('disposal', 'select, insert, update (state, requested_by_id, requested_at, decided_by_id, decided_at, reason, finished_at)');
call portal_protect('disposal_item', 'select, insert, update (state, why, changed_at)');

create trigger append_only before update or delete on evidence_ground for each row execute function portal_refuse_change();

-- Two people, and never back (E6).
alter table disposal
  add constraint decided_by_another check (decided_by_id is null or requested_by_id is null or state = 'refused' or decided_by_id <> requested_by_id),
  add constraint approved_by_two check (state not in ('approved', 'done') or (requested_by_id is not null and decided_by_id is not null));

create function disposal_guard() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and ((old.state, new.state) in (('proposed', 'requested'), ('proposed', 'refused'), ('requested', 'approved'), ('requested', 'refused'), ('approved', 'done'))) then
    return new;
  end if;
  raise exception '% on disposal is refused: a list goes from proposed over requested and approved to done', tg_op using errcode = 'insufficient_privilege';
end $$;
create trigger guard before update or delete on disposal for each row execute function disposal_guard();

-- Nothing is destroyed but what stands on an approved list.
create function disposal_item_guard() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (old.state, new.state) in (('planned', 'skipped'), ('planned', 'destroyed'), ('destroyed', 'done')) and (
    new.state <> 'destroyed' or exists (select 1 from disposal d where d.id = new.disposal_id and d.state = 'approved'))
  then
    return new;
  end if;
  raise exception '% on disposal_item is refused', tg_op using errcode = 'insufficient_privilege';
end $$;
create trigger guard before update or delete on disposal_item for each row execute function disposal_item_guard();

create function evidence_refuse_disposal_unapproved() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from disposal_item i join disposal d on d.id = i.disposal_id
    where i.evidence_id = old.id and i.state = 'destroyed' and d.state = 'approved')
  then
    raise exception 'evidence % stands on no approved disposal list', old.reference using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger unapproved before update of status on evidence for each row
  when (new.status = 'disposed' and old.status <> 'disposed') execute function evidence_refuse_disposal_unapproved();
