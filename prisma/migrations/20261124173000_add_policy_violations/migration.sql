-- CreateEnum
CREATE TYPE "violation_type" AS ENUM ('access_violation', 'data_misuse', 'security_breach', 'procedural_violation', 'training_noncompliance', 'system_misuse', 'disclosure_violation');

-- CreateEnum
CREATE TYPE "violation_severity" AS ENUM ('low', 'medium', 'high', 'critical');

-- CreateEnum
CREATE TYPE "violation_status" AS ENUM ('open', 'investigating', 'confirmed', 'dismissed', 'remediating', 'resolved');

-- CreateEnum
CREATE TYPE "violation_detection" AS ENUM ('automated', 'reported', 'audit');

-- CreateTable
CREATE TABLE "policy_violation" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "reference" TEXT NOT NULL,
    "type" "violation_type" NOT NULL,
    "severity" "violation_severity" NOT NULL,
    "status" "violation_status" NOT NULL DEFAULT 'open',
    "detection" "violation_detection" NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "policy_id" UUID,
    "subject_id" UUID,
    "reporter_id" UUID,
    "anonymous" BOOLEAN NOT NULL DEFAULT false,
    "follow_key_hash" TEXT,
    "rule" TEXT,
    "rule_object" TEXT,
    "reported_at" TIMESTAMPTZ(3) NOT NULL,
    "reported_on" DATE NOT NULL,
    "receipt_due_on" DATE,
    "receipt_on" DATE,
    "feedback_due_on" DATE,
    "feedback_on" DATE,
    "investigator_id" UUID,
    "root_cause" TEXT,
    "decision_reason" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "verifier_id" UUID,
    "verification" TEXT,
    "resolved_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "policy_violation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "policy_violation_action" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "violation_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "owner_id" UUID NOT NULL,
    "due_on" DATE NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "done_at" TIMESTAMPTZ(3),
    "done_by_id" UUID,

    CONSTRAINT "policy_violation_action_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "policy_violation_message" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "violation_id" UUID NOT NULL,
    "from_reporter" BOOLEAN NOT NULL,
    "author_id" UUID,
    "text" TEXT NOT NULL,
    "written_at" TIMESTAMPTZ(3) NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "policy_violation_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "policy_violation_link" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "violation_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "object_id" UUID NOT NULL,
    "label" TEXT NOT NULL,
    "linked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "policy_violation_link_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "policy_violation_follow_key_hash_key" ON "policy_violation"("follow_key_hash");

-- CreateIndex
CREATE INDEX "policy_violation_organization_id_status_severity_idx" ON "policy_violation"("organization_id", "status", "severity");

-- CreateIndex
CREATE UNIQUE INDEX "policy_violation_organization_id_reference_key" ON "policy_violation"("organization_id", "reference");

-- CreateIndex
CREATE UNIQUE INDEX "policy_violation_organization_id_rule_rule_object_key" ON "policy_violation"("organization_id", "rule", "rule_object");

-- CreateIndex
CREATE INDEX "policy_violation_action_organization_id_owner_id_idx" ON "policy_violation_action"("organization_id", "owner_id");

-- CreateIndex
CREATE INDEX "policy_violation_action_violation_id_idx" ON "policy_violation_action"("violation_id");

-- CreateIndex
CREATE INDEX "policy_violation_message_organization_id_idx" ON "policy_violation_message"("organization_id");

-- CreateIndex
CREATE UNIQUE INDEX "policy_violation_message_violation_id_position_key" ON "policy_violation_message"("violation_id", "position");

-- CreateIndex
CREATE INDEX "policy_violation_link_organization_id_idx" ON "policy_violation_link"("organization_id");

-- CreateIndex
CREATE UNIQUE INDEX "policy_violation_link_violation_id_kind_object_id_key" ON "policy_violation_link"("violation_id", "kind", "object_id");

-- AddForeignKey
ALTER TABLE "policy_violation_action" ADD CONSTRAINT "policy_violation_action_violation_id_fkey" FOREIGN KEY ("violation_id") REFERENCES "policy_violation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "policy_violation_message" ADD CONSTRAINT "policy_violation_message_violation_id_fkey" FOREIGN KEY ("violation_id") REFERENCES "policy_violation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "policy_violation_link" ADD CONSTRAINT "policy_violation_link_violation_id_fkey" FOREIGN KEY ("violation_id") REFERENCES "policy_violation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

call portal_protect('policy_violation', 'select, insert, update');
call portal_protect('policy_violation_action', 'select, insert, update (done_at, done_by_id)');
call portal_protect('policy_violation_message', 'select, insert');
call portal_protect('policy_violation_link', 'select, insert');

-- P18: nobody investigates or verifies what they are said to have done, and a second person verifies.
alter table policy_violation add constraint policy_violation_investigator_is_another check (investigator_id <> subject_id);
alter table policy_violation add constraint policy_violation_verifier_is_another check (verifier_id <> subject_id and verifier_id <> investigator_id);
-- An anonymous report names nobody, and has its hour only.
alter table policy_violation add constraint policy_violation_anonymous check (
  case when anonymous then reporter_id is null and follow_key_hash is not null and reported_at = date_trunc('hour', reported_at, 'UTC')
  else follow_key_hash is null end);
alter table policy_violation add constraint policy_violation_rule check ((detection = 'automated') = (rule is not null) and (rule is null) = (rule_object is null));
alter table policy_violation add constraint policy_violation_decided check (
  status in ('open', 'investigating') or (investigator_id is not null and decided_at is not null and decision_reason is not null));
alter table policy_violation add constraint policy_violation_resolved check (
  status <> 'resolved' or (verifier_id is not null and verification is not null and resolved_at is not null and root_cause is not null));
alter table policy_violation_link add constraint policy_violation_link_kind check (kind in ('evidence', 'incident', 'ticket'));

-- The states of P18, and what a violation was never changes. lib/policies/violations/rules.ts has the same table.
create function policy_violation_guard() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.status <> 'open' then
      raise exception 'a violation begins open' using errcode = 'check_violation';
    end if;
    return new;
  end if;
  if (new.id, new.organization_id, new.reference, new.detection, new.anonymous, new.reporter_id, new.follow_key_hash, new.rule,
      new.rule_object, new.reported_at, new.reported_on, new.description)
    is distinct from (old.id, old.organization_id, old.reference, old.detection, old.anonymous, old.reporter_id, old.follow_key_hash,
      old.rule, old.rule_object, old.reported_at, old.reported_on, old.description) then
    raise exception 'what was reported stays as it was' using errcode = 'check_violation';
  end if;
  if new.status <> old.status and (old.status, new.status) not in (
      ('open', 'investigating'), ('investigating', 'confirmed'), ('investigating', 'dismissed'),
      ('confirmed', 'remediating'), ('remediating', 'resolved')) then
    raise exception 'a violation does not go from % to %', old.status, new.status using errcode = 'check_violation';
  end if;
  if old.receipt_on is not null and new.receipt_on is distinct from old.receipt_on
    or old.feedback_on is not null and new.feedback_on is distinct from old.feedback_on then
    raise exception 'a date of a clock stays' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger guard before insert or update on policy_violation for each row execute function policy_violation_guard();
create trigger never_deleted before delete on policy_violation for each row execute function portal_refuse_change();
create trigger append_only before update or delete on policy_violation_message for each row execute function portal_refuse_change();
create trigger append_only before update or delete on policy_violation_link for each row execute function portal_refuse_change();
create trigger never_deleted before delete on policy_violation_action for each row execute function portal_refuse_change();

-- Whoever is anonymous leaves no name, and no minute either.
create function policy_violation_message_guard() returns trigger language plpgsql as $$
begin
  if new.from_reporter and (select v.anonymous from policy_violation v where v.id = new.violation_id)
    and (new.author_id is not null or new.written_at <> date_trunc('hour', new.written_at, 'UTC')) then
    raise exception 'an anonymous message has neither author nor minute' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger guard before insert on policy_violation_message for each row execute function policy_violation_message_guard();
