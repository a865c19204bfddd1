-- CreateEnum
CREATE TYPE "audit_export_state" AS ENUM ('queued', 'building', 'ready', 'cancelled', 'failed', 'expired');

-- CreateTable
CREATE TABLE "audit_export" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "requested_by_id" TEXT NOT NULL,
    "requested_by" TEXT,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "selection" JSONB NOT NULL,
    "size" BIGINT NOT NULL,
    "earlier_sizes" BIGINT[],
    "disclose" BOOLEAN NOT NULL,
    "state" "audit_export_state" NOT NULL DEFAULT 'queued',
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "position" BIGINT NOT NULL DEFAULT 0,
    "total" BIGINT NOT NULL,
    "rows" BIGINT NOT NULL DEFAULT 0,
    "finished_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "problem" TEXT,
    "object_id" UUID,

    CONSTRAINT "audit_export_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "audit_export_organization_id_requested_at_idx" ON "audit_export"("organization_id", "requested_at" DESC);

-- What was asked for is not among the columns that may change: the same row gives the same bytes.
call portal_protect('audit_export',
  'select, insert, update (state, attempt, position, rows, finished_at, expires_at, problem, object_id, requested_by)');

-- A file is offered exactly while it is ready: never half built, never after its end.
alter table audit_export add constraint audit_export_file_when_ready
  check ((state = 'ready') = (object_id is not null and expires_at is not null));
