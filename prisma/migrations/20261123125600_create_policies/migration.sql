-- CreateEnum
CREATE TYPE "policy_type" AS ENUM ('security_policy', 'data_protection', 'access_control', 'incident_response', 'business_continuity', 'vendor_management', 'change_management', 'training_policy', 'code_of_conduct', 'acceptable_use', 'privacy_policy', 'retention_policy');

-- CreateEnum
CREATE TYPE "policy_version_status" AS ENUM ('draft', 'in_review', 'approved', 'published', 'superseded', 'retired');

-- CreateEnum
CREATE TYPE "policy_assignment_status" AS ENUM ('pending', 'acknowledged', 'overdue', 'exempted', 'withdrawn');

-- CreateEnum
CREATE TYPE "acknowledgement_method" AS ENUM ('portal', 'email', 'training', 'meeting');

-- CreateEnum
CREATE TYPE "policy_decision" AS ENUM ('approved', 'returned');

-- CreateEnum
CREATE TYPE "policy_classification" AS ENUM ('public', 'internal', 'confidential');

-- CreateEnum
CREATE TYPE "audience_kind" AS ENUM ('everyone', 'role', 'department', 'location');

-- CreateTable
CREATE TABLE "policy" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "reference" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "type" "policy_type" NOT NULL,
    "owner_id" UUID NOT NULL,
    "classification" "policy_classification" NOT NULL,
    "mandatory" BOOLEAN NOT NULL,
    "acknowledgement_required" BOOLEAN NOT NULL,
    "reaffirm_after_days" INTEGER,
    "approvals_required" INTEGER NOT NULL DEFAULT 1,
    "review_date" DATE,
    "tags" TEXT[],
    "requirement_ids" TEXT[],
    "control_ids" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "policy_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "policy_version" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "policy_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "based_on_id" UUID,
    "status" "policy_version_status" NOT NULL DEFAULT 'draft',
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "content_sha256" TEXT NOT NULL,
    "change_note" TEXT NOT NULL,
    "material" BOOLEAN NOT NULL,
    "due_days" INTEGER NOT NULL,
    "effective_from" DATE,
    "author_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "review_round" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "submitted_at" TIMESTAMPTZ(3),
    "approved_at" TIMESTAMPTZ(3),
    "published_at" TIMESTAMPTZ(3),
    "published_by_id" UUID,
    "published_on" DATE,
    "superseded_at" TIMESTAMPTZ(3),
    "distributed_at" TIMESTAMPTZ(3),

    CONSTRAINT "policy_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "policy_version_editor" (
    "version_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "first_edited_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "policy_version_editor_pkey" PRIMARY KEY ("version_id","person_id")
);

-- CreateTable
CREATE TABLE "policy_audience" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "kind" "audience_kind" NOT NULL,
    "value" TEXT,
    "excluded" BOOLEAN NOT NULL DEFAULT false,
    "due_days" INTEGER,

    CONSTRAINT "policy_audience_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "policy_approval" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "round" INTEGER NOT NULL,
    "approver_id" UUID NOT NULL,
    "decision" "policy_decision" NOT NULL,
    "material" BOOLEAN NOT NULL,
    "comment" TEXT NOT NULL,
    "content_sha256" TEXT NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "policy_approval_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "policy_assignment" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "status" "policy_assignment_status" NOT NULL DEFAULT 'pending',
    "due_on" DATE NOT NULL,
    "assigned_at" TIMESTAMPTZ(3) NOT NULL,
    "acknowledgement_id" UUID,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "policy_assignment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "policy_acknowledgement" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "content_sha256" TEXT NOT NULL,
    "statement" TEXT NOT NULL,
    "method" "acknowledgement_method" NOT NULL,
    "typed_name" TEXT NOT NULL,
    "acknowledged_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ip" TEXT,
    "user_agent" TEXT,
    "read_percent" INTEGER,
    "visible_seconds" INTEGER,

    CONSTRAINT "policy_acknowledgement_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "policy_organization_id_reference_key" ON "policy"("organization_id", "reference");

-- CreateIndex
CREATE INDEX "policy_version_organization_id_status_idx" ON "policy_version"("organization_id", "status");

-- CreateIndex
CREATE UNIQUE INDEX "policy_version_policy_id_number_key" ON "policy_version"("policy_id", "number");

-- CreateIndex
CREATE INDEX "policy_version_editor_organization_id_person_id_idx" ON "policy_version_editor"("organization_id", "person_id");

-- CreateIndex
CREATE INDEX "policy_audience_version_id_idx" ON "policy_audience"("version_id");

-- CreateIndex
CREATE INDEX "policy_approval_organization_id_approver_id_idx" ON "policy_approval"("organization_id", "approver_id");

-- CreateIndex
CREATE UNIQUE INDEX "policy_approval_version_id_round_approver_id_key" ON "policy_approval"("version_id", "round", "approver_id");

-- CreateIndex
CREATE INDEX "policy_assignment_organization_id_person_id_status_idx" ON "policy_assignment"("organization_id", "person_id", "status");

-- CreateIndex
CREATE UNIQUE INDEX "policy_assignment_version_id_person_id_key" ON "policy_assignment"("version_id", "person_id");

-- CreateIndex
CREATE INDEX "policy_acknowledgement_organization_id_person_id_idx" ON "policy_acknowledgement"("organization_id", "person_id");

-- CreateIndex
CREATE UNIQUE INDEX "policy_acknowledgement_version_id_person_id_key" ON "policy_acknowledgement"("version_id", "person_id");

-- AddForeignKey
ALTER TABLE "policy_version" ADD CONSTRAINT "policy_version_policy_id_fkey" FOREIGN KEY ("policy_id") REFERENCES "policy"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "policy_version" ADD CONSTRAINT "policy_version_based_on_id_fkey" FOREIGN KEY ("based_on_id") REFERENCES "policy_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "policy_version_editor" ADD CONSTRAINT "policy_version_editor_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "policy_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "policy_audience" ADD CONSTRAINT "policy_audience_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "policy_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "policy_approval" ADD CONSTRAINT "policy_approval_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "policy_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "policy_assignment" ADD CONSTRAINT "policy_assignment_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "policy_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "policy_assignment" ADD CONSTRAINT "policy_assignment_acknowledgement_id_fkey" FOREIGN KEY ("acknowledgement_id") REFERENCES "policy_acknowledgement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "policy_acknowledgement" ADD CONSTRAINT "policy_acknowledgement_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "policy_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Protection ----------------------------------------------------------------------------------------------------------

-- Who acts, said by the command to the database at the beginning of its transaction: what is written in a person's name is
-- refused unless it is this person.
create function portal_person() returns uuid language sql stable parallel safe as
$$ select nullif(current_setting('app.person_id', true), '')::uuid $$;

call portal_protect('policy', 'select, insert, update (title, type, owner_id, classification, mandatory, acknowledgement_required, reaffirm_after_days, review_date, tags, requirement_ids, control_ids)');
call portal_protect('policy_version', 'select, insert, update (status, title, description, text, content_sha256, change_note, material, due_days, effective_from, revision, review_round, updated_at, submitted_at, approved_at, published_at, published_by_id, published_on, superseded_at, distributed_at)');
call portal_protect('policy_version_editor', 'select, insert');
call portal_protect('policy_audience', 'select, insert, delete');
call portal_protect('policy_approval', 'select, insert');
call portal_protect('policy_assignment', 'select, insert, update (status, due_on, acknowledgement_id, closed_at)');
call portal_protect('policy_acknowledgement', 'select, insert');

alter table policy add constraint policy_approvals_required check (approvals_required between 1 and 5);
alter table policy_version
  add constraint policy_version_content_hash check (content_sha256 = encode(sha256(convert_to(text, 'UTF8')), 'hex')),
  add constraint policy_version_due_days check (due_days between 0 and 365);
alter table policy_audience
  add constraint policy_audience_value check ((kind = 'everyone') = (value is null)),
  add constraint policy_audience_due_days check (due_days between 0 and 365);
alter table policy_assignment
  add constraint policy_assignment_answered check ((status = 'acknowledged') = (acknowledgement_id is not null));
alter table policy_acknowledgement
  add constraint policy_acknowledgement_evidence check (read_percent between 0 and 100 and visible_seconds >= 0);

-- One version in force, and one being worked on.
create unique index policy_version_one_published on policy_version (policy_id) where status = 'published';
create unique index policy_version_one_open on policy_version (policy_id) where status in ('draft', 'in_review', 'approved');

-- Approvals of this very text, in this round, by people whose hand is not in it (P3).
create function policy_approvals_of(version policy_version) returns integer language sql stable as $$
  select count(*)::integer from policy_approval a
  where a.version_id = version.id and a.round = version.review_round and a.decision = 'approved'
    and a.content_sha256 = version.content_sha256 and a.material = version.material and a.approver_id <> version.author_id
    and not exists (select 1 from policy_version_editor e where e.version_id = version.id and e.person_id = a.approver_id)
$$;

-- P1, P2, P4: a version begins as a draft, its text changes in no other state, and nothing is published without approval.
create function policy_version_guard() returns trigger language plpgsql as $$
declare
  moves constant text[] := array['draft>in_review', 'in_review>draft', 'in_review>approved', 'approved>published',
    'published>superseded', 'published>retired'];
  moving constant text[] := '{status,review_round,updated_at,submitted_at,approved_at,published_at,published_by_id,published_on,superseded_at,distributed_at}';
begin
  if tg_op = 'INSERT' then
    if new.status <> 'draft' then
      raise exception 'a version begins as a draft, not as %', new.status using errcode = 'check_violation';
    end if;
    if new.author_id is distinct from portal_person() then
      raise exception 'a version is written in the name of whoever acts' using errcode = 'insufficient_privilege';
    end if;
    return new;
  end if;
  if new.id <> old.id or new.policy_id <> old.policy_id or new.number <> old.number or new.author_id <> old.author_id
    or new.organization_id <> old.organization_id or new.created_at <> old.created_at
    or new.based_on_id is distinct from old.based_on_id
  then
    raise exception 'what a version is, and whose, never changes' using errcode = 'check_violation';
  end if;
  if new.status = old.status then
    if old.status <> 'draft' and (to_jsonb(new) - 'distributed_at') <> (to_jsonb(old) - 'distributed_at') then
      raise exception 'a version that is % is not changed', old.status using errcode = 'check_violation';
    end if;
    if new.text <> old.text or new.title <> old.title or new.description <> old.description then
      insert into policy_version_editor (version_id, person_id, organization_id, first_edited_at)
        values (new.id, portal_person(), new.organization_id, new.updated_at) on conflict do nothing;
    end if;
    return new;
  end if;
  if not (old.status || '>' || new.status) = any (moves) then
    raise exception 'a version does not go from % to %', old.status, new.status using errcode = 'check_violation';
  end if;
  if (to_jsonb(new) - moving) <> (to_jsonb(old) - moving) then
    raise exception 'a version does not change while its state does' using errcode = 'check_violation';
  end if;
  if new.review_round <> old.review_round + (case when new.status = 'in_review' then 1 else 0 end) then
    raise exception 'every handing in is a round of its own' using errcode = 'check_violation';
  end if;
  if new.status in ('approved', 'published')
    and policy_approvals_of(new) < (select approvals_required from policy where id = new.policy_id)
  then
    raise exception 'version % of the policy has not been approved by enough other people', new.number using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger guard before insert or update on policy_version for each row execute function policy_version_guard();
create trigger never_deleted before delete on policy_version for each row execute function portal_refuse_change();

-- The author is the first editor; the row is there whatever the program does.
create function policy_version_first_editor() returns trigger language plpgsql as $$
begin
  insert into policy_version_editor (version_id, person_id, organization_id, first_edited_at)
    values (new.id, new.author_id, new.organization_id, new.created_at);
  return null;
end $$;
create trigger first_editor after insert on policy_version for each row execute function policy_version_first_editor();
create trigger append_only before update or delete on policy_version_editor for each row execute function portal_refuse_change();

create function policy_audience_guard() returns trigger language plpgsql as $$
begin
  if (select status from policy_version where id = coalesce(new.version_id, old.version_id)) is distinct from 'draft' then
    raise exception 'whom a version is for is fixed once it is handed in' using errcode = 'check_violation';
  end if;
  return coalesce(new, old);
end $$;
create trigger guard before insert or update or delete on policy_audience for each row execute function policy_audience_guard();

-- P3 in the database: the author and every editor never decide, and nobody decides in another's name.
create function policy_approval_guard() returns trigger language plpgsql as $$
declare
  version policy_version;
begin
  select * into version from policy_version where id = new.version_id;
  if version.id is null or version.organization_id <> new.organization_id or version.status <> 'in_review'
    or version.review_round <> new.round or version.content_sha256 <> new.content_sha256
  then
    raise exception 'only what is in review is decided, and exactly as it was handed in' using errcode = 'check_violation';
  end if;
  if new.approver_id is distinct from portal_person() then
    raise exception 'a decision is written in the name of whoever acts' using errcode = 'insufficient_privilege';
  end if;
  if new.approver_id = version.author_id
    or exists (select 1 from policy_version_editor e where e.version_id = version.id and e.person_id = new.approver_id)
  then
    raise exception 'the author and the editors of a version do not approve it' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger guard before insert on policy_approval for each row execute function policy_approval_guard();
create trigger append_only before update or delete on policy_approval for each row execute function portal_refuse_change();
create trigger never_truncated before truncate on policy_approval for each statement execute function portal_refuse_change();

-- P13, P15: of the version in force, of its very text, in nobody else's name; the time of recording is the database's.
create function policy_acknowledgement_guard() returns trigger language plpgsql as $$
declare
  version policy_version;
begin
  select * into version from policy_version where id = new.version_id;
  if version.id is null or version.organization_id <> new.organization_id or version.status <> 'published' then
    raise exception 'only the version in force is acknowledged' using errcode = 'check_violation';
  end if;
  if new.content_sha256 <> version.content_sha256 or new.acknowledged_at < version.published_at then
    raise exception 'an acknowledgement names the text that was published, and not before it was' using errcode = 'check_violation';
  end if;
  if new.person_id is distinct from portal_person() then
    raise exception 'nobody acknowledges for somebody else' using errcode = 'insufficient_privilege';
  end if;
  new.recorded_at := clock_timestamp();
  return new;
end $$;
create trigger guard before insert on policy_acknowledgement for each row execute function policy_acknowledgement_guard();
create trigger append_only before update or delete on policy_acknowledgement for each row execute function portal_refuse_change();
create trigger never_truncated before truncate on policy_acknowledgement for each statement execute function portal_refuse_change();

-- An assignment is answered by the same person's acknowledgement, and an answer is not taken back.
create function policy_assignment_guard() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (new.version_id <> old.version_id or new.person_id <> old.person_id or new.organization_id <> old.organization_id) then
    raise exception 'an assignment stays with its person and version' using errcode = 'check_violation';
  end if;
  if tg_op = 'UPDATE' and old.acknowledgement_id is not null and new.acknowledgement_id is distinct from old.acknowledgement_id then
    raise exception 'an acknowledgement is not taken back' using errcode = 'check_violation';
  end if;
  if new.acknowledgement_id is not null and not exists (
    select 1 from policy_acknowledgement a where a.id = new.acknowledgement_id and a.person_id = new.person_id)
  then
    raise exception 'an assignment is answered by its own person' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger guard before insert or update on policy_assignment for each row execute function policy_assignment_guard();
create trigger never_deleted before delete on policy_assignment for each row execute function portal_refuse_change();
