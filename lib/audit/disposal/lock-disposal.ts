import "server-only";
import type { Tx } from "@/lib/platform/db/client";
import { AppError, notFound } from "@/lib/platform/errors";
import { canStep } from "./rules";
import { type DisposalState, disposalStateLabels } from "./schema";

/** Locks a list, so that two people deciding at once take turns. */
export async function lockDisposal(tx: Tx, id: string) {
  await tx.$queryRaw`select 1 from disposal where id = ${id}::uuid for update`;
  const list = await tx.disposal.findUnique({ where: { id } });
  if (!list) throw notFound("This list");
  return list;
}

type Locked = Awaited<ReturnType<typeof lockDisposal>>;

export function assertStep(list: Locked, to: DisposalState): void {
  if (canStep(list.state, to)) return;
  const [is, wanted] = [disposalStateLabels[list.state], disposalStateLabels[to]];
  throw new AppError(
    "conflict",
    `Nothing was changed: ${list.reference} is “${is}” and cannot become “${wanted}”. Reload the page to see what happened.`,
  );
}

export const resourceOf = (list: { id: string; reference: string }) => ({
  type: "disposal",
  id: list.id,
  label: list.reference,
});

export const concernsDisposal = { type: "disposal", field: "id" } as const;
