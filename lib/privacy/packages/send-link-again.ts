import "server-only";
import { z } from "zod";
import { AppError } from "@/lib/platform/errors";
import { command } from "@/lib/platform/operation/command";
import { organizationFacts } from "../requests/deadline";
import { linkedResource } from "../requests/links";
import { lockRequest } from "../requests/lock";
import { offer } from "./publish-package";

const mostMails = 5;

/** From the status page: the same package under a new link, the old one ends; neither time nor downloads grow. */
export const sendLinkAgain = command({
  name: "request.send-link-again",
  summary: "Send the link to one's package again",
  permission: "request:follow",
  type: "privacy_request",
  input: z.object({}),
  async run({ tx, actor, now }) {
    const request = await lockRequest(tx, (await linkedResource(tx, actor, "request")).id);
    if (!request) throw new AppError("not_found");
    const found = await tx.requestPackage.findFirst({
      where: { requestId: request.id, publishedAt: { not: null }, endedAt: null, expiresAt: { gt: now } },
    });
    if (!found?.expiresAt)
      throw new AppError("gone", "The package has expired. Make a new request to receive your data.");
    const links = await tx.accessLink.findMany({
      where: { kind: "package", resourceId: found.id },
      orderBy: { createdAt: "desc" },
    });
    if (links.length >= mostMails) {
      throw new AppError("rate_limited", "The link was sent five times. No further mail was sent.");
    }
    const usesLeft = links[0]?.usesLeft ?? 0;
    if (usesLeft === 0) throw new AppError("gone", "Every download was used. Make a new request to receive your data.");
    const organization = await organizationFacts(tx, actor.organizationId);
    await offer({ tx, now }, organization, request, { id: found.id, expiresAt: found.expiresAt, usesLeft });
    return { output: null, event: { resource: { type: "request", id: request.id, label: request.reference } } };
  },
});
