import "server-only";
import type { Actor } from "@/lib/platform/auth/actor-types";
import { hashToken } from "@/lib/platform/auth/api-keys";
import { pseudonymOf } from "@/lib/platform/crypto/pseudonym";
import type { Tx } from "@/lib/platform/db/client";
import { env } from "@/lib/platform/env";
import { notFound } from "@/lib/platform/errors";
import { newId, newToken } from "@/lib/platform/ids";
import type { MailSecret } from "@/lib/platform/mail/secrets";

export type LinkKind = "request" | "package";

/** Who a link speaks for: a keyed hash of the address, different in each organisation. */
export function subjectIdOf(organizationId: string, email: string): string {
  return pseudonymOf("subject", `${organizationId}|${email}`);
}

/** Links come from PUBLIC_URL, never from a request's host. */
export const publicOrigin = () => env.PUBLIC_URL.replace(/\/$/, "");
const publicLink = (slug: string, path: string) => `${publicOrigin()}/p/${slug}/${path}`;
export const verifyLink = (slug: string, requestId: string) => publicLink(slug, `verify/${requestId}`);
export const followLink = (slug: string, token: string) => publicLink(slug, `r/${token}`);
export const downloadLink = (slug: string, token: string) => publicLink(slug, `download/${token}`);

type NewLink = {
  organizationId: string;
  kind: LinkKind;
  subjectId: string;
  resourceId: string;
  expiresAt: Date;
  usesLeft?: number;
};

/** 256 random bits, of which only the hash is kept. */
export async function grantLink(tx: Tx, link: NewLink, now: Date): Promise<{ id: string; token: string }> {
  const token = newToken();
  const id = newId(now.getTime());
  await tx.accessLink.create({ data: { id, ...link, tokenHash: hashToken(token), createdAt: now } });
  return { id, token };
}

/** The link of a mail, of which the text has only the place `{{link}}`. */
export const linkSecret = (value: string, { id }: { id: string }, expiresAt: Date): MailSecret => ({
  name: "link",
  value,
  credentialId: id,
  expiresAt,
});

export async function revokeLinks(tx: Tx, kind: LinkKind, resourceId: string, now: Date): Promise<void> {
  await tx.accessLink.updateMany({ where: { kind, resourceId, revokedAt: null }, data: { revokedAt: now } });
}

/** What the actor's link opens: identity comes from the link, never from a field. Another kind or a user is 404. */
export async function linkedResource(tx: Tx, actor: Actor, kind: LinkKind): Promise<{ id: string; linkId: string }> {
  if (actor.kind !== "subject") throw notFound("This link");
  const link = await tx.accessLink.findUnique({ where: { id: actor.linkId } });
  if (link?.kind !== kind) throw notFound("This link");
  return { id: link.resourceId, linkId: link.id };
}
