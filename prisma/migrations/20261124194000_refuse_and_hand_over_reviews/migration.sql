-- AlterEnum
ALTER TYPE "access_outcome" ADD VALUE 'refused';

-- AlterTable
ALTER TABLE "access_review_item" ADD COLUMN     "refusal" TEXT;

grant update (refusal) on access_review_item to portal_app;

-- A refusal has its reason and its second person, and nothing else has one. The new member cannot be named in the same migration.
alter table access_review_item add constraint refused_with_reason
  check ((refusal is not null) = (coalesce(outcome::text, '') = 'refused') and (refusal is null or approver_id is not null));
