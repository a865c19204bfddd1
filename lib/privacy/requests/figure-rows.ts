import "server-only";
import { type FigureRow, type FigureRows, figureRowsInput, windowOf } from "@/lib/platform/figure-rows";
import { query } from "@/lib/platform/operation/query";
import { requestKindLabels, requestStatusLabels } from "../schema";
import { localDateOf } from "./deadline";
import { requestConditions } from "./figure-conditions";

export const privacyFigureKeys = [
  "requests_open",
  "requests_due_soon",
  "requests_overdue",
  "requests_waiting_for_decision",
  "requests_received",
  "requests_answered",
  "requests_on_time",
] as const;

const conditionOf = {
  requests_open: "open",
  requests_due_soon: "dueSoon",
  requests_overdue: "overdue",
  requests_waiting_for_decision: "waiting",
  requests_received: "received",
  requests_answered: "answered",
  requests_on_time: "due",
} as const satisfies Record<(typeof privacyFigureKeys)[number], string>;

/** The requests behind a figure: which, what for and until when; never who asked, nor what they wrote. */
export const privacyFigureRows = query({
  name: "privacy.figure-rows",
  summary: "List what a privacy figure counts",
  permission: "privacy:report",
  input: figureRowsInput(privacyFigureKeys),
  async run({ tx, actor, now }, { key, from, to, page }): Promise<FigureRows> {
    const conditions = await requestConditions(tx, actor.organizationId, now, { from, to });
    const where = conditions[conditionOf[key]];
    const isShare = key === "requests_on_time";
    const total = await tx.dataSubjectRequest.count({ where });
    const met = isShare ? await tx.dataSubjectRequest.count({ where: conditions.answeredInTime }) : total;
    const found = await tx.dataSubjectRequest.findMany({
      where,
      orderBy: [{ dueDate: "asc" }, { id: "asc" }],
      ...windowOf(page),
      select: {
        id: true,
        reference: true,
        kind: true,
        status: true,
        receivedAt: true,
        dueDate: true,
        endsAt: true,
        closedAt: true,
      },
    });
    const inTime = isShare
      ? await tx.dataSubjectRequest.findMany({
          where: { AND: [conditions.answeredInTime, { id: { in: found.map(({ id }) => id) } }] },
          select: { id: true },
        })
      : found;
    const ids = new Set(inTime.map(({ id }) => id));
    const rows = found.map(
      (request): FigureRow => ({
        id: request.id,
        reference: request.reference,
        what: requestKindLabels[request.kind],
        state: requestStatusLabels[request.status],
        dates: [
          { label: "Due", value: localDateOf(request.dueDate) },
          { label: "Received", value: request.receivedAt.toISOString() },
          ...(request.closedAt ? [{ label: "Closed", value: request.closedAt.toISOString() }] : []),
        ],
        department: null,
        met: ids.has(request.id),
        recordId: request.id,
      }),
    );
    return { total, met, rows };
  },
});
