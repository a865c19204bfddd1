import "server-only";
import type { Tx } from "../../platform/db/client";
import type { Prisma } from "../../platform/db/generated/client";
import { type FigureRow, type FigureRows, figureRowsInput, pageOf, windowOf } from "../../platform/figure-rows";
import { query } from "../../platform/operation/query";
import { isAssigned, isDue, isOnTime, isOverdue } from "../rules";
import { acknowledgementMethodLabels, policyTypeLabels, versionStatusLabels } from "../schema";
import { type AssignedDuty, policyState } from "./policy-state";

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
    const state = await policyState(tx, actor.organizationId, now);
    const { today, duties } = state;
    switch (key) {
      case "policies_published":
        return versionRows(tx, idIn(state.published), page);
      case "policies_due_for_review":
        return versionRows(tx, idIn(state.dueForReview), page);
      case "policies_expiring_30_days":
        return versionRows(tx, idIn(state.expiring), page);
      case "acknowledgement_rate":
        return dutyRows(tx, duties.filter(isAssigned), ({ doneOn }) => doneOn !== null, page);
      case "policy_score":
        return dutyRows(
          tx,
          duties.filter((duty) => isDue(duty, today)),
          isOnTime,
          page,
        );
      case "overdue_people":
        return peopleRows(
          tx,
          duties.filter((duty) => isOverdue(duty, today)),
          page,
        );
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

/** What is missing stands first, then by the last day. */
async function dutyRows(
  tx: Tx,
  duties: readonly AssignedDuty[],
  isMet: (duty: AssignedDuty) => boolean,
  page: number,
): Promise<FigureRows> {
  const order = (duty: AssignedDuty) => `${isMet(duty) ? 1 : 0}${duty.dueOn}${duty.id}`;
  const shown = pageOf(
    duties.toSorted((a, b) => (order(a) < order(b) ? -1 : 1)),
    page,
  );
  const { versionOf, departmentOf } = await lookUp(tx, shown);
  const rows = shown.map(
    (duty): FigureRow => ({
      id: duty.id,
      ...versionOf(duty.versionId),
      state: duty.doneOn === null ? "Not acknowledged" : isOnTime(duty) ? "Acknowledged on time" : "Acknowledged late",
      dates: [
        { label: "Due", value: duty.dueOn },
        ...(duty.doneOn ? [{ label: "Acknowledged", value: duty.doneOn }] : []),
      ],
      department: departmentOf(duty.personId),
      met: isMet(duty),
    }),
  );
  return { total: duties.length, met: duties.filter(isMet).length, rows };
}

/** One row a person, by the longest overdue. */
async function peopleRows(tx: Tx, overdue: readonly AssignedDuty[], page: number): Promise<FigureRows> {
  const people = [...Map.groupBy(overdue, ({ personId }) => personId).values()].map((duties) =>
    duties.toSorted((a, b) => (a.dueOn + a.id < b.dueOn + b.id ? -1 : 1)),
  );
  people.sort(([a], [b]) => (`${a?.dueOn}${a?.id}` < `${b?.dueOn}${b?.id}` ? -1 : 1));
  const shown = pageOf(people, page);
  const { versionOf, departmentOf } = await lookUp(tx, shown.flat());
  const rows = shown.flatMap((duties): FigureRow[] => {
    const oldest = duties[0];
    if (!oldest) return [];
    return [
      {
        id: oldest.id,
        reference: duties.map(({ versionId }) => versionOf(versionId).reference).join(", "),
        what: duties.length === 1 ? versionOf(oldest.versionId).what : `${duties.length} policies`,
        state: "Overdue",
        dates: [{ label: "Due", value: oldest.dueOn }],
        department: departmentOf(oldest.personId),
        met: true,
        recordId: versionOf(oldest.versionId).recordId,
      },
    ];
  });
  return { total: people.length, met: people.length, rows };
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
