import "server-only";
import { duringPeriod, tableOf } from "@/lib/platform/collecting";
import type { Collector } from "@/lib/platform/contribution";
import { Prisma } from "@/lib/platform/db/generated/client";

const columns = [
  "reference",
  "kind",
  "regulation",
  "channel",
  "status",
  "received_at",
  "due_date",
  "extended_months",
  "identity_proven_at",
  "approved_at",
  "closed_at",
] as const;

/** The register of requests. Whose they are stays in the privacy domain: the proof is about times and answers. */
export const requestRegister: Collector = {
  id: "request-register",
  title: "Register of data-subject requests",
  description: "Every request received in the period with its dates and state, without names.",
  controls: ["P5.1", "Art.12", "Art.15"],
  evidenceType: "control_test",
  schedule: "35 4 1 * *",
  cadence: "monthly",
  kind: "period",
  collect: (read, period) =>
    tableOf(
      read,
      columns,
      (after, limit) => Prisma.sql`
        select r.id::text as key, r.reference, r.kind::text as kind, r.regulation::text as regulation,
          r.channel::text as channel, r.status::text as status, r.received_at, r.due_date::text as due_date,
          r.extended_months, r.verified_at as identity_proven_at, r.approved_at, r.closed_at
        from data_subject_request r
        where ${duringPeriod(Prisma.sql`r.received_at`, period)} and r.id > ${after}::uuid order by r.id limit ${limit}`,
    ),
};
