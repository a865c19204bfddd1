import "server-only";
import { z } from "zod";
import { AppError } from "@/lib/platform/errors";
import { command } from "@/lib/platform/operation/command";
import { revokeLinks } from "../requests/links";
import { lockRequest } from "../requests/lock";
import { isFinal } from "../rules";
import { destroyKeys } from "./stored-object";

/** After its seven days, or when its request was withdrawn: link and key end here, the caller removes the bytes. Safe to run twice. */
export const expirePackage = command({
  name: "request.expire-package",
  summary: "Destroy a package that is no longer offered",
  permission: "request:execute",
  type: "privacy_request",
  crud: "delete",
  controls: ["P4.3"],
  input: z.object({ packageId: z.uuid() }),
  async run({ tx, now }, { packageId }) {
    const found = await tx.requestPackage.findUnique({ where: { id: packageId } });
    const request = found && (await lockRequest(tx, found.requestId));
    if (!request) throw new AppError("not_found");
    const expired = found.expiresAt !== null && found.expiresAt <= now;
    const orphaned = found.publishedAt === null && isFinal(request.status);
    const withdrawn = request.status === "withdrawn";
    if (!expired && !orphaned && !withdrawn) throw new AppError("conflict", "This package is still on offer.");
    if (found.endedAt === null) {
      await revokeLinks(tx, "package", packageId, now);
      const endedReason = expired ? "expired" : "withdrawn";
      await tx.requestPackage.update({ where: { id: packageId }, data: { endedAt: now, endedReason } });
    }
    const objects = await destroyKeys(tx, [found.objectId], now);
    return {
      output: { storageKeys: objects.map(({ storageKey }) => storageKey) },
      event: {
        resource: { type: "request", id: request.id, label: request.reference },
        after: { package: packageId, destroyed: true, downloads: found.downloads },
      },
    };
  },
});
