-- P8: a mapping belongs to a version, so that it counts with it: not before it is in force, and no longer than it is.
ALTER TABLE "policy_version" ADD COLUMN     "requirement_ids" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- Until now a mapping was the policy's. Every version of it had that one, as far as anybody knows.
alter table policy_version disable trigger guard;
update policy_version v set requirement_ids = p.requirement_ids from policy p where p.id = v.policy_id;
alter table policy_version enable trigger guard;
grant update (requirement_ids) on policy_version to portal_app;

-- AlterTable
ALTER TABLE "policy" DROP COLUMN "requirement_ids";

-- AlterTable
ALTER TABLE "policy_section_mapping" DROP CONSTRAINT "policy_section_mapping_pkey",
ADD COLUMN     "version_id" UUID;

alter table policy_section_mapping disable trigger guard;
insert into policy_section_mapping (policy_id, version_id, requirement_id, section, organization_id)
  select m.policy_id, v.id, m.requirement_id, m.section, m.organization_id
  from policy_section_mapping m join policy_version v on v.policy_id = m.policy_id;
delete from policy_section_mapping where version_id is null;
alter table policy_section_mapping enable trigger guard;

-- AlterTable
ALTER TABLE "policy_section_mapping" DROP COLUMN "policy_id",
ALTER COLUMN "version_id" SET NOT NULL,
ADD CONSTRAINT "policy_section_mapping_pkey" PRIMARY KEY ("version_id", "requirement_id", "section");

-- AddForeignKey
ALTER TABLE "policy_section_mapping" ADD CONSTRAINT "policy_section_mapping_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "policy_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The version's own list is kept by its guard: only a draft changes. Its sections follow the same rule.
create or replace function policy_section_mapping_guard() returns trigger language plpgsql as $$
declare
  mapped uuid := coalesce(new.version_id, old.version_id);
begin
  if not exists (select 1 from policy_version v where v.id = mapped and v.status = 'draft'
    and v.organization_id = coalesce(new.organization_id, old.organization_id))
  then
    raise exception 'what a version answers is fixed once it is handed in' using errcode = 'check_violation';
  end if;
  return coalesce(new, old);
end $$;
drop trigger guard on policy_section_mapping;
create trigger guard before insert or update or delete on policy_section_mapping for each row execute function policy_section_mapping_guard();
