import "server-only";
import { now } from "../clock";
import { destroyMailSecretsOf, linkByTokenHash, organizationBySlug } from "../db/door";
import { AppError, notFound } from "../errors";
import { originOf } from "../http/origin";
import type { ActorOf } from "../operation/context";
import { hashToken } from "./api-keys";

/** Nobody yet: the slug only chooses whose form a visitor sees and never grants reading. */
export async function visitorOf(
  slug: string,
  headers: Headers,
): Promise<{ actor: ActorOf<"visitor">; organization: { id: string; slug: string; name: string; timeZone: string } }> {
  const organization = /^[a-z0-9-]{1,60}$/.test(slug) ? await organizationBySlug(slug) : null;
  if (!organization) throw notFound("This page");
  return { actor: { kind: "visitor", organizationId: organization.id, ...originOf(headers) }, organization };
}

/** Somebody who must not be found (P18): nothing of the request is looked at, not even a session that came along. */
export async function anonymousOf(slug: string): Promise<{
  actor: ActorOf<"anonymous">;
  organization: { id: string; slug: string; name: string; timeZone: string };
}> {
  const organization = /^[a-z0-9-]{1,60}$/.test(slug) ? await organizationBySlug(slug) : null;
  if (!organization) throw notFound("This page");
  return { actor: { kind: "anonymous", organizationId: organization.id, requestId: "" }, organization };
}

export type OpenedLink = { actor: ActorOf<"subject">; kind: string; resourceId: string; expiresAt: Date };

/** A data subject with a verified link, no account. Unknown → 404, expired or revoked → 410. */
export async function subjectOf(token: string, headers: Headers): Promise<OpenedLink> {
  const link = /^[\w-]{20,100}$/.test(token) ? await linkByTokenHash(hashToken(token)) : null;
  if (!link) throw notFound("This link");
  if (link.revokedAt || link.expiresAt <= now() || link.usesLeft === 0) {
    throw new AppError(
      "gone",
      "This link has expired or was replaced by a newer one. Ask for a new one from the page of your request.",
    );
  }
  // It has arrived: from now on only who has it can open it.
  await destroyMailSecretsOf(link.id, now());
  const actor = {
    kind: "subject" as const,
    subjectId: link.subjectId,
    linkId: link.id,
    organizationId: link.organizationId,
    ...originOf(headers),
  };
  return { actor, kind: link.kind, resourceId: link.resourceId, expiresAt: link.expiresAt };
}
