import type { Permission } from "./permissions";
import { isGranted } from "./permissions";
import { type Role, role } from "./roles";

type Origin = { requestId: string; correlationId?: string; ip?: string; userAgent?: string };

/**
 * Whoever acts, always for one organisation. Identity comes from the session, the key or the verified link,
 * never from a body or a URL.
 */
export type Actor =
  | (Origin & { organizationId: string } & (
        | { kind: "visitor" }
        | {
            kind: "user";
            personId: string;
            name: string;
            roles: readonly Role[];
            sessionId: string;
            authenticatedAt: Date;
          }
        | { kind: "api_key"; keyId: string; name: string; createdById: string; permissions: readonly string[] }
        | { kind: "subject"; subjectId: string; linkId: string }
        | { kind: "system"; name: string }
      ))
  | AnonymousActor;

/** Somebody who must not be found: an organisation and nothing else. No address, browser, session or request id. */
type AnonymousActor = {
  kind: "anonymous";
  organizationId: string;
  /** No request is named; the event carries null. */
  requestId: "";
  correlationId?: undefined;
  ip?: undefined;
  userAgent?: undefined;
};

export type UserActor = Extract<Actor, { kind: "user" }>;

/** Does the table (or the key's own list) let this actor do this? Unknown kinds and permissions are refused. */
export function mayDo(actor: Actor, permission: Permission): boolean {
  switch (actor.kind) {
    case "user":
      return isGranted(permission, actor.roles);
    case "api_key":
      // A key can hold whatever a role can hold, never what only jobs, visitors or subjects do.
      return actor.permissions.includes(permission) && isGranted(permission, role.options);
    case "visitor":
    case "anonymous":
    case "subject":
    case "system":
      return isGranted(permission, [actor.kind]);
    default:
      return false;
  }
}

/** A stable id for idempotency, rate limits and the audit trail; null for visitors and for whoever is anonymous. */
export function actorIdOf(actor: Actor): string | null {
  switch (actor.kind) {
    case "user":
      return actor.personId;
    case "api_key":
      return actor.keyId;
    case "subject":
      return actor.subjectId;
    case "system":
      return `system:${actor.name}`;
    case "visitor":
    case "anonymous":
      return null;
  }
}

export function systemActor(organizationId: string, name: string, requestId: string): Actor {
  return { kind: "system", name, organizationId, requestId };
}
