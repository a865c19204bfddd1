-- CreateTable
CREATE TABLE "policy_comment" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "round" INTEGER NOT NULL,
    "author_id" UUID NOT NULL,
    "content_sha256" TEXT NOT NULL,
    "passage" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "written_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "policy_comment_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "policy_comment_version_id_idx" ON "policy_comment"("version_id");

-- CreateIndex
CREATE INDEX "policy_comment_organization_id_author_id_idx" ON "policy_comment"("organization_id", "author_id");

-- AddForeignKey
ALTER TABLE "policy_comment" ADD CONSTRAINT "policy_comment_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "policy_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

call portal_protect('policy_comment', 'select, insert');
alter table policy_comment add constraint policy_comment_passage check (passage <> '' and position >= 0);

-- P2, P3: about a passage that stands in the very text that is in review, by somebody whose hand is not in it, in their own name.
create function policy_comment_guard() returns trigger language plpgsql as $$
declare
  version policy_version;
begin
  select * into version from policy_version where id = new.version_id;
  if version.id is null or version.organization_id <> new.organization_id or version.status <> 'in_review'
    or version.review_round <> new.round or version.content_sha256 <> new.content_sha256 or strpos(version.text, new.passage) = 0
  then
    raise exception 'only a passage of what is in review is commented on, exactly as it was handed in' using errcode = 'check_violation';
  end if;
  if new.author_id is distinct from portal_person() then
    raise exception 'a comment is written in the name of whoever acts' using errcode = 'insufficient_privilege';
  end if;
  if new.author_id = version.author_id
    or exists (select 1 from policy_version_editor e where e.version_id = version.id and e.person_id = new.author_id)
  then
    raise exception 'the author and the editors of a version do not review it' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger guard before insert on policy_comment for each row execute function policy_comment_guard();
create trigger append_only before update or delete on policy_comment for each row execute function portal_refuse_change();
create trigger never_truncated before truncate on policy_comment for each statement execute function portal_refuse_change();
