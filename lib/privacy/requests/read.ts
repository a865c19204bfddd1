import "server-only";
import type { Tx } from "@/lib/platform/db/client";
import { env } from "@/lib/platform/env";
import { notFound } from "@/lib/platform/errors";
import { addressIsRefused } from "@/lib/platform/mail/address";
import type { MailState } from "@/lib/platform/mail/schema";
import { query } from "@/lib/platform/operation/query";
import { canTransition, isFinal } from "../rules";
import type { RequestKind } from "../schema";
import { localDateOf } from "./deadline";
import { identityOf } from "./identity";
import { lostMails } from "./lost-mails";
import { isRefusalGround, needsSecondPerson } from "./rules";
import { executedKinds, RefusalCode, requestInput } from "./schema";
import { timelineOf } from "./timeline";

/** Everything an officer needs to see about one request. */
export const readRequest = query({
  name: "request.read",
  summary: "See a data-subject request",
  permission: "request:read",
  input: requestInput,
  async run({ tx, actor, now }, { requestId }) {
    const request = await tx.dataSubjectRequest.findUnique({
      where: { id: requestId },
      include: {
        pauses: { orderBy: { fromDate: "asc" } },
        decisions: { orderBy: { preparedAt: "asc" } },
        tasks: { orderBy: { sourceId: "asc" } },
        packages: { where: { publishedAt: { not: null } }, orderBy: { builtAt: "desc" } },
      },
    });
    if (!request) throw notFound("This request");
    const { pauses, decisions, tasks, packages, ...row } = request;
    const prepared = decisions.find(({ state }) => state === "prepared") ?? null;
    const names = await namesOf(tx, [
      ...decisions.flatMap(({ preparedById, decidedById }) => [preparedById, decidedById]),
      row.enteredById,
      row.personId,
    ]);
    const mails = await tx.mailMessage.findMany({
      where: { id: { in: [...decisions, ...packages].flatMap(({ mailId }) => mailId ?? []) } },
      select: { id: true, state: true },
    });
    const delivery = (mailId: string | null) => {
      const mail = mails.find(({ id }) => id === mailId);
      return mail ? deliveryWords[mail.state] : null;
    };
    const linked = row.linkedToId
      ? await tx.dataSubjectRequest.findUnique({ where: { id: row.linkedToId }, select: { id: true, reference: true } })
      : null;
    const open = !isFinal(row.status);
    return {
      ...row,
      dueDate: localDateOf(row.dueDate),
      rawDueDate: localDateOf(row.rawDueDate),
      baseDate: localDateOf(row.baseDate),
      /** Asked and answered on one day moves nothing. */
      pauses: pauses
        .filter((each) => each.fromDate.getTime() !== each.toDate?.getTime())
        .map(({ id, reason, fromDate, toDate }) => ({
          id,
          reason,
          from: localDateOf(fromDate),
          to: toDate && localDateOf(toDate),
        })),
      identity: await identityOf(tx, row),
      personName: row.personId ? (names.get(row.personId) ?? null) : null,
      enteredBy: row.enteredById ? (names.get(row.enteredById) ?? null) : null,
      linked,
      lost: await lostMails(tx, row, now),
      addressRefused: await addressIsRefused(tx, row.email),
      decisions: decisions.map((each) => ({
        ...each,
        preparedBy: names.get(each.preparedById) ?? "somebody",
        decidedBy: each.decidedById ? (names.get(each.decidedById) ?? "somebody") : null,
        delivery: delivery(each.mailId),
      })),
      tasks: tasks.map(({ id, title, state, rows, problem }) => ({ id, title, state, rows, problem })),
      packages: packages.map(({ mailId, manifest: _, ...each }) => ({ ...each, delivery: delivery(mailId) })),
      timeline: await timelineOf(tx, requestId, new Map(tasks.map(({ sourceId, title }) => [sourceId, title]))),
      /** What can be done now; whether this person may is asked again by the command. */
      can: {
        approve: !prepared && canTransition(row.status, "approved"),
        refuse: !prepared && canTransition(row.status, "refused"),
        confirm: open && prepared !== null,
        ownPreparation: actor.kind === "user" && prepared?.preparedById === actor.personId,
        extend: open && row.extendedMonths === 0 && (row.endsAt === null || row.endsAt > now),
        execute: executes(row.kind) && canTransition(row.status, "executing"),
      },
      secondPerson: needsSecondPerson(row.kind, "approve"),
      executed: executes(row.kind),
      automatic: env.GDPR_AUTOMATION_ENABLED,
      grounds: RefusalCode.options.filter((code) => isRefusalGround(row.kind, code)),
    };
  },
});

const deliveryWords: Record<MailState, string> = {
  queued: "on the way to the mail server",
  kept: "in the outbox",
  sent: "sent",
  failed: "not delivered",
  expired: "not sent before its link ran out",
};

export type RequestDetail = Awaited<ReturnType<typeof readRequest>>;

const executes = (kind: RequestKind) => executedKinds.includes(kind);

async function namesOf(tx: Tx, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.flatMap((id) => id ?? []))];
  const people = await tx.person.findMany({ where: { id: { in: wanted } }, select: { id: true, name: true } });
  return new Map(people.map(({ id, name }) => [id, name]));
}
