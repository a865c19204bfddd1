import "server-only";
import { z } from "zod";
import { AppError } from "@/lib/platform/errors";
import { hasLeft } from "@/lib/platform/mail/rules";
import { command } from "@/lib/platform/operation/command";
import { lockRequest } from "../requests/lock";
import { canTransition } from "../rules";
import { destroyKeys } from "./stored-object";

/**
 * Fulfilled when every source is done, the package is published and its mail has left: handed to the mail server, or kept in
 * the outbox of an installation that has none. Otherwise nothing changes, and the next sweep asks again.
 */
export const closeDelivered = command({
  name: "request.close-delivered",
  summary: "Close a request whose answer has been delivered",
  permission: "request:execute",
  type: "privacy_request",
  controls: ["P5.1"],
  input: z.object({ requestId: z.uuid() }),
  async run({ tx, now }, { requestId }) {
    const request = await lockRequest(tx, requestId);
    if (!request) throw new AppError("not_found");
    const open = await tx.requestTask.count({ where: { requestId, state: { not: "done" } } });
    const offered = await tx.requestPackage.findFirst({ where: { requestId, publishedAt: { not: null } } });
    const mail = offered?.mailId ? await tx.mailMessage.findUnique({ where: { id: offered.mailId } }) : null;
    const left = mail !== null && (hasLeft(mail) || (offered?.downloads ?? 0) > 0);
    const closes = left && open === 0 && canTransition(request.status, "fulfilled");
    if (closes) {
      await tx.dataSubjectRequest.update({ where: { id: requestId }, data: { status: "fulfilled", closedAt: now } });
    }
    return {
      output: { closed: closes },
      event: {
        resource: { type: "request", id: requestId, label: request.reference },
        before: { status: request.status },
        after: { status: closes ? "fulfilled" : request.status },
      },
    };
  },
});

/** What was collected for the package has done its work: keys first, the caller removes the bytes. Safe to run twice. */
export const discardParts = command({
  name: "request.discard-parts",
  summary: "Destroy what was collected for a package",
  permission: "request:execute",
  type: "privacy_request",
  crud: "delete",
  controls: ["P4.3"],
  input: z.object({ requestId: z.uuid() }),
  async run({ tx, now }, { requestId }) {
    const request = await lockRequest(tx, requestId);
    if (!request) throw new AppError("not_found");
    const needed = request.status === "executing" || request.status === "failed" || request.status === "on_hold";
    const tasks = await tx.requestTask.findMany({ where: { requestId }, select: { objectId: true } });
    const ids = needed ? [] : tasks.flatMap(({ objectId }) => objectId ?? []);
    const objects = await destroyKeys(tx, ids, now);
    return {
      output: { storageKeys: objects.map(({ storageKey }) => storageKey) },
      event: {
        resource: { type: "request", id: requestId, label: request.reference },
        after: { destroyed: ids.length },
      },
    };
  },
});
