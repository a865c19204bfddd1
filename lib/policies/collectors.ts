import "server-only";
import { tableOf } from "../platform/collecting";
import type { Collector } from "../platform/contribution";
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

const trainingColumns = [
  "training",
  "round",
  "person",
  "email",
  "status",
  "assigned_at",
  "due_on",
  "passed_on",
  "valid_until",
  "best_percent",
] as const;

/** Who was asked to take which course, and who passed it: one row per person, course and round. */
const trainingRecords: Collector = {
  id: "training-records",
  title: "Training records",
  description: "Who was asked to take which course, who passed it, and when.",
  controls: ["CC1.4", "A.6.3"],
  evidenceType: "training_record",
  schedule: "25 4 1 * *",
  cadence: "monthly",
  kind: "snapshot",
  collect: (read) =>
    tableOf(
      read,
      trainingColumns,
      (after, limit) => Prisma.sql`
        select a.id::text as key, c.title as training, a.round, person.name as person, person.email, a.status::text as status,
          a.assigned_at, a.due_on::text as due_on, a.passed_on::text as passed_on, a.valid_until::text as valid_until,
          (select max(round(100.0 * t.right / nullif(t.total, 0)))::int from training_attempt t where t.assignment_id = a.id) as best_percent
        from training_assignment a join training_course c on c.id = a.course_id left join person on person.id = a.person_id
        where a.id > ${after}::uuid order by a.id limit ${limit}`,
    ),
};

export const policyCollectors: readonly Collector[] = [acknowledgementMatrix, trainingRecords];
