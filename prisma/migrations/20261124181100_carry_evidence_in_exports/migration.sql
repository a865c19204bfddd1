-- AlterTable
ALTER TABLE "audit_export" ADD COLUMN     "carries" UUID[] DEFAULT ARRAY[]::UUID[],
ADD COLUMN     "evidence" BOOLEAN NOT NULL DEFAULT false;

-- What was asked for does not change; what the build put in is set when it is finished.
grant update (carries) on audit_export to portal_app;
