-- AlterTable
ALTER TABLE "evidence" ADD COLUMN "disposed_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "evidence_version" ADD COLUMN "status" "evidence_status" NOT NULL DEFAULT 'draft',
ADD COLUMN "collected_by_id" TEXT,
ADD COLUMN "change_note" TEXT NOT NULL DEFAULT '',
ADD COLUMN "redacts" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN "submitted_by_id" UUID,
ADD COLUMN "submitted_at" TIMESTAMPTZ(3),
ADD COLUMN "decided_by_id" UUID,
ADD COLUMN "decided_at" TIMESTAMPTZ(3),
ADD COLUMN "decision_reason" TEXT,
ADD COLUMN "destroyed_at" TIMESTAMPTZ(3);

update evidence_version v set collected_by_id = e.collector_id, status = e.status from evidence e where e.id = v.evidence_id;
ALTER TABLE "evidence_version" ALTER COLUMN "collected_by_id" SET NOT NULL;

grant update (type, source_system, effective_from, effective_to, retention_class, disposed_at) on evidence to portal_app;
grant update (status, submitted_by_id, submitted_at, decided_by_id, decided_at, decision_reason, destroyed_at) on evidence_version to portal_app;

-- Nobody approves what they collected or handed in (E3).
alter table evidence add constraint approved_by_another check (approver_id is null or approver_id::text <> collector_id);
alter table evidence_version
  add constraint decided_by_another check (decided_by_id is null or (decided_by_id::text <> collected_by_id and decided_by_id is distinct from submitted_by_id)),
  add constraint decision_is_signed check (status not in ('approved', 'rejected') or (decided_by_id is not null and decided_at is not null)),
  add constraint rejection_has_reason check (status <> 'rejected' or coalesce(decision_reason, '') <> '');

-- The table of steps, the same as EVIDENCE_TRANSITIONS in lib/audit/rules.ts; a file's facts never change and its content is destroyed once.
create function evidence_version_guard() returns trigger language plpgsql as $$
declare
  moving text[] := '{integrity,verified_at,status,submitted_by_id,submitted_at,decided_by_id,decided_at,decision_reason,destroyed_at}';
begin
  if tg_op = 'DELETE' then
    raise exception 'DELETE on evidence_version is refused: versions are kept' using errcode = 'insufficient_privilege';
  end if;
  if (to_jsonb(new) - moving) <> (to_jsonb(old) - moving) then
    raise exception 'UPDATE on evidence_version is refused: a version''s file and its facts never change' using errcode = 'insufficient_privilege';
  end if;
  if new.status <> old.status and (old.status, new.status) not in (
    ('draft', 'submitted'), ('draft', 'superseded'), ('draft', 'disposed'), ('submitted', 'approved'), ('submitted', 'rejected'),
    ('approved', 'superseded'), ('approved', 'disposed'), ('rejected', 'superseded'), ('rejected', 'disposed'), ('superseded', 'disposed'))
  then
    raise exception 'evidence_version cannot go from % to %', old.status, new.status using errcode = 'insufficient_privilege';
  end if;
  if (old.decided_by_id is not null and (new.decided_by_id, new.decided_at, new.decision_reason) is distinct from (old.decided_by_id, old.decided_at, old.decision_reason))
    or (old.destroyed_at is not null and new.destroyed_at is distinct from old.destroyed_at)
  then
    raise exception 'UPDATE on evidence_version is refused: what was decided or destroyed stays so' using errcode = 'insufficient_privilege';
  end if;
  if old.destroyed_at is null and new.destroyed_at is not null
    and exists (select 1 from legal_hold h join evidence e on e.id = old.evidence_id where portal_hold_catches(h, e))
  then
    raise exception 'the content is under a legal hold and cannot be destroyed' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger guard before update or delete on evidence_version for each row execute function evidence_version_guard();
create trigger never_truncated before truncate on evidence_version for each statement execute function portal_refuse_change();

-- Facts stand still once a version was handed in; retention is never shortened; disposed is the end (E3, E5, E6).
create function evidence_guard() returns trigger language plpgsql as $$
declare
  moving text[] := '{status,approver_id,retain_until,disposed_at}';
begin
  if tg_op = 'DELETE' then
    raise exception 'DELETE on evidence is refused: disposal keeps the record' using errcode = 'insufficient_privilege';
  end if;
  if new.retain_until < old.retain_until then
    raise exception 'evidence % cannot be kept for less long than until %', old.reference, old.retain_until using errcode = 'insufficient_privilege';
  end if;
  if old.status = 'disposed' and new is distinct from old then
    raise exception 'evidence % was disposed of and does not change any more', old.reference using errcode = 'insufficient_privilege';
  end if;
  if (to_jsonb(new) - moving) <> (to_jsonb(old) - moving) and (
    (new.id, new.organization_id, new.reference, new.collector_id, new.created_at) is distinct from (old.id, old.organization_id, old.reference, old.collector_id, old.created_at)
    or exists (select 1 from evidence_version v where v.evidence_id = old.id and (v.status not in ('draft', 'superseded') or v.decided_by_id is not null)))
  then
    raise exception 'evidence % was handed in: its facts do not change any more', old.reference using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger guard before update or delete on evidence for each row execute function evidence_guard();
create trigger never_truncated before truncate on evidence for each statement execute function portal_refuse_change();

-- A person's hold also catches what they collected as a later version.
create or replace function portal_hold_asks_for(h legal_hold, e evidence) returns boolean language sql stable as $$
  select h.organization_id = e.organization_id and h.covers_evidence
    and (cardinality(h.types) = 0 or e.type = any (h.types))
    and (cardinality(h.control_ids) = 0 or e.control_ids && h.control_ids)
    and (h.source_system is null or lower(e.source_system) = lower(h.source_system))
    and (h.person_id is null or e.collector_id = h.person_id::text or coalesce(e.approver_id = h.person_id, false)
      or exists (select 1 from evidence_version v where v.evidence_id = e.id and v.collected_by_id = h.person_id::text))
    and (h.period_from is null or e.effective_to >= h.period_from)
    and (h.period_to is null or e.effective_from <= h.period_to)
$$;
