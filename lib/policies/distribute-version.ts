import "server-only";
import { z } from "zod";
import type { Tx } from "../platform/db/client";
import { notFound } from "../platform/errors";
import { newId } from "../platform/ids";
import { command } from "../platform/operation/command";
import { dueDateOf } from "./audience";
import { earlierAnswers } from "./carry-over";
import { dateColumn, dateText, localDateOf } from "./local-day";
import { memberBatch } from "./members";

const open = ["pending", "overdue"] as const;

/**
 * Settles the audience of a version for one batch of people, in order of their ids: those it is for are asked, those it is no
 * longer for are not, answers given to an editorially different version carry over (P5, P11). Safe to run twice.
 */
export const distributeVersion = command({
  name: "policy.distribute",
  summary: "Ask a batch of a version's audience",
  permission: "policy:distribute",
  type: "compliance_control",
  crud: "create",
  controls: ["CC2.2"],
  input: z.object({
    versionId: z.uuid(),
    after: z.uuid().nullable().default(null),
    limit: z.number().int().min(1).max(5000).default(2000),
  }),
  async run({ tx, actor, now }, input) {
    const version = await tx.policyVersion.findUnique({
      where: { id: input.versionId },
      include: { policy: true, audiences: true },
    });
    if (!version) throw notFound("This version");
    const resource = {
      type: "policy_version",
      id: version.id,
      label: `${version.policy.reference} version ${version.number}`,
    };
    // Superseded before everybody was asked: its successor's own distribution asks the rest.
    if (version.status !== "published" || !version.publishedOn || !version.policy.acknowledgementRequired) {
      return { output: { next: null, asked: 0, withdrawn: 0 }, event: { resource, after: { skipped: true } } };
    }
    const today = await localDateOf(tx, actor.organizationId, now);
    const members = await memberBatch(tx, input.after, input.limit);
    const published = { publishedOn: dateText(version.publishedOn), dueDays: version.dueDays };
    const due = new Map<string, string>();
    for (const member of members) {
      const date = dueDateOf(member, version.audiences, published, today);
      if (date) due.set(member.personId, date);
    }
    const asked = await ask(tx, version, due, now);
    const withdrawn = await withdraw(
      tx,
      version,
      members.map(({ personId }) => personId),
      due,
      now,
    );
    await reopen(tx, version.id, due, today, version.dueDays);
    const last = members.length < input.limit ? null : (members.at(-1)?.personId ?? null);
    if (last === null && !version.distributedAt)
      await tx.policyVersion.update({ where: { id: version.id }, data: { distributedAt: now } });
    return {
      output: { next: last, asked, withdrawn },
      event: { resource, after: { asked, withdrawn, people: members.length, done: last === null } },
    };
  },
});

type Version = { id: string; policyId: string; organizationId: string };

/** One row per person and version: whoever is asked already is left alone. */
async function ask(tx: Tx, version: Version, due: ReadonlyMap<string, string>, now: Date): Promise<number> {
  const answers = await earlierAnswers(tx, version.id, version.policyId, [...due.keys()]);
  const rows = [...due].map(([personId, date]) => {
    const earlier = answers.get(personId);
    return {
      id: newId(now.getTime()),
      organizationId: version.organizationId,
      versionId: version.id,
      personId,
      dueOn: dateColumn(earlier?.dueOn ?? date),
      assignedAt: now,
      ...(earlier?.acknowledgementId
        ? { status: "acknowledged" as const, acknowledgementId: earlier.acknowledgementId, closedAt: now }
        : earlier?.exempted
          ? { status: "exempted" as const, closedAt: now }
          : { status: "pending" as const }),
    };
  });
  return (await tx.policyAssignment.createMany({ data: rows, skipDuplicates: true })).count;
}

/** Leavers and movers are no longer asked, and nobody is asked about an earlier version; what was given stays. */
async function withdraw(
  tx: Tx,
  version: Version,
  people: readonly string[],
  due: ReadonlyMap<string, string>,
  now: Date,
): Promise<number> {
  const data = { status: "withdrawn" as const, closedAt: now };
  const gone = people.filter((personId) => !due.has(personId));
  const { count } = await tx.policyAssignment.updateMany({
    where: { versionId: version.id, personId: { in: gone }, status: { in: [...open] } },
    data,
  });
  const earlier = await tx.policyAssignment.updateMany({
    where: {
      version: { policyId: version.policyId, id: { not: version.id } },
      personId: { in: [...people] },
      status: { in: [...open] },
    },
    data,
  });
  return count + earlier.count;
}

/** Who comes back into the audience is asked again, with the full time from today. */
async function reopen(tx: Tx, versionId: string, due: ReadonlyMap<string, string>, today: string, days: number) {
  const back = await tx.policyAssignment.findMany({
    where: { versionId, personId: { in: [...due.keys()] }, status: "withdrawn", acknowledgementId: null },
    select: { id: true, personId: true },
  });
  const fromToday = new Date(dateColumn(today).getTime() + days * 86_400_000);
  for (const { id, personId } of back) {
    const planned = dateColumn(due.get(personId) ?? today);
    await tx.policyAssignment.update({
      where: { id },
      data: { status: "pending", closedAt: null, dueOn: planned > fromToday ? planned : fromToday },
    });
  }
}
