import "server-only";
import { tableOf } from "../platform/collecting";
import type { Cell, Collector } from "../platform/contribution";
import { Prisma } from "../platform/db/generated/client";

const columns = [
  "policy",
  "version",
  "title",
  "person",
  "email",
  "department",
  "status",
  "assigned_at",
  "due_on",
  "acknowledged_at",
] as const;

/** Who was asked to follow which rules, and who acknowledged them: one row per person and version in force. */
const acknowledgementMatrix: Collector = {
  id: "policy-acknowledgements",
  title: "Policy acknowledgement matrix",
  description: "Every person asked to acknowledge a version in force, and whether and when they did.",
  controls: ["CC1.4", "CC2.2", "A.5.1"],
  evidenceType: "policy_documentation",
  schedule: "15 4 1 * *",
  cadence: "monthly",
  kind: "snapshot",
  collect: (read) =>
    tableOf(
      read,
      columns,
      (after, limit) => Prisma.sql`
        select a.id::text as key, p.reference as policy, v.number as version, v.title, person.name as person, person.email,
          m.department, a.status::text as status, a.assigned_at, a.due_on::text as due_on, k.acknowledged_at
        from policy_assignment a join policy_version v on v.id = a.version_id join policy p on p.id = v.policy_id
          left join membership m on m.person_id = a.person_id left join person on person.id = a.person_id
          left join policy_acknowledgement k on k.id = a.acknowledgement_id
        where v.status = 'published' and a.current and a.status <> 'withdrawn' and a.id > ${after}::uuid order by a.id limit ${limit}`,
    ),
};

/** Training is not kept in the portal yet; when it is, its rows are read here. */
async function* noTraining(): AsyncGenerator<readonly Cell[]> {}

const trainingRecords: Collector = {
  id: "training-records",
  title: "Training records",
  description: "Who finished which training, and when.",
  controls: ["CC1.4", "A.6.3"],
  evidenceType: "training_record",
  schedule: "25 4 1 * *",
  cadence: "monthly",
  kind: "snapshot",
  collect: () => ({
    query: "None: the portal keeps no training records.",
    parameters: {},
    columns: ["person", "email", "training", "assigned_at", "due_on", "finished_at", "score"],
    rows: noTraining(),
    note: "Training is not in use in the portal, so there are no rows. This proves nothing about training done elsewhere.",
  }),
};

export const policyCollectors: readonly Collector[] = [acknowledgementMatrix, trainingRecords];
