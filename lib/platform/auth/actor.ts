import "server-only";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { now } from "../clock";
import { endOfSession, sessionContext, touchSession } from "../db/door";
import { AppError } from "../errors";
import { originOf } from "../http/origin";
import type { UserActor } from "./actor-types";
import { role } from "./roles";
import { organizationCookieName, readSessionId } from "./session";
import { type Ended, isIdle, whyEnded } from "./sessions/life";

const touchEveryMs = 60 * 1000;

type Context = NonNullable<Awaited<ReturnType<typeof sessionContext>>>;
export type SignedIn = {
  actor: UserActor;
  email: string;
  organization: Context["memberships"][number];
  memberships: Context["memberships"];
};

/** Who is asking, or null. Session, person and memberships are read on each request, once. */
export const currentSession = cache(async (): Promise<SignedIn | null> => {
  const sessionId = await readSessionId();
  if (!sessionId) return null;
  const at = now();
  const context = await sessionContext(sessionId, at);
  if (!context || isIdle(context.lastSeenAt, at)) return null;
  if (at.getTime() - context.lastSeenAt.getTime() > touchEveryMs) await touchSession(sessionId, at);
  const wanted = (await cookies()).get(organizationCookieName)?.value;
  const organization = context.memberships.find((each) => each.organizationId === wanted) ?? context.memberships[0];
  if (!organization) return null;
  const actor: UserActor = {
    kind: "user",
    personId: context.personId,
    name: context.personName,
    roles: organization.roles.filter((name) => role.safeParse(name).success).map((name) => role.parse(name)),
    sessionId,
    authenticatedAt: context.createdAt,
    organizationId: organization.organizationId,
    ...originOf(await headers()),
  };
  return { actor, email: context.email, organization, memberships: context.memberships };
});

export async function requireActor(): Promise<UserActor> {
  const session = await currentSession();
  if (!session) throw new AppError("unauthenticated", "Sign in first. Nothing was changed.");
  return session.actor;
}

/** For pages and layouts: whoever is not signed in goes to sign in and comes back. */
export async function requireSession(): Promise<SignedIn> {
  const session = await currentSession();
  if (session) return session;
  const path = (await headers()).get("x-portal-path") ?? "/";
  redirect(path === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(path)}`);
}

/** For the sign-in page: what ended the session whose cookie the browser still has, or null when there is nothing to tell. */
export async function endedSession(): Promise<Ended | null> {
  const sessionId = await readSessionId();
  const session = sessionId ? await endOfSession(sessionId) : null;
  return session && whyEnded(session, now());
}
