-- CreateTable
CREATE TABLE "legal_hold" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "reference" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "covers_evidence" BOOLEAN NOT NULL,
    "covers_trail" BOOLEAN NOT NULL,
    "types" "evidence_type"[],
    "control_ids" TEXT[],
    "source_system" TEXT,
    "person_id" UUID,
    "period_from" DATE,
    "period_to" DATE,
    "placed_by_id" UUID NOT NULL,
    "placed_at" TIMESTAMPTZ(3) NOT NULL,
    "release_reason" TEXT,
    "release_proposed_by_id" UUID,
    "release_proposed_at" TIMESTAMPTZ(3),
    "released_by_id" UUID,
    "released_at" TIMESTAMPTZ(3),

    CONSTRAINT "legal_hold_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "legal_hold_item" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "hold_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "object_id" TEXT NOT NULL,
    "by_query" BOOLEAN NOT NULL,
    "placed_at" TIMESTAMPTZ(3) NOT NULL,
    "released_at" TIMESTAMPTZ(3),

    CONSTRAINT "legal_hold_item_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "legal_hold_organization_id_released_at_idx" ON "legal_hold"("organization_id", "released_at");

-- CreateIndex
CREATE UNIQUE INDEX "legal_hold_organization_id_reference_key" ON "legal_hold"("organization_id", "reference");

-- CreateIndex
CREATE INDEX "legal_hold_item_organization_id_kind_object_id_idx" ON "legal_hold_item"("organization_id", "kind", "object_id");

-- CreateIndex
CREATE UNIQUE INDEX "legal_hold_item_hold_id_kind_object_id_key" ON "legal_hold_item"("hold_id", "kind", "object_id");

-- AddForeignKey
ALTER TABLE "legal_hold_item" ADD CONSTRAINT "legal_hold_item_hold_id_fkey" FOREIGN KEY ("hold_id") REFERENCES "legal_hold"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

call portal_protect('legal_hold', 'select, insert, update (release_reason, release_proposed_by_id, release_proposed_at, released_by_id, released_at)');
call portal_protect('legal_hold_item', 'select, insert, update (released_at)');

-- A hold ends once, by two people, with a reason; what it holds never changes (E5).
alter table legal_hold
  add constraint released_by_two check (released_at is null or
    (released_by_id is not null and release_proposed_by_id is not null and release_reason is not null and released_by_id <> release_proposed_by_id)),
  add constraint proposal_is_whole check ((release_proposed_by_id is null) = (release_proposed_at is null) and (release_proposed_by_id is null) = (release_reason is null));

create function legal_hold_guard() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'DELETE on legal_hold is refused: holds are kept' using errcode = 'insufficient_privilege';
  end if;
  if old.released_at is not null
    or (to_jsonb(new) - '{release_reason,release_proposed_by_id,release_proposed_at,released_by_id,released_at}'::text[])
      <> (to_jsonb(old) - '{release_reason,release_proposed_by_id,release_proposed_at,released_by_id,released_at}'::text[])
  then
    raise exception 'UPDATE on legal_hold is refused: only a release changes a hold, once' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger guard before update or delete on legal_hold for each row execute function legal_hold_guard();
create trigger never_truncated before truncate on legal_hold for each statement execute function portal_refuse_change();

create function legal_hold_item_guard() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.released_at is null
    and (to_jsonb(new) - 'released_at') = (to_jsonb(old) - 'released_at')
    and exists (select 1 from legal_hold h where h.id = new.hold_id and h.released_at is not null)
  then
    return new;
  end if;
  raise exception '% on legal_hold_item is refused: an item leaves with its hold', tg_op using errcode = 'insufficient_privilege';
end $$;
create trigger guard before update or delete on legal_hold_item for each row execute function legal_hold_item_guard();
create trigger never_truncated before truncate on legal_hold_item for each statement execute function portal_refuse_change();

-- Does this piece of evidence answer the query of a hold? Says nothing about whether the hold still stands.
create function portal_hold_asks_for(h legal_hold, e evidence) returns boolean language sql stable as $$
  select h.organization_id = e.organization_id and h.covers_evidence
    and (cardinality(h.types) = 0 or e.type = any (h.types))
    and (cardinality(h.control_ids) = 0 or e.control_ids && h.control_ids)
    and (h.source_system is null or lower(e.source_system) = lower(h.source_system))
    and (h.person_id is null or e.collector_id = h.person_id::text or coalesce(e.approver_id = h.person_id, false))
    and (h.period_from is null or e.effective_to >= h.period_from)
    and (h.period_to is null or e.effective_from <= h.period_to)
$$;

-- Is this piece of evidence under this hold: named, caught earlier, or asked for by its query?
create function portal_hold_catches(h legal_hold, e evidence) returns boolean language sql stable as $$
  select h.organization_id = e.organization_id and h.released_at is null and (
    portal_hold_asks_for(h, e)
    or exists (select 1 from legal_hold_item i where i.hold_id = h.id and i.kind = 'evidence' and i.object_id = e.id::text))
$$;

-- Which holds keep the keys of a subject's fields in the trail? A subject or month left out means any, so that doubt keeps.
create function portal_holds_on_keys(org uuid, of_subject text, of_month text) returns setof legal_hold language sql stable as $$
  select h.* from legal_hold h where h.organization_id = org and h.released_at is null and (
    (h.covers_trail
      and (h.person_id is null or of_subject is null or of_subject = 'person:' || h.person_id)
      and (of_month is null or (
        (h.period_from is null or ((of_month || '-01')::date + interval '1 month')::date > h.period_from)
        and (h.period_to is null or (of_month || '-01')::date <= h.period_to))))
    or exists (select 1 from legal_hold_item i where i.hold_id = h.id and i.kind = 'person'
      and (of_subject is null or of_subject in (i.object_id, 'person:' || i.object_id)))
    or exists (
      select 1 from legal_hold_item i
      join audit_event a on a.organization_id = org and a.id = (case when i.kind = 'audit_event' then i.object_id end)::uuid
      join subject_key k on k.organization_id = org and (of_subject is null or k.subject = of_subject) and (of_month is null or k.month = of_month)
      where i.hold_id = h.id and i.kind = 'audit_event' and position(k.id::text in convert_from(a.leaf, 'UTF8')) > 0))
$$;

-- The last gate: evidence under a hold is not disposed of, whatever the code above believes (E5, E6).
create function evidence_refuse_disposal_under_hold() returns trigger language plpgsql as $$
begin
  if exists (select 1 from legal_hold h where portal_hold_catches(h, old)) then
    raise exception 'evidence % is under a legal hold and cannot be disposed of', old.reference using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger held before update of status on evidence for each row
  when (new.status = 'disposed' and old.status <> 'disposed') execute function evidence_refuse_disposal_under_hold();
