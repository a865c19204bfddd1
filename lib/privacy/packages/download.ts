import "server-only";
import { z } from "zod";
import type { Actor } from "@/lib/platform/auth/actor-types";
import type { Tx } from "@/lib/platform/db/client";
import { AppError, notFound } from "@/lib/platform/errors";
import { place } from "@/lib/platform/mail/places";
import { queueMail } from "@/lib/platform/mail/send";
import { command } from "@/lib/platform/operation/command";
import { query } from "@/lib/platform/operation/query";
import type { SealedObject } from "@/lib/platform/storage/encryption";
import { organizationFacts } from "../requests/deadline";
import { packageCode } from "../requests/letters";
import { linkedResource } from "../requests/links";
import { mailOf } from "../requests/mail-of";
import { codeMail, codeMinutes, issueCode, tryCode } from "../requests/one-time-code";
import { codeInput } from "../requests/schema";

const words = { permission: "request:download", type: "privacy_request", controls: ["P5.1"] } as const;

const gone = () =>
  new AppError("gone", "This package has expired and was destroyed. Make a new request to receive your data again.");

async function offeredPackage(tx: Tx, actor: Actor, now: Date) {
  const { id, linkId } = await linkedResource(tx, actor, "package");
  const found = await tx.requestPackage.findUnique({ where: { id }, include: { request: true } });
  if (!found) throw notFound("This package");
  if (found.endedAt || !found.publishedAt || !found.expiresAt || found.expiresAt <= now) throw gone();
  return { ...found, linkId };
}

/** What the download page says before anything is handed out. */
export const offeredDownload = query({
  name: "request.offered-download",
  summary: "See whether a package waits behind a link",
  permission: "request:download",
  input: z.object({}),
  async run({ tx, actor, now }) {
    const { request, expiresAt, downloads, linkId } = await offeredPackage(tx, actor, now);
    const link = await tx.accessLink.findUniqueOrThrow({ where: { id: linkId } });
    return { reference: request.reference, expiresAt: expiresAt ?? now, downloads, usesLeft: link.usesLeft ?? 0 };
  },
});

/** A link alone opens nothing, because mail scanners follow links: the code goes to the same address on request. */
export const sendDownloadCode = command({
  ...words,
  name: "request.send-download-code",
  summary: "Send the one-time code for a download",
  input: z.object({}),
  async run({ tx, actor, now }) {
    const { request, id: packageId } = await offeredPackage(tx, actor, now);
    const organization = await organizationFacts(tx, actor.organizationId);
    const issued = await issueCode(tx, { organizationId: organization.id, requestId: request.id, packageId }, now);
    const letter = packageCode(organization, request.reference, place("code"), codeMinutes);
    const mail = { ...mailOf(organization, request), kind: "package-code", ...letter, ...codeMail(issued) };
    await queueMail(tx, mail, now);
    return { output: null, event: { resource: { type: "request", id: request.id, label: request.reference } } };
  },
});

export type Taken =
  | { right: true; object: SealedObject; fileName: string; size: number }
  | { right: false; triesLeft: number };

/** Counts a download and says where the bytes are; a wrong code is an answer, not an error, so that the try counts. */
export const takePackage = command({
  ...words,
  name: "request.download",
  summary: "Download one's own package",
  type: "data_access",
  crud: "read",
  riskLevel: "medium",
  input: codeInput.pick({ code: true }),
  async run({ tx, actor, now }, { code }) {
    const { request, linkId, ...found } = await offeredPackage(tx, actor, now);
    const resource = { type: "request", id: request.id, label: request.reference };
    const purpose = { organizationId: actor.organizationId, requestId: request.id, packageId: found.id };
    const answer = await tryCode(tx, purpose, code, now);
    if (!answer.right) return { output: answer as Taken, event: { resource, after: { handedOut: false, ...answer } } };
    const used = await tx.accessLink.updateMany({
      where: { id: linkId, usesLeft: { gt: 0 }, revokedAt: null },
      data: { usesLeft: { decrement: 1 } },
    });
    if (used.count === 0) throw gone();
    await tx.requestPackage.update({ where: { id: found.id }, data: { downloads: { increment: 1 } } });
    const object = await tx.storedObject.findUniqueOrThrow({ where: { id: found.objectId } });
    const output: Taken = { right: true, object, fileName: object.fileName, size: Number(object.size) };
    const after = { handedOut: true, package: found.id, sha256: object.sha256, download: found.downloads + 1 };
    return { output, event: { resource, after } };
  },
});
