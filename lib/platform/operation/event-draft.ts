import "server-only";
import type { Actor } from "../auth/actor-types";
import { actorIdOf } from "../auth/actor-types";
import { pseudonymOf } from "../crypto/pseudonym";
import type { CrudName, EventTypeName, OutcomeName, RetentionClassName, RiskName } from "./event-types";
import { about, type Recordable } from "./protected";

/** What a command says about what it did; the rest of the event comes from the actor and the definition. */
export type EventSubject = {
  resource: { type: string; id: string | null; label?: Recordable };
  before?: Recordable;
  after?: Recordable;
  reason?: Recordable;
};

export type EventDraft = EventSubject & {
  type: EventTypeName;
  action: string;
  crud: CrudName;
  outcome: OutcomeName;
  riskLevel: RiskName;
  retentionClass: RetentionClassName;
  controlIds: readonly string[];
};

/** The installation itself: for events of no organisation (A22). */
export type InstallationOrigin = {
  kind: "installation";
  organizationId: null;
  requestId: string;
  ip?: string;
  userAgent?: string;
};
export type Recorder = Actor | InstallationOrigin;

/** Under whose key ip address and user agent stand: the person's, else a pseudonym of the address itself. */
function addressSubject(by: Recorder): string {
  if (by.kind === "user") return `person:${by.personId}`;
  if (by.kind === "subject") return `subject:${by.subjectId}`;
  return pseudonymOf("address", by.ip ?? "");
}

/** A leaf has an end (A20): names, addresses and browsers are shortened before they could reach it. */
const longest = { id: 200, name: 1_000, ip: 100, userAgent: 500 };

/** The actor as the leaf shows it; the name as it was then, protected when it is a person's. */
export function actorFields(by: Recorder) {
  const id = by.kind === "installation" ? null : (actorIdOf(by)?.slice(0, longest.id) ?? null);
  const base = { kind: by.kind, id };
  if (by.kind === "user") return { ...base, name: about(`person:${by.personId}`, by.name.slice(0, longest.name)) };
  if (by.kind === "api_key") return { ...base, name: by.name.slice(0, longest.name), onBehalfOf: by.createdById };
  if (by.kind === "system") return { ...base, name: by.name.slice(0, longest.name) };
  return base;
}

/** Address and browser have a class of their own: one year, whatever the event's (audit.md section 1). */
export function addressFields(by: Recorder) {
  const subject = addressSubject(by);
  return {
    ip: by.ip ? about(subject, by.ip.slice(0, longest.ip)) : null,
    userAgent: by.userAgent ? about(subject, by.userAgent.slice(0, longest.userAgent)) : null,
  };
}
