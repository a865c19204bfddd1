import "server-only";
import type { Tx } from "../../platform/db/client";
import { Prisma } from "../../platform/db/generated/client";
import { type FigureRow, type FigureRows, figureRowsInput, windowOf } from "../../platform/figure-rows";
import { query } from "../../platform/operation/query";
import { dateColumn } from "../local-day";
import { acknowledgementMethodLabels, policyTypeLabels, versionStatusLabels } from "../schema";
import { dutiesInForce, isDueSql, isOnTimeSql, isOverdueSql, policyState } from "./policy-state";

export const policyFigureKeys = [
  "policies_published",
  "policies_due_for_review",
  "policies_expiring_30_days",
  "policy_versions_in_review",
  "policy_versions_published",
  "acknowledgements_given",
  "acknowledgement_rate",
  "policy_score",
  "overdue_people",
  "policy_emergencies",
  "exceptions_expiring",
] as const;

/** The records behind a figure of policies, without anybody's name: overdue people are one row each. */
export const policyFigureRows = query({
  name: "policy.figure-rows",
  summary: "List what a policy figure counts",
  permission: "policy:status",
  input: figureRowsInput(policyFigureKeys),
  async run({ tx, actor, now }, { key, from, to, page }): Promise<FigureRows> {
    const within = { gte: from, lt: new Date(Math.min(to.getTime(), now.getTime() + 1)) };
    if (key === "policy_versions_published") return versionRows(tx, { publishedAt: within }, page);
    if (key === "policy_versions_in_review") return versionRows(tx, { status: "in_review" }, page);
    if (key === "acknowledgements_given") return acknowledgementRows(tx, { acknowledgedAt: within }, page);
    if (key === "policy_emergencies")
      return versionRows(tx, { status: "published", emergencyUntil: { gt: now }, emergencyConfirmedAt: null }, page);
    const state = await policyState(tx, actor.organizationId, now);
    const { today } = state;
    switch (key) {
      case "policies_published":
        return versionRows(tx, idIn(state.published), page);
      case "policies_due_for_review":
        return versionRows(tx, idIn(state.dueForReview), page);
      case "policies_expiring_30_days":
        return versionRows(tx, idIn(state.expiring), page);
      case "exceptions_expiring":
        return exemptionRows(tx, state, page);
      case "acknowledgement_rate":
        return dutyRows(tx, Prisma.sql`true`, Prisma.sql`d.done_on is not null`, page);
      case "policy_score":
        return dutyRows(tx, isDueSql(today), isOnTimeSql, page);
      case "overdue_people":
        return peopleRows(tx, isOverdueSql(today), page);
    }
  },
});

const idIn = (published: readonly { versionId: string }[]) => ({ id: { in: published.map((one) => one.versionId) } });
const day = (date: Date) => date.toISOString().slice(0, 10);

async function versionRows(tx: Tx, where: Prisma.PolicyVersionWhereInput, page: number): Promise<FigureRows> {
  const total = await tx.policyVersion.count({ where });
  const found = await tx.policyVersion.findMany({
    where,
    orderBy: { id: "desc" },
    ...windowOf(page),
    include: { policy: { select: { reference: true, title: true, type: true, reviewDate: true } } },
  });
  const rows = found.map(
    (version): FigureRow => ({
      id: version.id,
      reference: `${version.policy.reference} v${version.number}`,
      what: `${version.policy.title} (${policyTypeLabels[version.policy.type].toLowerCase()})`,
      state: versionStatusLabels[version.status],
      dates: [
        ...(version.publishedAt ? [{ label: "Published", value: version.publishedAt.toISOString() }] : []),
        ...(version.policy.reviewDate ? [{ label: "Review by", value: day(version.policy.reviewDate) }] : []),
        ...(version.submittedAt && !version.publishedAt
          ? [{ label: "Handed in", value: version.submittedAt.toISOString() }]
          : []),
      ],
      department: null,
      met: true,
      recordId: version.policyId,
    }),
  );
  return { total, met: total, rows };
}

async function exemptionRows(
  tx: Tx,
  { today, limit }: { today: string; limit: string },
  page: number,
): Promise<FigureRows> {
  const where = { status: "approved" as const, expiresOn: { gte: dateColumn(today), lte: dateColumn(limit) } };
  const total = await tx.policyExemption.count({ where });
  const found = await tx.policyExemption.findMany({
    where,
    orderBy: [{ expiresOn: "asc" }, { id: "asc" }],
    ...windowOf(page),
    include: { policy: { select: { title: true } } },
  });
  const rows = found.map(
    ({ id, reference, policy, kind, expiresOn, policyId }): FigureRow => ({
      id,
      reference,
      what: `${policy.title} (${kind})`,
      state: "Approved",
      dates: [{ label: "Ends", value: day(expiresOn) }],
      department: null,
      met: true,
      recordId: policyId,
    }),
  );
  return { total, met: total, rows };
}

async function acknowledgementRows(
  tx: Tx,
  where: Prisma.PolicyAcknowledgementWhereInput,
  page: number,
): Promise<FigureRows> {
  const total = await tx.policyAcknowledgement.count({ where });
  const found = await tx.policyAcknowledgement.findMany({ where, orderBy: { id: "desc" }, ...windowOf(page) });
  const { versionOf, departmentOf } = await lookUp(tx, found);
  const rows = found.map(
    (row): FigureRow => ({
      id: row.id,
      ...versionOf(row.versionId),
      state: `Acknowledged (${acknowledgementMethodLabels[row.method].toLowerCase()})`,
      dates: [{ label: "Acknowledged", value: row.acknowledgedAt.toISOString() }],
      department: departmentOf(row.personId),
      met: true,
    }),
  );
  return { total, met: total, rows };
}

type DutyRow = { id: string; personId: string; versionId: string; dueOn: string; doneOn: string | null; met: boolean };

/** What is missing stands first, then by the last day. */
async function dutyRows(tx: Tx, which: Prisma.Sql, met: Prisma.Sql, page: number): Promise<FigureRows> {
  const [counts] = await tx.$queryRaw<{ total: number; met: number }[]>`
    select count(*)::int as total, count(*) filter (where ${met})::int as met from ${dutiesInForce} where ${which}`;
  const { skip, take } = windowOf(page);
  const shown = await tx.$queryRaw<DutyRow[]>`
    select d.id, d.person_id as "personId", d.version_id as "versionId", d.due_on::text as "dueOn", d.done_on::text as "doneOn", ${met} as met
    from ${dutiesInForce} where ${which} order by ${met}, d.due_on, d.id offset ${skip} limit ${take}`;
  const { versionOf, departmentOf } = await lookUp(tx, shown);
  const rows = shown.map(
    (duty): FigureRow => ({
      id: duty.id,
      ...versionOf(duty.versionId),
      state:
        duty.doneOn === null
          ? "Not acknowledged"
          : duty.doneOn <= duty.dueOn
            ? "Acknowledged on time"
            : "Acknowledged late",
      dates: [
        { label: "Due", value: duty.dueOn },
        ...(duty.doneOn ? [{ label: "Acknowledged", value: duty.doneOn }] : []),
      ],
      department: departmentOf(duty.personId),
      met: duty.met,
    }),
  );
  return { total: counts?.total ?? 0, met: counts?.met ?? 0, rows };
}

/** One row a person, by the longest overdue. */
async function peopleRows(tx: Tx, which: Prisma.Sql, page: number): Promise<FigureRows> {
  const [counts] = await tx.$queryRaw<{ total: number }[]>`
    select count(distinct d.person_id)::int as total from ${dutiesInForce} where ${which}`;
  const { skip, take } = windowOf(page);
  const people = await tx.$queryRaw<{ id: string; personId: string; dueOn: string; versionIds: string[] }[]>`
    select (array_agg(d.id order by d.due_on, d.id))[1] as id, d.person_id as "personId", min(d.due_on)::text as "dueOn",
      array_agg(d.version_id order by d.due_on, d.id) as "versionIds"
    from ${dutiesInForce} where ${which} group by d.person_id order by min(d.due_on), d.person_id offset ${skip} limit ${take}`;
  const { versionOf, departmentOf } = await lookUp(
    tx,
    people.flatMap(({ personId, versionIds }) => versionIds.map((versionId) => ({ personId, versionId }))),
  );
  const rows = people.map(({ id, personId, dueOn, versionIds }): FigureRow => {
    const oldest = versionOf(versionIds[0] ?? "");
    return {
      id,
      reference: versionIds.map((versionId) => versionOf(versionId).reference).join(", "),
      what: versionIds.length === 1 ? oldest.what : `${versionIds.length} policies`,
      state: "Overdue",
      dates: [{ label: "Due", value: dueOn }],
      department: departmentOf(personId),
      met: true,
      recordId: oldest.recordId,
    };
  });
  const total = counts?.total ?? 0;
  return { total, met: total, rows };
}

async function lookUp(tx: Tx, rows: readonly { versionId: string; personId: string }[]) {
  const versions = await tx.policyVersion.findMany({
    where: { id: { in: [...new Set(rows.map(({ versionId }) => versionId))] } },
    select: { id: true, number: true, policyId: true, policy: { select: { reference: true, title: true } } },
  });
  const members = await tx.membership.findMany({
    where: { personId: { in: [...new Set(rows.map(({ personId }) => personId))] } },
    select: { personId: true, department: true },
  });
  const known = new Map(versions.map((version) => [version.id, version]));
  const departments = new Map(members.map((member) => [member.personId, member.department]));
  return {
    versionOf: (id: string) => {
      const version = known.get(id);
      return {
        reference: version ? `${version.policy.reference} v${version.number}` : "",
        what: version?.policy.title ?? "",
        recordId: version?.policyId ?? null,
      };
    },
    departmentOf: (personId: string) => departments.get(personId) ?? null,
  };
}
