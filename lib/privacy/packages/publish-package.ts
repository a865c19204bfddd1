import "server-only";
import { z } from "zod";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { place } from "@/lib/platform/mail/places";
import { queueMail } from "@/lib/platform/mail/send";
import { command } from "@/lib/platform/operation/command";
import type { CommandContext } from "@/lib/platform/operation/context";
import { localDateOf, type OrganizationFacts, organizationFacts, today } from "../requests/deadline";
import { packageReady } from "../requests/letters";
import { downloadLink, grantLink, linkSecret, revokeLinks } from "../requests/links";
import { assertStep, type LockedRequest, lockRequest } from "../requests/lock";
import { mailOf } from "../requests/mail-of";
import { RequestKind } from "../schema";
import { keepObject, sealedObject } from "./stored-object";

const words = { permission: "request:execute", type: "privacy_request", controls: ["P5.1"] } as const;
const file = z.object({
  path: z.string(),
  sha256: z.string(),
  bytes: z.number().int(),
  rows: z.number().int().optional(),
});
const manifest = z.object({
  schema: z.literal("plinto-privacy-package/1"),
  organisation: z.string(),
  reference: z.string(),
  kind: RequestKind,
  asOf: z.string(),
  files: z.array(file),
  redactions: z.array(z.object({ path: z.string(), reason: z.string() })),
});
/** Kept as evidence when the package is gone: names and hashes, never the data (section 6). */
export type Manifest = z.infer<typeof manifest>;

const packageDays = 7;
const downloads = 5;
const day = 24 * 60 * 60_000;

export const recordPackage = command({
  ...words,
  name: "request.build-package",
  summary: "Keep the built package of a request",
  crud: "create",
  input: z.object({ requestId: z.uuid(), manifest, sealed: sealedObject }),
  async run({ tx, actor, now }, input) {
    const request = await lockRequest(tx, input.requestId);
    if (!request) throw new AppError("not_found");
    const built = await tx.requestPackage.findFirst({ where: { requestId: request.id, endedAt: null } });
    const kept = built === null && request.status === "executing";
    const packageId = built?.id ?? (kept ? newId(now.getTime()) : null);
    if (kept && packageId) {
      const name = { purpose: "privacy-package", fileName: `${request.reference}.zip`, mediaType: "application/zip" };
      const objectId = await keepObject(tx, actor.organizationId, input.sealed, name, now);
      const owner = { organizationId: actor.organizationId, requestId: request.id };
      await tx.requestPackage.create({
        data: { id: packageId, ...owner, objectId, manifest: input.manifest, builtAt: now },
      });
    }
    const after = { package: packageId, kept, sha256: input.sealed.sha256, files: input.manifest.files.length };
    return {
      output: { packageId, kept },
      event: { resource: { type: "request", id: request.id, label: request.reference }, after },
    };
  },
});

/** Offers the package and tells the subject, in one transaction; then it only waits for the mail to leave. */
export const publishPackage = command({
  ...words,
  name: "request.publish-package",
  summary: "Offer the package of a request and send its link",
  riskLevel: "medium",
  input: z.object({ requestId: z.uuid() }),
  async run({ tx, actor, now }, { requestId }) {
    const request = await lockRequest(tx, requestId);
    if (!request) throw new AppError("not_found");
    const resource = { type: "request", id: requestId, label: request.reference };
    const built = await tx.requestPackage.findFirst({ where: { requestId, endedAt: null } });
    if (built?.publishedAt)
      return { output: { published: true }, event: { resource, after: { status: request.status } } };
    assertStep(request.status, "awaiting_delivery");
    const open = await tx.requestTask.count({ where: { requestId, state: { not: "done" } } });
    if (!built || open > 0) throw new AppError("conflict", "Not every data source is done, so nothing was published.");
    const organization = await organizationFacts(tx, actor.organizationId);
    const expiresAt = new Date(now.getTime() + packageDays * day);
    const mailId = await offer({ tx, now }, organization, request, { id: built.id, expiresAt, usesLeft: downloads });
    await tx.requestPackage.update({ where: { id: built.id }, data: { publishedAt: now, expiresAt, mailId } });
    await tx.dataSubjectRequest.update({ where: { id: requestId }, data: { status: "awaiting_delivery" } });
    return {
      output: { published: true },
      event: {
        resource,
        before: { status: request.status },
        after: { status: "awaiting_delivery", package: built.id, expiresAt: expiresAt.toISOString() },
      },
    };
  },
});

type Offer = { id: string; expiresAt: Date; usesLeft: number };

/** A new link by mail to the proven address; every older one ends. */
export async function offer(
  { tx, now }: Pick<CommandContext, "tx" | "now">,
  organization: OrganizationFacts,
  request: Pick<LockedRequest, "id" | "reference" | "email" | "subjectId" | "personId">,
  { id, expiresAt, usesLeft }: Offer,
): Promise<string> {
  await revokeLinks(tx, "package", id, now);
  const { subjectId, reference } = request;
  const link = {
    organizationId: organization.id,
    kind: "package",
    subjectId,
    resourceId: id,
    expiresAt,
    usesLeft,
  } as const;
  const granted = await grantLink(tx, link, now);
  const letter = packageReady(organization, {
    reference,
    until: localDateOf(new Date(`${today(expiresAt, organization.timeZone)}T00:00:00Z`)),
    held: request.personId !== null,
    link: place("link"),
  });
  const secrets = [linkSecret(downloadLink(organization.slug, granted.token), granted, expiresAt)];
  return queueMail(
    tx,
    { ...mailOf(organization, request), kind: "request-package", expiresAt, secrets, ...letter },
    now,
  );
}
