-- CreateEnum
CREATE TYPE "policy_file_role" AS ENUM ('picture', 'original');

-- CreateTable
CREATE TABLE "policy_file" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "policy_id" UUID NOT NULL,
    "version_id" UUID,
    "role" "policy_file_role" NOT NULL,
    "object_id" UUID NOT NULL,
    "file_name" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "size" BIGINT NOT NULL,
    "sha256" TEXT NOT NULL,
    "added_by_id" UUID NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "policy_file_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "policy_section_mapping" (
    "policy_id" UUID NOT NULL,
    "requirement_id" TEXT NOT NULL,
    "section" TEXT NOT NULL,
    "organization_id" UUID NOT NULL,

    CONSTRAINT "policy_section_mapping_pkey" PRIMARY KEY ("policy_id","requirement_id","section")
);

-- CreateIndex
CREATE UNIQUE INDEX "policy_file_object_id_key" ON "policy_file"("object_id");

-- CreateIndex
CREATE INDEX "policy_file_organization_id_policy_id_idx" ON "policy_file"("organization_id", "policy_id");

-- CreateIndex
CREATE INDEX "policy_section_mapping_organization_id_idx" ON "policy_section_mapping"("organization_id");

call portal_protect('policy_file', 'select, insert');
call portal_protect('policy_section_mapping', 'select, insert, delete');

-- P1, P9: an original belongs to a draft of its policy, is written in the name of whoever acts, and never changes.
alter table policy_file
  add constraint policy_file_version check ((role = 'original') = (version_id is not null)),
  add constraint policy_file_picture check (role <> 'picture' or media_type in ('image/png', 'image/jpeg', 'image/gif', 'image/webp'));
create function policy_file_guard() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from policy p where p.id = new.policy_id and p.organization_id = new.organization_id) then
    raise exception 'a file belongs to a policy of its organisation' using errcode = 'check_violation';
  end if;
  if new.version_id is not null and not exists (
    select 1 from policy_version v where v.id = new.version_id and v.policy_id = new.policy_id and v.status = 'draft')
  then
    raise exception 'an original belongs to a draft of its policy' using errcode = 'check_violation';
  end if;
  if new.added_by_id is distinct from portal_person() then
    raise exception 'a file is added in the name of whoever acts' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger guard before insert on policy_file for each row execute function policy_file_guard();
create trigger append_only before update or delete on policy_file for each row execute function portal_refuse_change();
create trigger never_truncated before truncate on policy_file for each statement execute function portal_refuse_change();

create function policy_section_mapping_guard() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from policy p where p.id = new.policy_id and p.organization_id = new.organization_id) then
    raise exception 'a mapping belongs to a policy of its organisation' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger guard before insert on policy_section_mapping for each row execute function policy_section_mapping_guard();
