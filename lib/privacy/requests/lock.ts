import "server-only";
import type { Tx } from "@/lib/platform/db/client";
import { AppError, notFound } from "@/lib/platform/errors";
import { canTransition } from "../rules";
import { type RequestStatus, requestStatusLabels } from "../schema";

/** Locks the row that decides; null when there is none in this organisation. */
export async function lockRequest(tx: Tx, id: string) {
  await tx.$queryRaw`select 1 from data_subject_request where id = ${id}::uuid for update`;
  return tx.dataSubjectRequest.findUnique({ where: { id } });
}

export type LockedRequest = NonNullable<Awaited<ReturnType<typeof lockRequest>>>;

/** @throws AppError not_found, or conflict when the state machine does not lead from here to `next` */
export async function requestFor(tx: Tx, id: string, next: RequestStatus): Promise<LockedRequest> {
  const request = await lockRequest(tx, id);
  if (!request) throw notFound("This request");
  assertStep(request.status, next);
  return request;
}

export function assertStep(from: RequestStatus, to: RequestStatus): void {
  if (canTransition(from, to)) return;
  throw new AppError(
    "conflict",
    `This request is “${requestStatusLabels[from]}” and cannot become “${requestStatusLabels[to]}”. Nothing was changed.`,
  );
}
